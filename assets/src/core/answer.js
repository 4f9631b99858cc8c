/* What the server says to one choice: one answer, and in it the numbers for map and table. */
import * as data from "./data.js";
import * as upgrade from "./upgrade.js";
import * as wire from "./wire.js";

const MOST_KEPT = 60;
/** @type {data.Recent<any>} */
const cache = new data.Recent(MOST_KEPT);

/**
 * The numbers of an answer as a slice of ioc.data: {…, partsNow, parts()}.
 * @param {Answer<unknown>} answer
 * @param {MapSpec} spec
 */
export function sliceOf(answer, spec) {
  const { factor, decimals, vintage, level, parent, indicator, period, revision } = spec;
  const numbers = wire.slice(answer, {
    vintage,
    level,
    parent,
    indicator,
    period,
    revision,
    factor,
    decimals,
  });
  return { ...numbers, parts: () => Promise.resolve(numbers.partsNow) };
}

/**
 * The answer of an address that never changes its answer; asked once and kept.
 * @param {string} url
 * @param {AbortSignal} [signal]
 */
export function ask(url, signal) {
  return data.fetchOnce(url, async (response) => upgrade.decode(await response.arrayBuffer()), cache, signal);
}

/**
 * A part of the page as HTML of the server's own making.
 * @param {string} url
 * @param {AbortSignal} [signal]
 */
export function askText(url, signal) {
  return data.fetchOnce(url, (response) => response.text(), cache, signal);
}
