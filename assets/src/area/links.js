/* The links and cards of an area's page carry what is chosen; the address says it. */
import { area, at } from "./state.js";

/** What a link to another area takes along: the indicator and the period, in every vintage. */
function carried() {
  const query = new URLSearchParams();
  if (area.state && area.state.indicator) query.set("chi-so", area.state.indicator);
  if (area.state && area.state.period) query.set("ky", area.state.period);
  const text = query.toString();
  return text ? `?${text}` : "";
}

/**
 * @param {string} code
 * @param {string} vintage
 */
export const addressOf = (code, vintage) => `/dia-ban/${vintage}/${encodeURIComponent(code)}${carried()}`;

export function carryLinks() {
  if (!area.root) return;
  for (const link of area.root.querySelectorAll('a[href^="/dia-ban/"]')) {
    const [path] = link.getAttribute("href").split("?");
    link.setAttribute("href", path + carried());
  }
}

/**
 * @param {Record<string, string>} change
 */
export function rewrite(change) {
  const next = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(change)) {
    if (value) next.set(name, value);
    else next.delete(name);
  }
  const text = next.toString();
  history.replaceState(history.state, "", location.pathname + (text ? `?${text}` : "") + location.hash);
}

/** Cards and links say what is chosen, whatever has just been put into their places. */
export function refreshCards() {
  carryLinks();
  markCard();
}

export function markCard() {
  const page = at("area-page");
  if (!page || !area.state) return;
  for (const place of page.querySelectorAll(".ioc-area-card")) {
    const mine = place.dataset.code === area.state.indicator;
    place.classList.toggle("ioc-chosen", mine);
    const link = place.querySelector("a");
    if (link && mine) link.setAttribute("aria-current", "true");
    else if (link) link.removeAttribute("aria-current");
  }
}

/**
 * @param {string} query
 */
export function address(query) {
  if (!location.pathname.startsWith("/dia-ban")) return window.dash_clientside.no_update;
  const next = new URLSearchParams(query);
  const now = new URLSearchParams(location.search);
  for (const name of ["chon", "lang", "nen"]) if (now.has(name)) next.set(name, String(now.get(name)));
  const text = next.toString();
  history.replaceState(history.state, "", location.pathname + (text ? `?${text}` : "") + location.hash);
  return window.dash_clientside.no_update;
}
