/* All periods of one map in memory: one answer of the server (api/history.py), kept and cut into slices. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  // A map of 3,806 villages over 76 months takes 3 MB.
  const MOST_KEPT = 4;
  let kept = null; // made late: scripts come in the order of their names

  /** The address of a map's history: that of its slice, without the period. */
  function addressOf(spec) {
    const [path, query] = ioc.data.sliceUrl(spec).split("?");
    const fields = new URLSearchParams(query);
    fields.delete("period");
    return `${path.replace(/slice$/, "history")}?${fields}`;
  }

  /** Steps from one value to the next become values, in place; missing stays missing. */
  function addUp(steps, count, scale) {
    const last = new Float64Array(count);
    for (let at = 0; at < steps.length; at += count) {
      for (let row = 0; row < count; row += 1) {
        const step = steps[at + row];
        if (Number.isNaN(step)) continue;
        last[row] += step;
        steps[at + row] = last[row] / scale;
      }
    }
    return steps;
  }

  async function read(response) {
    const { header, columns } = ioc.analysisAnswer.decode(await response.arrayBuffer());
    return {
      header,
      count: header.n,
      value: addUp(columns.step, header.n, 10 ** header.decimals),
      flags: Uint8Array.from(columns.flags),
      origin: columns.origin ? Uint8Array.from(columns.origin) : null,
      place: new Map(header.periods.map((period, at) => [period, at])),
      slices: new Map(),
    };
  }

  const memory = () => (kept = kept || new ioc.data.Recent(MOST_KEPT));

  /** The history of a spec's map if it is in memory, else null. */
  function held(spec) {
    return memory().get(addressOf(spec)) || null;
  }

  /** Fetch the history of a spec's map; one that is held already is not asked for. */
  function load(spec, signal) {
    return ioc.data.fetchOnce(addressOf(spec), read, memory(), signal);
  }

  /** One period of a history, as ioc.data.slice gives it; a period that it does not know is empty. */
  function at(history, spec, period) {
    const found = history.slices.get(period);
    if (found) return found;
    const { header, count } = history;
    const place = history.place.get(period);
    const cut = (column) => (place === undefined ? column.slice(0, count).fill(column instanceof Float64Array ? NaN : 0) : column.subarray(place * count, (place + 1) * count));
    const { periods, columns, rows, ...about } = header;
    const made = {
      header: { ...about, period },
      value: cut(history.value),
      flags: cut(history.flags),
      origin: history.origin && cut(history.origin),
      parts: ioc.data.partsOf(ioc.data.withQuery(ioc.data.sliceUrl(spec), "period", period)),
    };
    history.slices.set(period, made);
    return made;
  }

  ioc.history = { addressOf, held, load, at };
})();
