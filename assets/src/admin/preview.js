/* The wall in a frame, 1920 × 1080 made smaller, following what is being edited. */
import { absent } from "../core/absent.js";
import * as live from "../core/live.js";
import { h } from "../forms/parts.js";

const WIDTH = 1920;
const WAIT_MS = 500;
// A store that machines write to all the time must not have the frame drawn all the time.
const NEWS_MS = 10000;
/** @type {(keyof Scene)[]} */
const DRAWN = ["name_vi", "name_en", "map", "cards", "trend", "area", "vintage", "seconds"];

/** @type {Preview} */
let now = absent();

/**
 * @param {AdminPage} page
 */
export function make(page) {
  const { words } = page;
  /**
   * @param {string} value
   * @param {string} label
   */
  const theme = (value, label) =>
    h(
      "button",
      {
        type: "button",
        class: "btn btn-sm btn-outline-secondary",
        "data-nen": value,
        onclick: () => light(value),
      },
      label,
    );
  const frame = h("iframe", {
    class: "ioc-preview-frame",
    title: words.preview,
    tabindex: "-1",
    onload: onLoad,
  });
  const box = h(
    "div",
    { class: "ioc-preview-box is-waiting" },
    frame,
    h("p", { class: "ioc-preview-wait" }, words.preview_wait),
  );
  const root = h(
    "section",
    { class: "ioc-preview", "aria-label": words.preview },
    h(
      "div",
      { class: "ioc-preview-head" },
      h("h3", {}, words.preview),
      h("span", { class: "btn-group" }, theme("toi", words.preview_dark), theme("sang", words.preview_light)),
    ),
    box,
    h("small", { class: "ioc-field-hint" }, words.preview_about),
  );
  if (now) now.sizes.disconnect();
  now = {
    page,
    frame,
    box,
    nen: (now && now.nen) || "toi",
    source: "",
    timer: 0,
    news: 0,
    revision: live.revision,
    sizes: new ResizeObserver(([{ contentRect }]) => {
      frame.style.transform = `scale(${contentRect.width / WIDTH})`;
    }),
  };
  now.sizes.observe(box);
  press(root);
  return root;
}

/**
 * @param {HTMLElement} root
 */
function press(root) {
  for (const button of root.querySelectorAll("[data-nen]"))
    button.setAttribute("aria-pressed", String(button.dataset.nen === now.nen));
}

/**
 * @param {string} value
 */
function light(value) {
  now.nen = value;
  press(/** @type {HTMLElement} */ (now.box.parentElement));
  show(now.page.draft);
}

/**
 * @param {Scene} draft
 */
function address(draft) {
  const fields = Object.fromEntries(DRAWN.map((name) => [name, draft[name]]));
  const query = new URLSearchParams({
    canh: JSON.stringify(fields),
    nen: now.nen,
    lang: now.page.language,
    ban: String(now.revision),
  });
  return `${now.page.preview}?${query}`;
}

/**
 * Show a draft, a moment after the last edit.
 * @param {Scene} draft
 */
export function show(draft) {
  if (!now) return;
  window.clearTimeout(now.timer);
  const source = address(draft);
  if (source === now.source) return;
  const mine = now;
  mine.timer = window.setTimeout(() => go(mine, source), mine.source ? WAIT_MS : 0);
}

/**
 * @param {Preview} mine
 * @param {string} source
 */
function go(mine, source) {
  if (mine !== now) return;
  const first = !mine.source;
  mine.source = source;
  mine.box.classList.add("is-waiting");
  const inner = mine.frame.contentWindow;
  if (first || !mine.ready || !inner || !inner.dash_clientside) {
    mine.frame.src = source;
    return;
  }
  // The program is there already: it follows its address without being loaded anew, and leaves no
  // step in the history.
  inner.history.replaceState({}, "", source);
  const { PopStateEvent } = /** @type {typeof globalThis} */ (/** @type {unknown} */ (inner));
  inner.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  watch(mine);
}

function onLoad() {
  if (!now || !now.source) return;
  now.ready = true;
  watch(now);
}

/**
 * Uncover the frame as soon as the wall, or the words in its place, is there.
 * @param {Preview} mine
 */
function watch(mine) {
  const inside = mine.frame.contentDocument;
  if (!inside) return;
  if (mine.looking) mine.looking.disconnect();
  const before = inside.querySelector("#wall, .ioc-preview-none");
  const look = () => {
    const there = inside.querySelector("#wall, .ioc-preview-none");
    if (!there || there === mine.last) return;
    mine.last = there;
    mine.box.classList.remove("is-waiting");
    looking.disconnect();
  };
  const { MutationObserver } = /** @type {typeof globalThis} */ (inside.defaultView);
  const looking = (mine.looking = new MutationObserver(look));
  looking.observe(inside.documentElement, { childList: true, subtree: true });
  if (before !== mine.last) look();
  window.setTimeout(() => mine.box.classList.remove("is-waiting"), 8000);
}

/** What this module hears from the page's begin on; main.js calls it once. */
export function listen() {
  // What the wall would be told of the store's changes, the frame is drawn with.
  window.addEventListener("ioc:live", ({ detail }) => {
    if (!now || !now.box.isConnected || detail.revision === now.revision || now.news) return;
    const mine = now;
    mine.news = window.setTimeout(() => {
      mine.news = 0;
      mine.revision = live.revision;
      if (mine === now && mine.box.isConnected) show(mine.page.draft);
    }, NEWS_MS);
  });
}
