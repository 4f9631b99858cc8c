/* Care for the panel: nothing burns in, and at night nothing glares. */
import * as wallClock from "./clock.js";

const STEP_MS = 60 * 1000;
// Once around in a quarter of an hour; no two steps are more than a pixel or two apart.
const STEPS = 15;
// In hundredths of the panel's height: less than the margin that every scene has.
const REACH = 0.42;

/**
 * @param {HTMLElement} root
 * @param {number} at
 */
function shift(root, at) {
  const step = Math.floor(at / STEP_MS) % STEPS;
  if (root.dataset.step === String(step)) return;
  root.dataset.step = String(step);
  const turn = (2 * Math.PI * step) / STEPS;
  const reach = (REACH * Math.min(window.innerHeight, (window.innerWidth * 9) / 16)) / 100;
  // Whole pixels: letters between two of them would blur.
  const [x, y] = [Math.cos(turn), Math.sin(turn)].map((part) => Math.round(reach * part));
  root.querySelector(".wall-moved").style.transform = `translate(${x}px, ${y}px)`;
}

/**
 * @param {HTMLElement} root
 * @param {WallScreen | null} screen
 * @param {string} theme
 * @param {number} at
 */
function night(root, screen, theme, at) {
  const { hour } = wallClock.local(at);
  const isNight =
    screen !== null && screen.night_from !== "" && wallClock.within(hour, screen.night_from, screen.night_to);
  const colours = isNight ? "dark" : theme;
  if (root.classList.contains("is-night") === isNight && root.dataset.bsTheme === colours) return;
  root.classList.toggle("is-night", isNight);
  // Also where it stays dark: maps take their colours anew when this is written.
  root.dataset.bsTheme = colours;
}

/**
 * Called with every beat of the wall's clock.
 * @param {HTMLElement} root
 * @param {WallScreen | null} screen
 * @param {string} theme
 * @param {number} at
 */
export function tend(root, screen, theme, at) {
  shift(root, at);
  night(root, screen, theme, at);
}
