/* The start page: its content from its document or from the server, its map, and what comes in meanwhile. */
import { node } from "../core/element.js";
import { arrived, go } from "../core/go.js";
import * as live from "../core/live.js";
import * as words from "../core/words.js";
import * as map from "../map/map.js";

const PLACE = "start-page";
const MAP = "start-map";
const EARLY = "ioc-early";

/** @returns {HTMLElement | null} */
const place = () => document.getElementById(PLACE);
/** @returns {HTMLElement | null} */
const contentNow = () => document.querySelector(`#${PLACE} > .ioc-start`);

/**
 * The content of the document, once: it stands before the frame until scripts have made the frame.
 * @returns {HTMLElement | null}
 */
function takeEarly() {
  const early = document.getElementById(EARLY);
  if (!early) return null;
  early.remove();
  return early.querySelector(".ioc-start");
}

/**
 * @param {HTMLElement} host
 * @returns {Promise<HTMLElement>}
 */
async function ask(host) {
  const fields = new URLSearchParams({ say: host.lang });
  const before = contentNow();
  if (before && live.revision >= 0) {
    fields.set("rev", String(live.revision));
    fields.set("day", String(before.dataset.day));
  }
  const answer = await fetch(`${host.dataset.question}?${fields}`);
  if (!answer.ok) throw new Error(String(answer.status));
  const next = document.createElement("template");
  // Text of our own server, escaped there (layouts/components/html_text.py).
  next.innerHTML = await answer.text();
  return /** @type {HTMLElement} */ (next.content.firstElementChild);
}

/**
 * @param {HTMLElement} host
 */
async function open(host) {
  const early = takeEarly();
  try {
    host.replaceChildren(early || (await ask(host)));
  } catch {
    host.replaceChildren(node("p", "ioc-start-none", host.dataset.failed));
    return;
  }
  drawMap();
  if (arrived()) /** @type {HTMLElement | null} */ (host.querySelector("h1"))?.focus({ preventScroll: true });
  keepUp();
}

// ---- the map --------------------------------------------------------------------------------

function drawMap() {
  const element = document.getElementById(MAP);
  if (!element) return;
  map.show(MAP, JSON.parse(element.dataset.map));
}

// ---- what comes in ------------------------------------------------------------------------------

/**
 * Put the parts that changed in their places; what was folded open stays so, and the focus where it was.
 * @param {HTMLElement} content
 * @param {HTMLElement} next
 */
function exchange(content, next) {
  let isNew = false;
  for (const part of next.querySelectorAll("[data-part]")) {
    const old = content.querySelector(`[data-part="${part.dataset.part}"]`);
    if (!old || old.innerHTML === part.innerHTML) continue;
    const focus = old.contains(document.activeElement) && document.activeElement;
    const folds = part.querySelectorAll("details");
    for (const [at, each] of [...old.querySelectorAll("details")].entries())
      if (folds[at]) folds[at].open = each.open;
    old.replaceWith(part);
    if (focus) part.querySelector(`a[href="${CSS.escape(focus.getAttribute("href") || "")}"]`)?.focus();
    isNew = true;
  }
  const [before, after] = [content, next].map((each) => each.querySelector(`#${MAP}`));
  if (before && after && before.dataset.map !== after.dataset.map) {
    before.dataset.map = after.dataset.map;
    drawMap();
  }
  content.dataset.revision = next.dataset.revision;
  content.dataset.day = next.dataset.day;
  if (isNew) say(content);
}

/**
 * @param {HTMLElement} content
 */
function say(content) {
  let line = content.querySelector(".ioc-start-news");
  if (!line) {
    line = node("p", "ioc-start-news visually-hidden");
    line.setAttribute("role", "status");
    content.append(line);
  }
  line.textContent = words.say("screen-fresh_none", content.lang);
}

/**
 * @param {HTMLElement} content
 */
const isOld = (content) =>
  live.touched((content.dataset.indicators || "").split(" ")) > Number(content.dataset.revision);

const keepUp = live.steadily(async () => {
  const host = place();
  const content = contentNow();
  if (!host || !content || !isOld(content)) return;
  const next = await ask(host).catch(() => null); // The next word of the server asks again.
  if (!next || content !== contentNow()) return;
  const partsOf = (/** @type {HTMLElement} */ root) =>
    [...root.querySelectorAll("[data-part]")].map((each) => each.dataset.part).join();
  if (partsOf(content) === partsOf(next)) exchange(content, next);
  else {
    content.replaceWith(next);
    drawMap();
  }
});

export const clientside = {
  /**
   * The frame has made the page's place; it may stand in the document a moment later.
   * @param {string} visit
   */
  open: (visit) => {
    const look = (/** @type {number} */ turn) => {
      const host = place();
      if (host && host.dataset.visit === visit) open(host);
      else if (turn < 600) requestAnimationFrame(() => look(turn + 1));
    };
    look(0);
    return window.dash_clientside.no_update;
  },
};

/** What this module hears from the page's begin on; main.js calls it once. */
export function listen() {
  window.addEventListener("ioc:live", () => {
    const content = contentNow();
    if (content && isOld(content)) keepUp();
  });
  // Who goes on before the frame is there goes on all the same.
  window.addEventListener("popstate", () => location.pathname !== "/" && takeEarly());
  document.addEventListener("ioc:area", (event) => {
    const { code, vintage } = event.detail;
    if (/** @type {Element} */ (event.target).id === MAP)
      go(`/dia-ban/${vintage}/${encodeURIComponent(code)}`);
  });
}
