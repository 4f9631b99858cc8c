/* The panel of a wall: its page follows what it has room for. */
import { compose, HALL_PANEL } from "../core/composition.js";
import { panelLengths } from "../core/panel-parts.js";

/**
 * Let the page follow what its panel has room for.
 * @param {HTMLElement} root
 * @param {WallScreen | null} screen
 */
export function layOut(root, screen) {
  const size = { width: window.innerWidth, height: window.innerHeight };
  const { inches, metres } = screen || HALL_PANEL;
  const composition = compose({ inches, metres, ...size });
  const { kind, shape, cards, columns, scenes } = composition;
  Object.assign(root.dataset, { kind, shape, cards, columns, scenes });
  root.classList.toggle("is-narrow", composition.isNarrow);
  for (const [name, length] of Object.entries(panelLengths(composition)))
    root.style.setProperty(name, length);
  return composition;
}
