/* How a number moved since the base period: kinds of moves, and a change in words. */
import * as format from "./format.js";
import { inside } from "./period.js";
import { say } from "./words.js";

/**
 * The move of a change as it is shown; "" where there is none to speak of (ioc.comparison.Movement).
 * @param {number} change
 */
export function moveOf(change) {
  if (Number.isNaN(change)) return "";
  return change === 0 ? "same" : change > 0 ? "up" : "down";
}

/**
 * The changes since a period that came with a slice, or null.
 * @param {Slice} slice
 * @param {string | null | undefined} before
 */
export const changesSince = (slice, before) =>
  before && slice.change && slice.change.before === before ? slice.change : null;

/** @type {Record<string, string>} */
const ARROWS = { up: "↑", down: "↓", same: "=" };

/**
 * The arrow of a change; "" where there is none.
 * @param {number} change
 */
export const arrowOf = (change) => ARROWS[moveOf(change)] || "";

/**
 * The period compared with, as a column names it: "So với tháng 09/2024".
 * @param {string} period
 * @param {string} language
 */
export const sinceText = (period, language) =>
  say("move-since", language, { period: inside(period, language) });

/**
 * The unit of a change: shares move by points.
 * @param {Pick<Writing, "unit" | "language">} spec
 */
export const unitOf = ({ unit, language }) => (unit === "%" ? say("move-points", language) : unit);

/**
 * A change with its arrow and its unit: "↑ 2,5 điểm %"; "" where there is none.
 * @param {number} change
 * @param {Writing} spec
 */
export function changeText(change, spec) {
  const move = moveOf(change);
  if (!move) return "";
  if (move === "same") return `${arrowOf(change)} ${say("move-same", spec.language)}`;
  const amount = format.quantity(Math.abs(change), unitOf(spec), spec.decimals, spec.language);
  return `${arrowOf(change)} ${amount}`;
}
