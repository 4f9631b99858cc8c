/* Two maps that move as one: the upper one is cut by a handle (beside.js). */

/**
 * Called when a map has been painted: the other one follows.
 * @param {MapState} state
 * @param {boolean} isRepaint
 */
export function follow(state, isRepaint) {
  const { twin } = state;
  if (!twin || !twin.land) return;
  if (!state.lead) {
    twin.view = state.view;
    twin.box = state.box;
  }
  if (state.echo) {
    state.echo = false;
    return;
  }
  if (isRepaint) {
    twin.echo = true;
    twin.invalidate("base");
  } else if (state.moving) {
    for (const part of /** @type {const} */ (["base", "lines"]))
      twin[part].style.transform = state[part].style.transform;
  }
}
