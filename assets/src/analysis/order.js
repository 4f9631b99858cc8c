/* What the server orders for the analysis page, put together with what stays from the order before. */
import { address, basePeriod, mode, setView, targetAt, view } from "./state.js";
import * as analysisAnswer from "../core/answer.js";
import * as data from "../core/data.js";
import * as histories from "../time/history.js";

/**
 * What the number of an area on the map still lacks, as lines; asked when somebody looks at it.
 * @param {string} code
 * @param {string} period
 */
async function why(code, period) {
  const [path, fields] = address({ part: "missing" }).split("?");
  const query = new URLSearchParams(fields);
  query.set(view().known.names.selected, code);
  query.set(view().known.names.period, period);
  const { header } = await analysisAnswer.ask(`${path}?${query}`);
  return header.missing;
}

/**
 * Put an order together with what stays from the one before.
 * @param {AnalysisOrder} order
 * @param {ViewState} state
 */
export function merge(order, state) {
  const place = order.place || {};
  // Absent: the base is the period before.
  const next = { ...view(), bases: undefined, ...order, ...place, state };
  setView(next);
  const { measure, revision, ground } = next;
  const { indicator, period } = state;
  const before = period ? basePeriod(period) : null;
  // Another base gives another address, so that the map takes up the changes since it.
  const base = state.base && before ? { before } : {};
  const slice = Object.entries({ indicator, rev: revision, period, ...base }).reduce(
    (url, [name, value]) => data.withQuery(url, name, value),
    ground.slice,
  );
  next.spec = {
    ...ground,
    ...measure,
    slice,
    period,
    before,
    revision,
    language: next.language,
    never: !period,
    target: targetAt(period),
    wall: false,
    mode: mode(),
    selected: null,
    why,
    since: (row, at) => histories.since(next.spec, row, at),
  };
}
