/* The villages that a scene plays: how many are there at each step, and how long their number stays at the end. */

const MOST_STEPS = 40; // in less than half a second nobody reads a name
const END_SHARE = 0.2; // of the run

/**
 * How many villages have appeared after each step: one more each time, or so many that all have their turn.
 * @param {number} count
 */
export function villageCounts(count) {
  const steps = Math.min(count, MOST_STEPS);
  return Array.from({ length: steps }, (_, at) => Math.ceil(((at + 1) * count) / steps));
}

/**
 * The steps of a play of villages; the end names their number and who answers.
 * @param {VillagePlay} play
 * @param {(count: number) => void} reveal  Infinity: all, and none by name
 * @returns {WallStep[]}
 */
export function villageSteps({ villages, end, more }, reveal) {
  const counts = villageCounts(villages.length);
  const steps = counts.map((count, at) => ({
    label: villages[count - 1].line,
    more: villages[count - 1].since,
    until: ((at + 1) / counts.length) * (1 - END_SHARE),
    show: () => reveal(count),
  }));
  return [...steps, { label: end, more, until: 1, show: () => reveal(Infinity) }];
}
