/* A panel of the analysis page as large as the page: a button opens it, the same one or Esc closes it. */
import * as analysis from "./state.js";

/** @type {HTMLElement | null} */
let panel = null;

/** All beside the panel and the parts around it is out of reach while the panel is large. */
function othersOf(/** @type {HTMLElement} */ element) {
  /** @type {Element[]} */
  const others = [];
  for (let at = element; at.parentElement && at !== document.body; at = at.parentElement)
    for (const other of at.parentElement.children)
      if (other !== at && !["SCRIPT", "STYLE"].includes(other.tagName)) others.push(other);
  return others;
}

/**
 * @param {HTMLElement} element
 * @param {boolean} isLarge
 */
function set(element, isLarge) {
  element.toggleAttribute("data-is-large", isLarge);
  for (const other of othersOf(element)) other.toggleAttribute("inert", isLarge);
  document.documentElement.toggleAttribute("data-has-large", isLarge);
  const button = /** @type {HTMLElement} */ (element.querySelector("[data-large]"));
  button.setAttribute("aria-expanded", String(isLarge));
  button.textContent = (isLarge ? button.dataset.small : button.dataset.large) || "";
  button.focus();
  // Charts measure themselves anew when the window does.
  requestAnimationFrame(() => window.dispatchEvent(new Event("resize")));
}

/** Let a large panel be as it was; tell whether there was one. */
export function closeLarge() {
  const open = panel;
  panel = null;
  // Another page may stand there by now.
  document.documentElement.removeAttribute("data-has-large");
  if (!open || !open.isConnected || !analysis.at(analysis.ID.page)) return false;
  set(open, false);
  return true;
}

/**
 * @param {HTMLElement} button
 */
export function toggleLarge(button) {
  if (closeLarge()) return;
  panel = button.closest(".ana-panel");
  if (panel) set(panel, true);
}
