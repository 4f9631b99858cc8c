/* Periods as ISO text: their last day, and their name as the server writes it (ioc/period.py). */
import { say } from "./words.js";

/**
 * @param {number} number
 */
const two = (number) => String(number).padStart(2, "0");

/**
 * @param {string} period
 */
function parts(period) {
  const match = /^(\d{4})(?:-(?:Q(\d)|H(\d)|(\d{2})(?:-(\d{2}))?))?$/.exec(period);
  if (!match) return null;
  const [year, quarter, half, month, day] = match.slice(1).map((text) => (text ? Number(text) : 0));
  return { year, quarter, half, month, day };
}

/**
 * The last day of a period, ISO.
 * @param {string} period
 */
export function lastDay(period) {
  const fields = parts(period);
  if (!fields || fields.day) return period;
  const { year, quarter, half, month } = fields;
  const end = quarter ? quarter * 3 : half ? half * 6 : month || 12;
  return new Date(Date.UTC(year, end, 0)).toISOString().slice(0, 10);
}

/**
 * @param {string} period
 * @param {string} form "label" or "inside"
 * @param {string} language
 * @returns {string}
 */
function nameOf(period, form, language) {
  const fields = parts(period);
  if (!fields) return period;
  const { year, quarter, half, month, day } = fields;
  if (day) return say(`period-${form}-day`, language, { day: two(day), month: two(month), year });
  if (month) {
    return say(`period-${form}-month`, language, { month: say(`period-month-${month}`, language), year });
  }
  const part = (/** @type {number} */ place) => say(`period-part-${place}`, language);
  if (quarter) return say(`period-${form}-quarter`, language, { quarter: part(quarter), year });
  if (half) return say(`period-${form}-half`, language, { half: part(half), year });
  return say(`period-${form}-year`, language, { year });
}

/**
 * A period as the server writes it (ioc.period.Period.label): "Tháng 08/2023".
 * @param {string} period
 * @param {string} language
 */
export const label = (period, language) => nameOf(period, "label", language);

/**
 * The same inside a sentence: "tháng 08/2023".
 * @param {string} period
 * @param {string} language
 */
export const inside = (period, language) => nameOf(period, "inside", language);
