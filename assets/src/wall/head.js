/* The corner of a wall: time and day, and which of its scenes is shown. */
import { node } from "../core/element.js";

/**
 * @param {string} hour
 * @param {string} day
 */
export function tellTime(hour, day) {
  const texts = { "wall-clock": hour, "wall-date": day.split("-").reverse().join("/") };
  for (const [id, text] of Object.entries(texts)) {
    const place = document.getElementById(id);
    if (place && place.textContent !== text) place.textContent = text;
  }
}

/**
 * @param {HTMLElement} root
 * @param {string[]} codes  of the scenes
 * @param {string} current
 */
export function markDots(root, codes, current) {
  const dots = codes.map((code) => node("span", code === current ? "wall-dot is-shown" : "wall-dot"));
  root.querySelector(".wall-dots").replaceChildren(...dots);
}
