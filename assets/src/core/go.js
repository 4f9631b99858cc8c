/* Following links inside the program without loading the page anew; back and forward as usual. */

import * as upgrade from "./upgrade.js";

const INSIDE = /^\/((dia-ban|phan-tich)(\/|$)|$)/;

// Pages come a moment after the address: the scroll position they had waits here.
/** @type {number | null} */
let scrollTop = null;

/**
 * Open an address of the program as a link would.
 * @param {string | URL} href
 */
export function go(href) {
  const next = new URL(href, location.href);
  if (next.href === location.href) return;
  // A part of this page: what is chosen on it stays.
  if (next.hash && !next.search && next.pathname === location.pathname) {
    location.hash = next.hash;
    return;
  }
  // Another version of the program has other scripts: the next page is loaded with them.
  if (upgrade.isDue()) {
    location.assign(next.href);
    return;
  }
  history.replaceState({ ...history.state, y: window.scrollY }, "");
  history.pushState({}, "", next);
  scrollTop = 0;
  window.dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
  mark();
}

/** Say in the navigation which page is open. */
function mark() {
  document.body.dataset.page = location.pathname.split("/")[1];
  for (const link of document.querySelectorAll("#shell-nav a")) {
    const own = new URL(link.href).pathname.split("/")[1];
    const open = own === location.pathname.split("/")[1];
    if (open) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

/** A page that has been drawn asks to stand where it stood when it was left. */
export function arrived() {
  mark();
  if (scrollTop === null) return false;
  window.scrollTo(0, scrollTop);
  scrollTop = null;
  return true;
}

/** What this module hears from the page's begin on; main.js calls it once. */
export function listen() {
  history.scrollRestoration = "manual";

  mark();
  window.addEventListener("popstate", (event) => {
    if (event.isTrusted) scrollTop = (event.state && event.state.y) || 0;
    mark();
  });

  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element && event.target.closest("a[href]");
    if (!link || link.target || link.hasAttribute("download")) return;
    const next = new URL(link.href);
    if (next.origin !== location.origin || !INSIDE.test(next.pathname)) return;
    if (next.hash && next.pathname === location.pathname) return;
    event.preventDefault();
    go(next.href);
  });

  new MutationObserver((_, observer) => {
    if (!document.getElementById("shell-nav")) return;
    observer.disconnect();
    mark();
  }).observe(document.documentElement, { childList: true, subtree: true });
}
