/* Lines that take turns in one place. */

// The cards' lines in their order; of a number that is overdue its age goes first.
const TURNS = [0, 1, 2, 3, 4, 5, 6, 7];
const OLD_TURNS = [6, 1, 2, 3, 0, 4, 5, 7];

/**
 * Show the lines of a scene whose turn it is.
 * @param {Element} scene
 * @param {number} turn
 * @param {WallComposition} composition
 */
export function showTurn(scene, turn, composition) {
  for (const lines of scene.querySelectorAll(".wall-pages")) {
    const all = [...lines.querySelectorAll(":scope > .wall-page")];
    const full = all.filter((page) => page.textContent.trim() && !page.classList.contains("is-out"));
    // The cards turn together: one without this line shows its first again.
    const turns = lines.closest(".is-late, .is-stale") ? OLD_TURNS : TURNS;
    const current = lines.matches(".wall-detail")
      ? cardLine(all, full, { turns, turn, isPair: composition.cards === "pair" })
      : full[turn % (full.length || 1)];
    for (const page of lines.children) page.classList.toggle("is-now", page === current);
    lines.toggleAttribute("data-turned", Boolean(current));
  }
}

/**
 * The line of a card whose turn it is; below a target that stays there are only the others.
 * @param {Element[]} all
 * @param {Element[]} full
 * @param {{ turns: number[], turn: number, isPair: boolean }} order
 */
function cardLine(all, full, { turns, turn, isPair }) {
  const order = turns.filter((each) => !isPair || each > 0);
  const lines = isPair ? full.filter((page) => page !== all[0]) : full;
  return [all[order[turn % order.length]], all[order[0]]].find((page) => lines.includes(page)) || lines[0];
}
