/* An area's page asks the server: what a choice changes, and what is not true any more. */
import { node } from "../core/element.js";
import { address, refreshCards } from "./links.js";
import { area } from "./state.js";
import { absent } from "../core/absent.js";
import * as live from "../core/live.js";
import { FORMAT } from "../core/wire.js";
import { setProps } from "../core/props.js";
import * as fresh from "../map/fresh.js";
import * as words from "../core/words.js";

const MAP_FIRST_MS = 1500;
const TREND = "area-trend";

/** @type {(spec: MapSpec) => Promise<unknown>} */
let draw = absent();
/**
 * Who draws the page anew: area.js says so when the page begins.
 * @param {(spec: MapSpec) => Promise<unknown>} next
 */
export const setDraw = (next) => (draw = next);

/** @type {AbortController | null} */
let asking = null; // the question of the last choice
let charted = ""; // the figure that was set last

/**
 * @param {number} ms
 */
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
/**
 * @param {string} id
 */
const at = (id) => document.getElementById(id);
/**
 * @param {HTMLElement} page
 */
const codesOf = (page) => (page.dataset.indicators || "").split(" ");
/**
 * @param {HTMLElement} page
 * @param {ViewState} state
 */
const isShown = (page, state) => page === area.root && state === area.state;

/**
 * @param {HTMLElement} page
 * @param {ViewState} state
 * @param {number} revision
 * @param {Record<string, string | number | undefined>} [more]
 */
function addressOf(page, state, revision, more) {
  const fields = new URLSearchParams();
  /** @type {Record<keyof ViewState, string>} */
  const names = JSON.parse(page.dataset.names || "{}");
  for (const field of /** @type {(keyof ViewState)[]} */ (Object.keys(names))) {
    if (state[field]) fields.set(names[field], state[field]);
  }
  const known = { rev: revision, wire: FORMAT, day: page.dataset.day };
  const own = { say: page.lang, since: page.dataset.revision, ...known, ...more };
  for (const [name, value] of Object.entries(own)) fields.set(name, String(value));
  return `${page.dataset.live}?${fields}`;
}

/** Numbers may have changed since the page was made, or made anew. */
async function catchUp() {
  const page = area.root;
  const state = area.state;
  if (!page || !page.isConnected || !state) return;
  // While time runs the map stays what it is, and what was chosen is asked for: the page asks when it rests.
  if (page.hasAttribute("data-running") || asking) return;
  const revision = live.touched(codesOf(page));
  if (revision <= Number(page.dataset.revision)) return;
  let content;
  try {
    const answer = await fetch(addressOf(page, state, revision));
    if (!answer.ok) return;
    content = await answer.json();
  } catch {
    return; // The next word of the server asks again.
  }
  // Something else has been chosen meanwhile: the answer is about what is not shown any more.
  if (!isShown(page, state) || asking) return;
  if (content.all) choose(true);
  else await put(page, state, content, revision);
}

/** Something was chosen: ask for what it changes; `whole`: for all that the page shows. */
export async function choose(whole = false) {
  const page = area.root;
  const state = area.state;
  if (!page || !page.isConnected || !state) return;
  if (asking) asking.abort();
  const mine = (asking = new AbortController());
  const revision = Math.max(live.touched(codesOf(page)), Number(page.dataset.revision));
  const more = { cards: page.dataset.cards, ...(whole ? { since: 0 } : {}) };
  let content = null;
  let why = "";
  try {
    const answer = await fetch(addressOf(page, state, revision, more), { signal: mine.signal });
    if (answer.ok) content = await answer.json();
    else why = (await answer.json()).error;
  } catch {
    // Not reached, or no JSON.
  }
  if (mine !== asking) return;
  asking = null;
  if (!isShown(page, state)) return;
  if (!content) {
    setProps("shell-toast", { children: why || words.say("screen-no_answer", page.lang), is_open: true });
    return;
  }
  page.dataset.cards = state.period;
  await put(page, state, content, revision);
  keepUp();
}

/**
 * Put an answer in its places: cards, words and map at once, the chart when the map is painted.
 * @param {HTMLElement} page
 * @param {ViewState} state
 * @param {AreaAnswer} content
 * @param {number} revision
 */
