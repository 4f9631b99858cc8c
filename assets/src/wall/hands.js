/* What hands do to a wall: keys, taps, a pointer that moves. */
import { targetOf } from "../core/element.js";

const STILL_MS = 3000;
let still = 0;

/**
 * @param {HTMLElement} root
 */
function fullScreen(root) {
  if (document.fullscreenElement) document.exitFullscreen();
  else root.requestFullscreen().catch(() => undefined);
}

/**
 * Space holds or resumes, arrows change the scene, F is full screen.
 * @param {KeyboardEvent} event
 * @param {HTMLElement} root
 * @param {WallHands} hands
 */
export function press(event, root, hands) {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (targetOf(event).closest("input, textarea, select, button, a")) return;
  /** @type {Record<string, () => void>} */
  const acts = {
    " ": hands.toggle,
    ArrowRight: () => hands.step(1),
    ArrowLeft: () => hands.step(-1),
    f: () => fullScreen(root),
    F: () => fullScreen(root),
  };
  if (!acts[event.key]) return;
  event.preventDefault();
  event.stopPropagation();
  acts[event.key]();
}

/**
 * A tap on the left or right quarter changes the scene, one in the middle holds or resumes.
 * @param {MouseEvent} event
 * @param {WallHands} hands
 */
export function tap(event, hands) {
  if (targetOf(event).closest("a")) return;
  const share = event.clientX / window.innerWidth;
  if (share < 0.25) hands.step(-1);
  else if (share > 0.75) hands.step(1);
  else hands.toggle();
}

/**
 * Show the pointer while it moves.
 * @param {HTMLElement} root
 */
export function stir(root) {
  root.classList.add("is-touched");
  window.clearTimeout(still);
  still = window.setTimeout(() => root.classList.remove("is-touched"), STILL_MS);
}
