/* An answer that does not come is said, with a way to ask again. */
import { node } from "../core/element.js";
import { say } from "../core/words.js";
import * as analysisPicked from "./picked.js";
import { ID, at, language } from "./state.js";

const PATIENCE_MS = 8000;

let patience = 0; // until it is said that no answer has come
/** @type {HTMLElement | null} */
let failure = null; // the element that says so

/**
 * Say so when no answer has come after a while.
 * @param {() => void} again
 */
export function wait(again) {
  quiet();
  patience = setTimeout(() => sayFailed(again), PATIENCE_MS);
}

/**
 * @param {() => void} again
 */
export function sayFailed(again) {
  quiet();
  if (!at(ID.page) || !at(ID.page).hasAttribute("aria-busy")) return;
  failure = node("p", "ana-note ana-failed", say("screen-no_answer", language()));
  failure.setAttribute("role", "alert");
  failure.append(analysisPicked.button(say("format-retry", language()), again));
  at(ID.headline).after(failure);
}

export function quiet() {
  clearTimeout(patience);
  if (failure) failure.remove();
  failure = null;
}
