/* Which step of a scene that plays is shown. */

/**
 * The step to show at a share of the run; the number of steps when all are over. A page that stood still
 * goes on with the next step: none is left out, least of all the last.
 * @param {Pick<WallStep, "until">[]} steps
 * @param {number} at  the step shown now, -1 before the first
 * @param {number} share
 */
export function stepAt(steps, at, share) {
  const { length } = steps;
  const due = steps.findIndex(({ until }, step) => share < (until ?? (step + 1) / length));
  return Math.min(due < 0 ? length : due, at + 1);
}
