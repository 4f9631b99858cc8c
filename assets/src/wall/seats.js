/* Which scenes are on screen: one, or two side by side. */

/**
 * The scenes on screen after another one is shown: it takes the place of the one that is longer there.
 * @param {string[]} codes  by place
 * @param {string} current
 * @param {string} code
 */
export function seat(codes, current, code) {
  if (codes.includes(code)) return codes;
  const at = Math.max(
    0,
    codes.findIndex((each) => each !== current),
  );
  return codes.map((each, place) => (place === at ? code : each));
}

/**
 * The scenes with which a wall begins: the current one, and the next in the order beside it.
 * @param {string[]} order  that begins with the current one
 * @param {number} places
 */
export const firstSeats = (order, places) => order.slice(0, places);

/**
 * @param {HTMLElement} root
 * @param {string[]} codes
 * @param {string} current
 */
export function markSeats(root, codes, current) {
  for (const section of root.querySelectorAll(".wall-scene")) {
    const at = codes.indexOf(String(section.dataset.scene));
    section.classList.toggle("is-shown", section.dataset.scene === current);
    section.classList.toggle("is-beside", at >= 0 && section.dataset.scene !== current);
    // One that goes stays in its place until it is gone.
    if (at >= 0) section.classList.toggle("is-right", at === 1);
  }
}
