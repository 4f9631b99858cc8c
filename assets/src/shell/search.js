/* The search field as a combobox: "/" goes there, arrows choose, Enter opens, Escape closes. */
import { targetOf } from "../core/element.js";
import { go } from "../core/go.js";
import { setProps } from "../core/props.js";

const FIELD = "shell-search";
const RESULTS = "shell-search-results";
const LIST = "shell-search-list";
const MOST_LETTERS = 150;

let active = -1;
let hitAddress = ""; // where the hit leads that the arrows stand on
let waiting = false; // Enter came before its results
/** @type {AbortController | null} */
let asking = null; // the question for what was typed last

const field = () => document.getElementById(FIELD);
const results = () => document.getElementById(RESULTS);
const hits = () => [...document.querySelectorAll(`#${RESULTS} .ioc-search-hit`)];
const open = () => Boolean(results() && results().firstElementChild && !results().hidden);

function say() {
  const input = field();
  const items = hits();
  const isOpen = open() && items.length > 0;
  input.setAttribute("aria-expanded", String(isOpen));
  if (isOpen) input.setAttribute("aria-controls", LIST);
  else input.removeAttribute("aria-controls");
  items.forEach((hit, place) => hit.setAttribute("aria-selected", String(place === active)));
  if (isOpen && items[active]) {
    input.setAttribute("aria-activedescendant", items[active].id);
    items[active].scrollIntoView({ block: "nearest" });
  } else {
    input.removeAttribute("aria-activedescendant");
  }
}

/**
 * @param {boolean} visible
 */
function show(visible) {
  if (!results()) return;
  results().hidden = !visible;
  active = -1;
  waiting = waiting && visible;
  say();
}

function clear() {
  show(false);
  hitAddress = "";
  setProps(FIELD, { value: "" });
  if (asking) asking.abort();
  results().replaceChildren();
}

/** List what the text names; of several questions the last one is answered. */
async function ask() {
  const text = field().value.trim() ? field().value.slice(0, MOST_LETTERS) : "";
  if (asking) asking.abort();
  const mine = (asking = new AbortController());
  let html = "";
  if (text) {
    const shell = document.querySelector(".ioc-shell");
    const query = new URLSearchParams({ q: text, say: (shell && shell.lang) || "vi" });
    try {
      const answer = await fetch(`/view/search?${query}`, { signal: mine.signal });
      if (answer.ok) html = await answer.text();
    } catch {
      return; // The next letter asks again.
    }
  }
  // Text of our own server, escaped there (layouts/components/html_text.py).
  if (mine === asking && results()) results().innerHTML = html;
}

function current() {
  const list = document.getElementById(LIST);
  return Boolean(list) && list.dataset.for.trim() === field().value.trim();
}

/**
 * @param {HTMLAnchorElement} hit
 */
function follow(hit) {
  const href = hit.getAttribute("href") || "";
  clear();
  field().blur();
  go(href);
}

/**
 * @param {KeyboardEvent} event
 */
function onKey(event) {
  const items = hits();
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (!items.length) return;
    event.preventDefault();
    if (!open()) results().hidden = false;
    const step = event.key === "ArrowDown" ? 1 : -1;
    active = (active + step + items.length + (active < 0 && step < 0 ? 1 : 0)) % items.length;
    hitAddress = items[active].getAttribute("href");
    say();
  } else if (event.key === "Enter") {
    event.preventDefault();
    if (open() && current() && items.length) follow(items[Math.max(0, active)]);
    else waiting = field().value.trim().length > 1;
  } else if (event.key === "Escape") {
    if (open()) show(false);
    else clear();
    event.preventDefault();
  } else if (event.key === "Tab") {
    show(false);
  }
}

function arrived() {
  if (!field().value.trim()) return;
  show(true);
  // The answer to the last letters comes while somebody already chooses from the one before.
  active = hits().findIndex((hit) => hit.getAttribute("href") === hitAddress);
  say();
  if (waiting && current() && hits().length) follow(hits()[Math.max(0, active)]);
}

function attach() {
  const input = field();
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-haspopup", "listbox");
  input.setAttribute("aria-expanded", "false");
  input.addEventListener("keydown", onKey);
  input.addEventListener("input", () => {
    waiting = false;
    hitAddress = "";
    ask();
  });
  input.addEventListener("focus", () => {
    if (hits().length && current()) show(true);
  });
  // The list stays and changes what it answers, when one letter more is typed.
  const changes = { childList: true, subtree: true, attributes: true, attributeFilter: ["data-for"] };
  new MutationObserver(arrived).observe(results(), changes);
}

/** What this module hears from the page's begin on; main.js calls it once. */
export function listen() {
  document.addEventListener("keydown", (event) => {
    const typing = targetOf(event).closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || !field() || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    field().focus();
    field().select();
  });

  document.addEventListener("pointerdown", (event) => {
    if (open() && !targetOf(event).closest(".ioc-search-box")) show(false);
  });

  document.addEventListener("click", (event) => {
    const hit = targetOf(event).closest?.(".ioc-search-hit");
    if (!hit || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    follow(hit);
  });

  new MutationObserver((_, observer) => {
    if (!field() || !results()) return;
    observer.disconnect();
    attach();
  }).observe(document.documentElement, { childList: true, subtree: true });
}
