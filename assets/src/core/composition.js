/* What a panel has room for: its budget of lines at letters that its farthest reader can read. */

const CAPITAL = 0.7; // height of a capital in font sizes, for Noto Sans and its fallbacks
const LEAST_MINUTES = 16;
export const LINE = 1.35; // stacked Vietnamese marks need it
const INCH = 0.0254;
// The panel of a wall for which nobody set another: a hall's video wall.
export const HALL_PANEL = { inches: 165, metres: 6 };
// At a desk or in a hand the panel's own letters would be too small for its reader.
const LEAST_PX = 12;
// Squares of one letter's height that a panel has: 165 inches at 6 m have 4,700, 98 at 4.5 m 2,900.
const HALL = 3600;
const ROOM = 1800;
// A column of cards narrower than this cannot be parted into two.
const TWO_COLUMNS = 38.5;
// With so many lines a card of a room has its target beside the lines that take turns.
const PAIR_LINES = 28;
// A TV of fewer letters shows the marks of its legend without their words: the cards have both.
const NARROW = 42;
// Three panels side by side show two scenes where each has as much room as a hall's own panel.
const BESIDE = 5000;
// Where more room is left than everything needs the letters grow, up to half as large again.
const FULL = 7500;
const MOST_GROWTH = 1.5;

// Of the panel's width, that of the cards and of what is beside the map.
const SHARES = {
  hall: { cards: 0.245, side: 0.24 },
  room: { cards: 0.236, side: 0.228 },
  tv: { cards: 0.5, side: 0.5 },
  narrow: { cards: 0.57, side: 0.43 },
  double: { cards: 0.24, side: 0.255 },
  triple: { cards: 0.215, side: 0.27 },
  portrait: { cards: 1, side: 1 },
};

/**
 * A single panel, one in portrait, or panels side by side as wide as 32:9 or 48:9.
 * @param {number} width
 * @param {number} height
 * @returns {WallShape}
 */
function shapeOf(width, height) {
  const aspect = width / height;
  if (aspect < 1) return "portrait";
  if (aspect < 2.6) return "single";
  return aspect < 4.4 ? "double" : "triple";
}

/**
 * The composition of a panel: letters of 16′ of arc in pixels, the lines and letters that it has room for,
 * and what is shown in them.
 *
 * `cards`: all lines of a card at once ("whole"), one after another ("turns"), or these below the target
 * ("pair"); in so many `columns`.
 * `worst`: how many areas are named on the map and beside it. `scenes`: so many side by side; the rest is
 * that of each of them.
 * @param {{ inches: number, metres: number, width: number, height: number }} panel  size in pixels
 * @returns {WallComposition}
 */
export function compose(panel) {
  if (shapeOf(panel.width, panel.height) === "triple") {
    const half = composeScene(panel, 2);
    if (half.room >= BESIDE) return half.composition;
  }
  return composeScene(panel, 1).composition;
}

/**
 * The composition of a scene that has a panel, or a part of its width, and the room that it has.
 * @param {{ inches: number, metres: number, width: number, height: number }} panel
 * @param {number} scenes  side by side
 * @returns {{ room: number, composition: WallComposition }}
 */
function composeScene({ inches, metres, width: wide, height }, scenes) {
  const width = wide / scenes;
  const tall = (inches * INCH * height) / Math.hypot(wide, height);
  const capital = 2 * metres * Math.tan((LEAST_MINUTES / 60 / 2) * (Math.PI / 180));
  // Upwards: a rounded letter must not subtend less.
  const least = Math.max(LEAST_PX, Math.ceil(((height * capital) / tall / CAPITAL) * 20) / 20);
  const shape = shapeOf(width, height);
  const room = (width * height) / least ** 2;
  const font = least * Math.min(MOST_GROWTH, Math.max(1, Math.sqrt(room / FULL)));
  const letters = width / font;
  const lines = Math.floor(height / (font * LINE));
  const kind = room >= HALL ? "hall" : room >= ROOM ? "room" : "tv";
  const isNarrow = kind === "tv" && letters < NARROW;
  const shares = SHARES[shape !== "single" ? shape : isNarrow ? "narrow" : kind];
  const columns = kind !== "tv" && letters * shares.cards >= TWO_COLUMNS ? 2 : 1;
  const isPair = kind === "room" && shape === "single" && lines >= PAIR_LINES;
  const composition = {
    kind,
    shape,
    scenes,
    font: Math.round(font * 20) / 20,
    lines,
    letters: Math.floor(letters),
    cards: kind === "hall" || columns === 2 ? "whole" : isPair ? "pair" : "turns",
    columns,
    shares,
    isNarrow,
    worst: kind === "hall" ? 8 : kind === "room" ? 5 : 3,
  };
  return { room, composition: /** @type {WallComposition} */ (composition) };
}
