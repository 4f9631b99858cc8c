/* The states without a picture: loading, nothing reported, no land, failed. */
import { node } from "../core/element.js";
import * as data from "../core/data.js";
import * as format from "../core/format.js";

/**
 * @param {MapState} state
 * @param {string} kind
 * @param {string} title
 * @param {string} [detail]
 * @param {HTMLElement} [button]
 */
function put(state, kind, title, detail, button) {
  const { notice } = state;
  notice.className = `ioc-map__notice ioc-map__notice--${kind}`;
  notice.dataset.kind = kind;
  // Something wrong is said at once; the rest waits for its turn.
  notice.setAttribute("role", kind === "failed" ? "alert" : "status");
  const parts = [node("strong", "ioc-map__notice-title", title)];
  if (detail) parts.push(node("span", "ioc-map__notice-detail", detail));
  if (button) parts.push(button);
  notice.replaceChildren(...parts);
  notice.hidden = false;
}

/**
 * @param {MapState} state
 */
export function clear(state) {
  state.notice.hidden = true;
  state.notice.replaceChildren();
  delete state.notice.dataset.kind;
}

/**
 * @param {MapState} state
 * @param {boolean} land
 */
export function loading(state, land) {
  const word = format.words(state.spec.language);
  put(state, state.classes ? "busy" : "loading", land ? word.loading : word.loadingData);
}

/**
 * @param {MapState} state
 */
export function empty(state) {
  const word = format.words(state.spec.language);
  // Where no period holds a number, choosing another one helps nobody.
  if (state.spec.never) put(state, "empty", word.never, word.neverHint);
  else put(state, "empty", word.empty, word.emptyHint);
}

/**
 * @param {MapState} state
 */
export function noAreas(state) {
  const word = format.words(state.spec.language);
  put(state, "noland", word.noAreas, word.noAreasHint);
}

/**
 * @param {MapState} state
 */
export function noLand(state) {
  const word = format.words(state.spec.language);
  put(state, "noland", word.noLand, word.noLandHint);
}

/**
 * Say what failed and offer to try again; an older picture that still stands is named as such.
 * @param {MapState} state
 * @param {Error} error
 * @param {() => void} retry
 */
export function sayFailure(state, error, retry) {
  const { spec, slice } = state;
  const word = format.words(spec.language);
  const cause =
    error instanceof data.LoadError
      ? error.status === 0
        ? word.offline
        : `${word.server} (${error.status}).`
      : error.message;
  const old =
    slice && state.classes ? ` ${word.stillShown} ${format.period(slice.header.period, spec.language)}.` : "";
  const button = node("button", "ioc-map__retry", word.retry);
  button.type = "button";
  button.addEventListener("click", () => {
    clear(state);
    retry();
  });
  put(state, "failed", old ? word.failedData : word.failed, cause + old, button);
  state.notice.classList.toggle("ioc-map__notice--strip", Boolean(old));
}
