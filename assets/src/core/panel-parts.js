/* Where the parts of a scene are on a panel: of a wall, and of its picture before it hangs. */
import { LINE } from "./composition.js";

// In least letters; wall/scene.css has them as variables.
const EDGE = 0.35;
const HEADS = { hall: 1.9, room: 1.9, tv: 1.65 };
const HEAD_PORTRAIT = 3.6;
const GAP = 0.8;
const ROW_GAP = 0.15;
const PLACE_LINES = 2 * LINE;
// Parts of an upright scene: the land of all, the rest among cards and side. A TV's six cards need more of it.
const LANDS = { hall: 0.47, room: 0.47, tv: 0.39 };
const CARDS = 33 / 49;

/**
 * Of the head, where scenes have it.
 * @param {WallComposition} composition
 */
const headOf = ({ kind, shape }) => (shape === "portrait" ? HEAD_PORTRAIT : HEADS[kind]);

/**
 * The lengths of a scene for its style sheet, by the names of their variables.
 * @param {WallComposition} composition
 * @returns {Record<string, string>}
 */
export function panelLengths(composition) {
  const { font, shares, kind } = composition;
  const letters = {
    edge: EDGE,
    head: headOf(composition),
    corner: HEADS[kind],
    gap: GAP,
    "row-gap": ROW_GAP,
    line: LINE,
  };
  return {
    "--wall-least": `${font}px`,
    "--wall-cards": `${100 * shares.cards}%`,
    "--wall-side": `${100 * shares.side}%`,
    "--wall-land": `${100 * LANDS[kind]}%`,
    "--wall-upright-cards": `${100 * CARDS}fr`,
    "--wall-upright-side": `${100 * (1 - CARDS)}fr`,
    ...Object.fromEntries(
      Object.entries(letters).map(([name, length]) => [
        `--wall-${name}`,
        `calc(${length} * var(--wall-least))`,
      ]),
    ),
  };
}

/**
 * The parts of a scene in pixels of the panel.
 * @param {WallComposition} composition
 * @param {{ width: number, height: number }} panel
 * @returns {PanelParts}
 */
export function panelParts(composition, { width, height }) {
  const { kind, shape, font, shares } = composition;
  const edge = EDGE * font;
  const left = 1.4 * edge;
  const wide = width - 2 * left;
  const tall = height - 2.3 * edge;
  const headHeight = headOf(composition) * font;
  const head = { x: left, y: edge, width: wide, height: headHeight };
  const top = edge + headHeight + ROW_GAP * font;
  const body = tall - headHeight - ROW_GAP * font;
  const gap = GAP * font;
  if (shape === "portrait") {
    const land = LANDS[kind] * tall;
    const rest = body - land - 2 * ROW_GAP * font;
    const cards = kind === "tv" ? rest - PLACE_LINES * font : CARDS * rest;
    const under = top + land + ROW_GAP * font;
    return {
      head,
      land: { x: left, y: top, width: wide, height: land },
      cards: { x: left, y: under, width: wide, height: cards },
      side: { x: left, y: under + cards + ROW_GAP * font, width: wide, height: rest - cards },
    };
  }
  const cardsWidth = shares.cards * wide;
  const cards = { x: left, y: top, width: cardsWidth, height: body };
  const x = left + cardsWidth + gap;
  if (kind === "tv" && shape === "single") {
    const places = PLACE_LINES * font;
    const landWidth = wide - cardsWidth - gap;
    const land = body - places - ROW_GAP * font;
    return {
      head,
      cards,
      land: { x, y: top, width: landWidth, height: land },
      side: { x, y: top + land + ROW_GAP * font, width: landWidth, height: places },
    };
  }
  const sideWidth = shares.side * wide;
  const landWidth = wide - cardsWidth - sideWidth - 2 * gap;
  return {
    head,
    cards,
    land: { x, y: top, width: landWidth, height: body },
    side: { x: x + landWidth + gap, y: top, width: sideWidth, height: body },
  };
}
