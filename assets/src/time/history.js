/* All periods of one map in memory: one answer of the server (api/pages/history.py), kept and cut into slices. */
import * as data from "../core/data.js";
import * as cells from "../core/shown.js";
import * as upgrade from "../core/upgrade.js";
import * as wire from "../core/wire.js";

// A map of 3,806 villages over 76 months takes 3 MB.
const MOST_KEPT = 4;
/** @type {data.Recent<PeriodHistory>} */
const cache = new data.Recent(MOST_KEPT);

/**
 * The address of a map's history: that of its slice, without the periods.
 * @param {SliceQuestion} spec
 */
export function addressOf(spec) {
  const [path, query] = data.sliceUrl(spec).split("?");
  const fields = new URLSearchParams(query);
  for (const name of ["period", "before"]) fields.delete(name);
  return `${path.replace(/slice$/, "history")}?${fields}`;
}

/**
 * @param {Response} response
 */
async function read(response) {
  return wire.history(upgrade.decode(await response.arrayBuffer()));
}

/**
 * The history of a spec's map if it is in memory, else null.
 * @param {SliceQuestion} spec
 */
export function inMemory(spec) {
  return cache.get(addressOf(spec)) || null;
}

/**
 * Fetch the history of a spec's map; one that is held already is not asked for.
 * @param {MapSpec} spec
 * @param {AbortSignal} [signal]
 */
export function load(spec, signal) {
  return data.fetchOnce(addressOf(spec), read, cache, signal);
}

/**
 * Since when the number of an area has been what it is in a period; null where the history is not in memory.
 * `whole`: it reaches back to the first number that can be compared, and may have begun earlier (ioc/run.py). What is not
 * reported ends nothing.
 * @param {SliceQuestion} spec
 * @param {number} row
 * @param {string} period
 */
export function since(spec, row, period) {
  const history = inMemory(spec);
  const last = history?.place.get(period);
  if (!history || last === undefined) return null;
  const periods = [...history.place.keys()];
  const value = (/** @type {number} */ place) => history.value[place * history.count + row];
  let first = last;
  const parted = new Set(history.header.parted);
  for (let place = last - 1; place >= 0 && !parted.has(periods[place + 1]); place -= 1) {
    if (Number.isNaN(value(place))) continue;
    if (value(place) !== value(last)) return { since: periods[first], whole: false };
    first = place;
  }
  return { since: periods[first], whole: true };
}

/**
 * A period in which nothing was reported.
 * @param {number} count
 */
function nothing(count) {
  const status = new Uint8Array(count).fill(cells.STATUSES.indexOf("no_data"));
  return {
    value: new Float64Array(count).fill(NaN),
    finer: new Map(),
    status,
    flags: new Uint8Array(count),
    origin: null,
  };
}

/**
 * @param {Map<number, number>} finer
 * @param {number} from
 * @param {number} count
 */
function cutFiner(finer, from, count) {
  const inside = new Map();
  for (const [row, decimals] of finer)
    if (row >= from && row < from + count) inside.set(row - from, decimals);
  return inside;
}

/**
 * One period of a history, as ioc.data.slice gives it; a period that it does not know is empty.
 * @param {PeriodHistory} history
 * @param {SliceQuestion} spec
 * @param {string} period
 */
export function at(history, spec, period) {
  const ready = history.slices.get(period);
  if (ready) return ready;
  const { header, count } = history;
  const place = history.place.get(period);
  const from = (place ?? 0) * count;
  const { periods, parted, columns, rows, finer, ...about } = header;
  /**
   * @template {Float64Array | Uint8Array} Column
   * @param {Column} column
   */
  const cut = (column) => /** @type {Column} */ (column.subarray(from, from + count));
  /** @type {Slice} */
  const slice = {
    header: { ...about, period },
    ...(place === undefined
      ? nothing(count)
      : {
          value: cut(history.value),
          finer: cutFiner(history.finer, from, count),
          status: cut(history.status),
          flags: cut(history.flags),
          origin: history.origin && cut(history.origin),
        }),
    parts: data.partsOf(data.withQuery(data.sliceUrl(spec), "period", period)),
  };
  history.slices.set(period, slice);
  return slice;
}
