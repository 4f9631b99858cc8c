/* Orders to this wall from afar: a scene, a halt, another area; said quietly in the title. */
import * as wallClock from "./clock.js";

const SAID_MS = 10 * 1000;
// A wall that somebody has sent elsewhere, or stopped, and forgotten comes back by itself.
const AWAY_MS = 10 * 60 * 1000;
const HELD_MS = 60 * 60 * 1000;

let last = 0; // when the last order came
/** @type {WallNote | null} */
let brief = null; // the last order, said for some seconds: {word, hour, at}
/** @type {WallNote | null} */
let holdOrder = null; // the order that holds the wall
/** @type {WallNote | null} */
let away = null; // the order that sent it elsewhere

/**
 * Obey one order; `wall` is what wall/wall.js hands over.
 * @param {WallActs} wall
 * @param {WallCommand} fields
 */
export function obey(wall, { action, argument }) {
  /** @type {Record<string, () => unknown>} */
  const acts = {
    next: () => wall.step(1),
    previous: () => wall.step(-1),
    hold: () => wall.hold(true),
    go_on: () => wall.hold(false),
    scene: () => wall.show(argument),
    area: () => wall.goTo(argument),
  };
  if (!acts[action]) return;
  last = wallClock.steady();
  const { hour } = wallClock.local(wallClock.now());
  const order = { word: action in wall.words ? action : "other", hour, at: last };
  if (action === "hold") holdOrder = order;
  if (action === "go_on") holdOrder = null;
  if (action === "area") away = argument ? order : null;
  brief = order === holdOrder || order === away ? null : order;
  acts[action]();
  say(wall);
  wall.turn();
}

/**
 * With every beat: what is said no longer, and whether the wall comes back.
 * @param {WallActs} wall
 */
export function tend(wall) {
  const at = wallClock.steady();
  if (brief && at - brief.at > SAID_MS) brief = null;
  if (!wall.isHeld()) holdOrder = null; // somebody at the wall itself let it go on
  if (holdOrder && at - holdOrder.at > HELD_MS) {
    holdOrder = null;
    wall.hold(false);
  }
  if (away && at - last > AWAY_MS) {
    away = null;
    wall.goTo("");
  }
  say(wall);
}

/**
 * @param {WallActs} wall
 */
function say(wall) {
  const note = brief || holdOrder || away;
  const text = note ? wall.words[note.word].replace("{}", note.hour) : "";
  for (const line of document.querySelectorAll(".wall-order")) {
    if (line.textContent !== text) line.textContent = text;
  }
}
