/* What the server says of one area's number: it is rounded and judged there (ioc/shown.py), and only read here. */

// As in ioc/status.py, from the best on; a slice's `status` holds places in it.
export const STATUSES = ["green", "amber", "red", "no_target", "too_few", "no_data"];
// Of a slice's `flags`: the bits of data/wire/cells.py.
const ESTIMATED = 16;
export const YES_NO = 32;
export const TOO_FEW = 64;
export const BELOW_ONE = 128;

/**
 * One area's number: {value, decimals (undefined: the indicator's), status, flags}.
 * @param {Numbers} slice
 * @param {number} row
 */
export function cellOf(slice, row) {
  return {
    value: slice.value[row],
    decimals: slice.finer.get(row),
    status: STATUSES[slice.status[row]],
    flags: slice.flags[row],
  };
}

/**
 * The target of an area of a map: its own where one was set for it, else that of its level.
 * @param {Pick<MapSpec, "own_targets" | "target" | "period">} spec
 * @param {string} code
 */
export function targetOf(spec, code) {
  const steps = spec.own_targets && spec.own_targets[code];
  if (!steps) return spec.target === undefined ? null : spec.target;
  let target = null;
  for (const [since, value] of steps) if (since <= (spec.period || "")) target = value;
  return target;
}

/**
 * Whether a number has a place among others: enough of the area is there, and no estimate reads as 0.
 * @param {number} value
 * @param {number} flags
 */
export const isRanked = (value, flags) =>
  !Number.isNaN(value) && !(flags & TOO_FEW) && !(flags & BELOW_ONE && flags & ESTIMATED);
