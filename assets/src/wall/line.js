/* How the wall's line to the server is, how old its numbers are, and the reload after an upgrade. */
import * as upgrade from "../core/upgrade.js";
import * as wallClock from "./clock.js";

// A wall that hears nothing for this long is late, for twice as long it is old.
const EXPECTED_MS = 60 * 1000;
/** @type {Record<string, string>} */
const MARKS = { new: "○", late: "▲", old: "■" };
const FAILING_MS = 30 * 1000;

// Each by the clock, to be said, and in ticks that no change of the time moves, to be measured.
const moment = (at = Date.now()) => ({ at, tick: performance.now() - Math.max(0, Date.now() - at) });
let lastWord = moment();
/** @type {Moment | null} */
let behindSince = null; // since when the store is newer than the shown scene; null: it is not
let state = "";
/** @type {string | null} */
let version = null;

/**
 * @param {string | undefined} text
 * @param {number} count
 */
const withCount = (text, count) => String(text).replace("{}", String(count));

/**
 * @param {number} ms
 * @param {DOMStringMap} words
 */
function ago(ms, words) {
  const minutes = Math.floor(ms / 60000);
  if (minutes < 1) return String(words.now);
  if (minutes < 120) return withCount(words.minutes, minutes);
  if (minutes < 48 * 60) return withCount(words.hours, Math.floor(minutes / 60));
  return withCount(words.days, Math.floor(minutes / 1440));
}

/**
 * @param {HTMLElement} element
 * @param {string} text
 */
function set(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Say how the line is; called with every beat and every word from the server.
 * @param {boolean} isHeld
 */
export function tell(isHeld) {
  const live = document.documentElement.dataset.live || "live";
  const place = document.getElementById("wall-state");
  if (!place) return;
  if (place.dataset.state !== live) place.dataset.state = live;
  set(place, isHeld ? place.dataset.held : place.dataset[live] || "");
  const failing = behindSince && performance.now() - behindSince.tick > FAILING_MS;
  const trouble = live === "lost" ? "lost" : failing ? "stale" : "";
  const badge = document.getElementById("wall-lost");
  const since = trouble === "stale" ? behindSince : lastWord;
  if (trouble && since) sayTrouble(badge, trouble, since);
  if (badge.hidden === Boolean(trouble)) badge.hidden = !trouble;
}

/**
 * @param {HTMLElement} badge
 * @param {string} trouble
 * @param {Moment} since
 */
function sayTrouble(badge, trouble, since) {
  const age = performance.now() - since.tick;
  badge.dataset.age = age >= 2 * EXPECTED_MS ? "old" : age >= EXPECTED_MS ? "late" : "new";
  const words = document.getElementById("wall-lost-words");
  set(words, `${MARKS[badge.dataset.age]} ${words.dataset[trouble]}`);
  const at = document.getElementById("wall-lost-at");
  const local = wallClock.local(since.at);
  const day =
    local.day === wallClock.local(Date.now()).day ? "" : ` ${local.day.slice(8)}/${local.day.slice(5, 7)}`;
  set(at, `${at.dataset.at} ${local.hour}${day} · ${ago(age, at.dataset)}`);
}

/**
 * Take up a word of the line; tells whether the server has come back.
 * @param {Pick<LiveWord, "state" | "at">} pick
 */
export function takeWord({ state: word, at }) {
  if (word !== "lost") lastWord = moment(at);
  const back = word === "live" && state !== "live";
  state = word;
  return back;
}

/**
 * Whether the shown scene is older than the store.
 * @param {boolean} isBehind
 */
export function behind(isBehind) {
  if (!isBehind) behindSince = null;
  else if (!behindSince) behindSince = moment();
}

/** A wall is never reloaded by hand: after an upgrade of the server it does so itself, once. */
export async function checkVersion() {
  try {
    const health = await (await fetch("/healthz", { cache: "no-store" })).json();
    if (version && health.version !== version && upgrade.mayReload(health.version)) {
      // A server that is only half up would leave the screen on the browser's error page.
      const page = await fetch(location.href, { cache: "no-store" });
      if (page.ok) {
        upgrade.rememberReload(health.version);
        location.reload();
        return;
      }
    }
    version = health.version;
  } catch {
    // The line is gone again; the next return asks anew.
  }
}
