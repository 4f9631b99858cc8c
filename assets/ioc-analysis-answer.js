/* What the server says to one choice: one answer, and in it the numbers for map and table. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  const MOST_KEPT = 60;
  let kept = null; // made late: scripts come in the order of their names

  /** Numbers of a column: [name, width, lowest]; see data/columns.py. */
  function readColumn(bytes, at, rows, [, width, low]) {
    const numbers = new Float64Array(rows);
    if (width === 8) return new Float64Array(bytes.slice(at, at + 8 * rows).buffer);
    if (width === 0) return numbers.fill(low === null ? NaN : low);
    for (let row = 0; row < rows; row += 1) {
      let far = 0;
      for (let plane = width - 1; plane >= 0; plane -= 1) far = far * 256 + bytes[at + plane * rows + row];
      numbers[row] = far === 0 ? NaN : far - 1 + low;
    }
    return numbers;
  }

  /** {header, columns: {name: Float64Array}} of the bytes of an answer. Throws when they are none. */
  function decode(buffer) {
    const bytes = new Uint8Array(buffer);
    if (bytes.length < 8 || String.fromCharCode(...bytes.subarray(0, 4)) !== "IOC2") {
      throw new Error("Máy chủ trả về dữ liệu không đúng định dạng (IOC2).");
    }
    const length = new DataView(buffer).getUint32(4, true);
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
    const columns = {};
    let at = 8 + length;
    for (const column of header.columns || []) {
      columns[column[0]] = readColumn(bytes, at, header.rows, column);
      at += column[1] * header.rows;
    }
    return { header, columns };
  }

  /** As the server reckons: the ratio, else the count. */
  function reckoned(over, under, spec) {
    if (Number.isNaN(under)) return over;
    return under === 0 ? NaN : (over / under) * spec.factor;
  }

  /** How areas moved: {before, values}; `same` of `of` areas of `level` are compared where some are missing. */
  function changeOf(header, columns, scale) {
    const values = columns.change.map((one) => one / scale);
    return { before: header.before, values, same: columns.same || null, of: columns.same_of || null, level: header.same_level || "" };
  }

  /** The numbers of an answer as a slice of ioc.data: {header, value, flags, partsNow, parts, change}. */
  function sliceOf({ header, columns }, spec) {
    const { rows } = header;
    const { factor, decimals } = spec;
    const scale = 10 ** decimals;
    const { denominator, reported, lacking, sound } = columns;
    const numerator = columns.numerator || denominator.map((under, row) => under - columns.gap[row]);
    const expected = reported.map((count, row) => count + lacking[row]);
    const origin = columns.origin || null;
    const value = new Float64Array(rows);
    const flags = new Uint8Array(rows);
    for (let row = 0; row < rows; row += 1) {
      const given = columns.value ? columns.value[row] : NaN;
      const plain = reckoned(numerator[row], denominator[row], spec);
      // What was reported itself comes as it is shown.
      value[row] = Number.isNaN(given) ? ioc.shown.number(plain, spec) : given / scale;
      const some = reported[row] > 0;
      flags[row] = (some ? 1 : 0) | (reported[row] > sound[row] ? 2 : 0) | (some && lacking[row] > 0 ? 4 : 0);
      if (spec.fact && denominator[row] === 1 && (numerator[row] === 0 || numerator[row] === 1)) flags[row] |= 32;
      if (origin) flags[row] |= ioc.origin.flags(origin[row]);
      if (columns.thin && columns.thin[row]) flags[row] |= ioc.shown.TOO_FEW;
      const below = Number.isNaN(given) ? ioc.shown.readsAsNone(plain, value[row]) : columns.below && columns.below[row];
      if (below) flags[row] |= ioc.shown.BELOW_ONE;
    }
    const { above, voice, beside, beside_reported } = columns;
    const provisional = columns.provisional && columns.provisional.map((one) => one / scale);
    const parts = { numerator, denominator, reported, expected, above, voice, beside, beside_reported, provisional };
    const { vintage, level, parent, indicator, period, revision } = spec;
    return {
      header: { n: rows, vintage, level, parent, indicator, period, revision, factor, decimals },
      value,
      flags,
      origin,
      partsNow: parts,
      parts: () => Promise.resolve(parts),
      change: header.before ? changeOf(header, columns, scale) : null,
    };
  }

  /** The answer of an address that never changes its answer; asked once and kept. */
  function ask(url, signal) {
    kept = kept || new ioc.data.Recent(MOST_KEPT);
    return ioc.data.fetchOnce(url, async (response) => decode(await response.arrayBuffer()), kept, signal);
  }

  /** A part of the page as HTML of the server's own making. */
  function askText(url, signal) {
    kept = kept || new ioc.data.Recent(MOST_KEPT);
    return ioc.data.fetchOnce(url, (response) => response.text(), kept, signal);
  }

  ioc.analysisAnswer = { ask, askText, decode, sliceOf };
})();
