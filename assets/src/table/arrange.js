/* The rows of the table: gathered from directory and slice, filtered, put in order, counted in words. */
import * as format from "../core/format.js";
import * as moves from "../core/moves.js";
import * as cells from "../core/shown.js";
import * as whose from "../core/whose.js";
import { hasWords, plain, typedWords } from "../core/word-search.js";
import * as ranking from "../map/ranking.js";
import { hasTarget } from "../map/scale.js";
import { say } from "../core/words.js";

/**
 * What rows are searched by, and their order by name.
 * @param {TableState} state
 * @param {Directory} directory
 */
function index(state, directory) {
  state.searched = directory;
  state.search = directory.codes.map((code, row) => plain(`${directory.full_names[row]} ${code}`));
  const collator = new Intl.Collator("vi");
  const byName = directory.codes.map((_, row) => row);
  byName.sort((a, b) => collator.compare(directory.names[a], directory.names[b]));
  state.nameOrder = new Int32Array(byName.length);
  byName.forEach((row, at) => (state.nameOrder[row] = at));
}

/**
 * @param {TableState} state
 * @param {Directory} directory
 * @param {Slice} slice
 * @param {Change | null | undefined} changes
 */
export function gather(state, directory, slice, changes) {
  const { spec } = state.wish;
  const { value } = slice;
  const status = Array.from(slice.status, (place) => cells.STATUSES[place]);
  const change = changes && changes.values;
  if (state.searched !== directory) index(state, directory);
  let high = 0;
  let missing = 0;
  let unranked = 0;
  value.forEach((one, row) => {
    if (Number.isNaN(one)) missing += 1;
    else if (!cells.isRanked(one, slice.flags[row])) unranked += 1;
    if (Math.abs(one) > high) high = Math.abs(one);
  });
  state.rows = {
    directory,
    slice,
    value,
    status,
    change: change || null,
    changes: changes || null,
    parts: slice.partsNow || null,
    missing,
    unranked,
    rank: ranking.ranks(value, spec.direction, slice.flags),
    parents: new Set(directory.parent_names).size > 1,
    full: spec.unit === "%" && high <= 100 ? 100 : high || 1,
  };
}

/**
 * @param {TableState} state
 * @param {string} name
 */
function keyOf(state, name) {
  const { rows } = state;
  switch (name) {
    case "name":
      return (/** @type {number} */ row) => state.nameOrder[row];
    case "value":
      return (/** @type {number} */ row) => rows.value[row];
    case "change":
      return (/** @type {number} */ row) => (rows.change ? rows.change[row] : NaN);
    case "status":
      return (/** @type {number} */ row) => rows.slice.status[row];
    case "parts":
      return (/** @type {number} */ row) =>
        rows.parts ? rows.parts.denominator[row] || rows.parts.numerator[row] : NaN;
    case "complete":
      return (/** @type {number} */ row) =>
        rows.parts && rows.parts.expected[row]
          ? whose.reported(rows.parts, row) / rows.parts.expected[row]
          : NaN;
    default:
      return (/** @type {number} */ row) => rows.rank[row] || NaN;
  }
}

/**
 * The order without a choice: the worst first where areas have a target, else the best
 * (data/queries/screens/view_table.py).
 * @param {TableWish} wish
 */
export const usualSort = ({ spec }) => (hasTarget(spec) ? "-rank" : "rank");

/**
 * What a wish sorts by: the name of a column, and whether the greatest comes first.
 * @param {TableWish} wish
 */
export function sortOf(wish) {
  const sort = wish.sort || usualSort(wish);
  return { name: sort.replace(/^-/, ""), down: sort.startsWith("-") };
}

/**
 * @param {TableRows} rows
 * @param {number} row
 */
const moveAt = (rows, row) => (rows.change ? moves.moveOf(rows.change[row]) : "");

/**
 * How many areas rose, stayed and fell since a base period that somebody chose.
 * @param {TableState} state
 */
function movesText({ wish, rows }) {
  if (!rows.change || !(wish.base || wish.move)) return "";
  /** @type {Record<string, number>} */
  const count = { up: 0, same: 0, down: 0 };
  for (const change of rows.change) if (!Number.isNaN(change)) count[moves.moveOf(change)] += 1;
  const { up, same, down } = count;
  return say("ranking-moves", wish.language, {
    up: whole(up, wish),
    same: whole(same, wish),
    down: whole(down, wish),
  });
}

/**
 * The rows that a wish lets through, in its order; rows without the sorted number stand last whichever way.
 * @param {TableState} state
 */
export function orderOf(state) {
  const { wish, rows } = state;
  const words = typedWords(wish.search || "");
  const order = [];
  for (let row = 0; row < rows.value.length; row += 1) {
    if (wish.status && rows.status[row] !== wish.status) continue;
    // While time runs nobody knows how areas move.
    if (wish.move && !wish.light && moveAt(rows, row) !== wish.move) continue;
    if (!hasWords(words, state.search[row])) continue;
    order.push(row);
  }
  const { name, down } = sortOf(wish);
  const key = keyOf(state, name);
  const sign = down ? -1 : 1;
  return order.sort((a, b) => {
    const one = key(a);
    const two = key(b);
    const noOne = Number.isNaN(one);
    const noTwo = Number.isNaN(two);
    if (noOne || noTwo) return Number(noOne) - Number(noTwo) || state.nameOrder[a] - state.nameOrder[b];
    return sign * (one - two) || state.nameOrder[a] - state.nameOrder[b];
  });
}

/**
 * How many areas have a rank: all of the map's, whatever rows a filter leaves.
 * @param {TableRows} rows
 */
export const rankedOf = (rows) => rows.value.length - rows.missing - rows.unranked;

/**
 * How many rows are there, hidden, without a number or a place; and of which period.
 * @param {TableState} state
 */
export function footText(state) {
  const { wish, rows, order } = state;
  const word = ranking.words(wish.language);
  const { spec, period } = wish;
  const [some, all] = [order.length, rows.value.length];
  const hidden = all > some ? whole(all - some, wish) : "";
  return [
    word.counts(whole(some, wish), whole(all, wish), hidden),
    hidden && say("ranking-ranked_among", wish.language, { count: whole(rankedOf(rows), wish) }),
    rows.missing && word.missing(whole(rows.missing, wish)),
    rows.unranked && word.unranked(whole(rows.unranked, wish)),
    movesText(state),
    rows.changes && rows.changes.same && word.compared,
    spec.awaited && spec.awaited[0] === period && format.periodOf(spec, period),
  ]
    .filter(Boolean)
    .join(" · ");
}

/**
 * @param {number} count
 * @param {TableWish} wish
 */
export const whole = (count, wish) => format.number(count, 0, wish.language);
