/* The search field as a combobox: "/" goes there, arrows choose, Enter opens, Escape closes. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});
  const FIELD = "shell-search";
  const RESULTS = "shell-search-results";
  const LIST = "shell-search-list";

  let active = -1;
  let chosen = ""; // where the hit leads that the arrows stand on
  let waiting = false; // Enter came before its results

  const field = () => document.getElementById(FIELD);
  const results = () => document.getElementById(RESULTS);
  const hits = () => [...document.querySelectorAll(`#${RESULTS} .ioc-search-hit`)];
  const open = () => Boolean(results() && results().firstElementChild && !results().hidden);

  function say() {
    const input = field();
    const listed = hits();
    const shown = open() && listed.length > 0;
    input.setAttribute("aria-expanded", String(shown));
    if (shown) input.setAttribute("aria-controls", LIST);
    else input.removeAttribute("aria-controls");
    listed.forEach((hit, place) => hit.setAttribute("aria-selected", String(place === active)));
    if (shown && listed[active]) {
      input.setAttribute("aria-activedescendant", listed[active].id);
      listed[active].scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  function show(visible) {
    if (!results()) return;
    results().hidden = !visible;
    active = -1;
    waiting = waiting && visible;
    say();
  }

  function clear() {
    show(false);
    chosen = "";
    window.dash_clientside.set_props(FIELD, { value: "" });
  }

  function current() {
    const list = document.getElementById(LIST);
    return Boolean(list) && list.dataset.for.trim() === field().value.trim();
  }

  function follow(hit) {
    const href = hit.getAttribute("href");
    clear();
    field().blur();
    ioc.go(href);
  }

  function onKey(event) {
    const listed = hits();
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!listed.length) return;
      event.preventDefault();
      if (!open()) results().hidden = false;
      const step = event.key === "ArrowDown" ? 1 : -1;
      active = (active + step + listed.length + (active < 0 && step < 0 ? 1 : 0)) % listed.length;
      chosen = listed[active].getAttribute("href");
      say();
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (open() && current() && listed.length) follow(listed[Math.max(0, active)]);
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
    active = hits().findIndex((hit) => hit.getAttribute("href") === chosen);
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
      chosen = "";
    });
    input.addEventListener("focus", () => {
      if (hits().length && current()) show(true);
    });
    // The list stays and changes what it answers, when one letter more is typed.
    const watched = { childList: true, subtree: true, attributes: true, attributeFilter: ["data-for"] };
    new MutationObserver(arrived).observe(results(), watched);
  }

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest && event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || !field() || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    field().focus();
    field().select();
  });

  document.addEventListener("pointerdown", (event) => {
    if (open() && !event.target.closest(".ioc-search-box")) show(false);
  });

  document.addEventListener("click", (event) => {
    const hit = event.target.closest && event.target.closest(".ioc-search-hit");
    if (!hit || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    follow(hit);
  });

  new MutationObserver((_, observer) => {
    if (!field() || !results()) return;
    observer.disconnect();
    attach();
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
