/* Which periods a scene plays. */

/**
 * The periods of so many years up to one of them; later ones are not over, or not shown.
 * @param {string[]} periods  in their order
 * @param {string} last
 * @param {number} years
 */
export function yearsBefore(periods, last, years) {
  const first = Number(last.slice(0, 4)) - years;
  const rest = last.slice(4);
  return periods.filter((each) => each <= last && each > `${first}${rest}`);
}
