/*
 * Long lists that are one stop of the Tab key: arrows, Home, End and the page keys move inside. A list names
 * its items in `data-roving`, a selector.
 */

const PAGE = 10;

/**
 * The place that a key leads to, among so many; null: the key is not one of a list.
 * @param {string} key
 * @param {number} at
 * @param {number} count
 */
export function placeAfter(key, at, count) {
  /** @type {Record<string, number>} */
  const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE, Home: -count, End: count };
  if (!(key in steps) || !count) return null;
  return Math.max(0, Math.min(count - 1, at + steps[key]));
}

/**
 * @param {HTMLElement} list
 * @returns {HTMLElement[]}
 */
const itemsOf = (list) => [...list.querySelectorAll(String(list.dataset.roving))];

/**
 * Make an item the stop of its list; another one was it before.
 * @param {HTMLElement[]} items
 * @param {HTMLElement | undefined} stop
 */
function setStop(items, stop) {
  for (const each of items) each.tabIndex = each === stop ? 0 : -1;
}

/**
 * Let a list that has just been drawn have one stop: this item, else the first.
 * @param {HTMLElement} list
 * @param {HTMLElement | null} [stop]
 */
export function begin(list, stop) {
  const items = itemsOf(list);
  setStop(items, stop || items[0]);
}

/**
 * @param {Event} event
 */
const listOf = (event) => /** @type {Element} */ (event.target).closest?.("[data-roving]");

/**
 * @param {KeyboardEvent} event
 */
function onKey(event) {
  const list = listOf(event);
  if (!list || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  const items = itemsOf(list);
  const at = items.indexOf(/** @type {HTMLElement} */ (event.target));
  const next = at < 0 ? null : placeAfter(event.key, at, items.length);
  if (next === null) return;
  event.preventDefault();
  // At once: a page that scrolls softly stops on its way when something else moves it.
  items[next].focus({ preventScroll: true });
  items[next].scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
}

/**
 * @param {FocusEvent} event
 */
function onFocus(event) {
  const list = listOf(event);
  const item = /** @type {HTMLElement} */ (event.target);
  if (!list) return;
  const items = itemsOf(list);
  if (items.includes(item)) setStop(items, item);
}

/** What this module hears from the page's begin on; main.js calls it once. */
export function listen() {
  document.addEventListener("keydown", onKey);
  document.addEventListener("focusin", onFocus);
}