async function put(page, state, content, revision) {
  page.dataset.revision = String(Math.max(content.revision, revision));
  page.dataset.day = content.day;
  // Text of our own server, escaped there (layouts/components/html_text.py).
  for (const [id, html] of Object.entries(content.parts)) if (at(id)) fill(at(id), html);
  // A card came or went: the whole says where.
  if (Object.keys(content.cards).some((id) => !at(id)) || content.silent.some((id) => at(id))) {
    choose(true);
    return;
  }
  const names = Object.entries(content.cards)
    .map(([id, html]) => putCard(page, id, html))
    .filter(Boolean);
  say(page, names);
  if (content.address !== null) address(content.address);
  if (content.title !== null) document.title = content.title;
  refreshCards();
  if (names.length) unfoldRed();
  const { [TREND]: chart, ...props } = content.props;
  const picture = content.spec && draw(content.spec);
  for (const [id, values] of Object.entries(props)) setProps(id, values);
  // The map first: the chart keeps the browser busy for longer than all else together.
  if (picture) await Promise.race([picture, pause(MAP_FIRST_MS)]);
  if (chart && isShown(page, state)) setChart(page, chart);
}

/**
 * Put HTML in its place; what was folded open stays so.
 * @param {HTMLElement} place
 * @param {string} html
 */
function fill(place, html) {
  const isOpen = place.querySelector("details")?.open;
  place.innerHTML = html;
  const folds = place.querySelector("details");
  if (folds && isOpen) folds.open = true;
}

/** A card that is red is not folded away. */
function unfoldRed() {
  for (const card of area.root.querySelectorAll("details:not([open]) .ioc-card-red"))
    for (let fold = card.closest("details"); fold; fold = fold.parentElement.closest("details"))
      fold.open = true;
}

/**
 * Put a card in its place; returns its title where it says something else now.
 * @param {HTMLElement} page
 * @param {string} id
 * @param {string} html
 */
function putCard(page, id, html) {
  const place = at(id);
  const next = document.createElement("template");
  // Text of our own server, escaped there (layouts/components/html_text.py).
  next.innerHTML = html;
  if (next.content.textContent === place.textContent) return "";
  const focused = place.contains(document.activeElement);
  place.replaceChildren(next.content);
  if (focused && place.querySelector("a")) place.querySelector("a").focus({ preventScroll: true });
  const title = place.querySelector("h3, h4, a");
  mark(page, title || place, place);
  return title ? title.textContent.trim() : "";
}

/**
 * @param {HTMLElement} page
 * @param {HTMLElement} beside
 * @param {HTMLElement} place
 */
function mark(page, beside, place) {
  const badge = fresh.badge(page.lang);
  beside.after(badge);
  place.dataset.fresh = "";
  setTimeout(() => {
    badge.remove();
    delete place.dataset.fresh;
  }, fresh.MARK_MS);
}

/**
 * @param {HTMLElement} page
 * @param {Record<string, unknown>} chart
 */
function setChart(page, chart) {
  const text = `${page.dataset.visit} ${JSON.stringify(chart)}`;
  if (text === charted) return;
  charted = text;
  setProps(TREND, chart);
}

/**
 * Politely, for who does not see the marks.
 * @param {HTMLElement} page
 * @param {string[]} names
 */
function say(page, names) {
  if (!names.length) return;
  let place = page.querySelector(".ioc-area-said");
  if (!place) {
    place = node("p", "ioc-area-said visually-hidden");
    place.setAttribute("role", "status");
    page.append(place);
  }
  place.textContent = `${words.say("screen-fresh_none", page.lang)} ${names.join("; ")}`;
}

/** @type {(() => void) | null} */
let follow = null;
export const keepUp = () => (follow = follow || live.steadily(catchUp))();

/** What this module hears from the page's begin on; main.js calls it once. */
export function listen() {
  window.addEventListener("ioc:live", () => {
    const page = area.root;
    if (page && page.isConnected && live.touched(codesOf(page)) > Number(page.dataset.revision)) keepUp();
  });
}
