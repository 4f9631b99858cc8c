/* How a number brought over from another vintage is spoken of; as ioc/sentences/origin.py, by its codes. */
import * as format from "./format.js";
import { say } from "./words.js";

// 0: reported where it stands. 1: whole areas added up. 2 to 5: weighed. 6: the mean.
const BASES = ["population", "households", "villages", "area"];
const MARKS = ["", "⇄", "≈", "≈", "≈", "≈", "x̄"];
/**
 * @param {string} text
 */
const upper = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * @param {number} code
 * @param {string} language
 */
export function rule(code, language) {
  if (!code) return "";
  if (code === 1) return say("origin-rule-exact", language);
  const basis = BASES[code - 2];
  if (!basis) return say("origin-rule-mean", language);
  return say("origin-rule-estimate", language, { basis: say(`origin-basis-${basis}`, language) });
}

/**
 * How many of the rows that count were brought over by which rule: [[code, count]], exact first.
 * @param {Uint8Array | null} origin
 * @param {Float64Array} value
 * @param {(row: number) => boolean} counts
 */
export function countRules(origin, value, counts) {
  const byRule = new Map();
  if (!origin) return [];
  for (let row = 0; row < origin.length; row += 1) {
    if (origin[row] && !Number.isNaN(value[row]) && counts(row))
      byRule.set(origin[row], (byRule.get(origin[row]) || 0) + 1);
  }
  return [...byRule].sort((a, b) => a[0] - b[0]);
}

/**
 * "Số liệu quy đổi: 98/130", "Ước tính theo dân số: 12/130".
 * @param {[code: number, count: number][]} counts
 * @param {number} total
 * @param {string} language
 */
export function badges(counts, total, language) {
  /**
   * @param {number} count
   */
  const amount = (count) => format.number(count, 0, language);
  return counts.map(([code, count]) => {
    const words = code === 1 ? say("screen-converted", language) : rule(code, language);
    return `${upper(words)}: ${amount(count)}/${amount(total)}`;
  });
}

/**
 * The month that a period ends in: "2025-06" of "2025-Q2".
 * @param {string} period
 */
function lastMonth(period) {
  const [, year, half, quarter, month] = /^(\d{4})(?:-(?:H(\d)|Q(\d)|(\d{2})))?/.exec(period) || [];
  return `${year}-${String(half ? Number(half) * 6 : quarter ? Number(quarter) * 3 : month || 12).padStart(2, "0")}`;
}

/**
 * What the areas behind a converted number are called: "xã cũ", or "xã mới" seen from before.
 * @param {string} kind
 * @param {MapSpec} spec
 */
export function areaWord(kind, spec) {
  return say(isOld(spec) ? "screen-areas_former" : "screen-areas_new", spec.language, { areas: kind });
}

// The last vintage counts areas of before until reports come in its own codes.
/**
 * @param {Pick<MapSpec, "vintage" | "latest" | "period">} pick
 */
export const isOld = ({ vintage, latest, period }) =>
  Boolean(latest || (period && lastMonth(period) < vintage.slice(0, 7)));

/**
 * @param {number} code
 */
export const mark = (code) => MARKS[code] || "";
