/* Maps of counts that come with their spec: nobody is asked for their numbers. */
import * as data from "../core/data.js";

/**
 * A spec of counts with the address under which its numbers are kept, as numbers of a revision are; any
 * other spec as it is.
 * @param {MapSpec} spec
 * @returns {MapSpec}
 */
export function withCounts(spec) {
  if (!spec.counts || spec.slice) return spec;
  const name = {
    rev: String(spec.revision),
    level: spec.level,
    parent: spec.parent,
    counts: spec.counts.join(),
  };
  const slice = `counts?${new URLSearchParams({ vintage: spec.vintage, ...name })}`;
  data.keepSlice(slice, sliceOf(spec, spec.counts));
  return { ...spec, slice };
}

/**
 * The counts of areas as the numbers of a map; null: nothing to count.
 * @param {MapSpec} spec
 * @param {(number | null)[]} counts
 * @returns {Slice}
 */
function sliceOf(spec, counts) {
  const { indicator, vintage, level, parent, revision, factor, decimals, period } = spec;
  const parts = /** @type {Parts} */ ({});
  return {
    header: { indicator, vintage, level, parent, revision, factor, decimals, period, n: counts.length },
    value: Float64Array.from(counts, (count) => (count === null ? NaN : count)),
    finer: new Map(),
    // Of a count there is no verdict.
    status: new Uint8Array(counts.length).fill(255),
    flags: new Uint8Array(counts.length),
    origin: null,
    partsNow: parts,
    parts: () => Promise.resolve(parts),
  };
}
