/* The numbers of a map as they come over the wire (data/wire): read here for slice, history and answer. */
import * as cells from "./shown.js";

// Of the bytes that this script reads: data/wire/columns.py.
export const FORMAT = 3;
const MAGIC = `IOC${FORMAT}`;

/** Bytes of another format: those of another version of the program. */
export class FormatError extends Error {
  /**
   * @param {string} format
   */
  constructor(format) {
    super(`${format} ≠ ${MAGIC}`);
    this.name = "FormatError";
    this.format = format;
  }
}

// Columns of numbers as they are shown, times 10^decimals.
const SCALED = ["value", "beside", "provisional", "change"];

/**
 * Numbers of a column: [name, width, lowest, length where it is not `rows`]; see data/wire/columns.py.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {number} at
 * @param {number} rows
 * @param {ColumnHeader["columns"][number]} fields
 */
function readColumn(bytes, at, rows, [, width, low]) {
  const numbers = new Float64Array(rows);
  if (width === 8) return new Float64Array(bytes.slice(at, at + 8 * rows).buffer);
  if (width === 0) return numbers.fill(low === null ? NaN : low);
  for (let row = 0; row < rows; row += 1) {
    let far = 0;
    for (let plane = width - 1; plane >= 0; plane -= 1) far = far * 256 + bytes[at + plane * rows + row];
    numbers[row] = far === 0 ? NaN : far - 1 + Number(low);
  }
  return numbers;
}

/**
 * {header, columns: {name: Float64Array}} of the bytes of an answer. Throws when they are none, a
 * FormatError when they are of another format.
 * @template Header
 * @param {ArrayBuffer} buffer
 * @returns {Answer<Header>}
 */
export function decode(buffer) {
  const bytes = new Uint8Array(buffer);
  const magic = String.fromCharCode(...bytes.subarray(0, 4));
  if (bytes.length >= 8 && magic !== MAGIC && /^IOC\d$/.test(magic)) throw new FormatError(magic);
  if (bytes.length < 8 || magic !== MAGIC) {
    throw new Error(`Máy chủ trả về dữ liệu không đúng định dạng (${MAGIC}).`);
  }
  const length = new DataView(buffer).getUint32(4, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
  /** @type {Columns} */
  const columns = {};
  let at = 8 + length;
  for (const column of header.columns || []) {
    const rows = column[3] ?? header.rows;
    columns[column[0]] = readColumn(bytes, at, rows, column);
    at += column[1] * rows;
  }
  return { header, columns };
}

/**
 * A column as it is shown, and the decimals of those of its rows that take more than the others.
 * @param {Float64Array} column
 * @param {string} name
 * @param {Scaling} header
 */
function read(column, name, header) {
  const scale = 10 ** header.decimals;
  const numbers = column.map((one) => one / scale);
  const finer = new Map();
  let row = -1;
  for (const [gap, rest, decimals] of (header.finer || {})[name] || []) {
    row += gap;
    numbers[row] = (column[row] * 10 ** (decimals - header.decimals) + rest) / 10 ** decimals;
    finer.set(row, decimals);
  }
  return { numbers, finer };
}

/**
 * Numerators: what value and denominator make, and the rest.
 * @param {Columns} columns
 * @param {{ factor: number, decimals: number }} fields
 */
function numeratorsOf({ value, denominator, rest }, { factor, decimals }) {
  const scale = 10 ** decimals;
  return rest.map((more, row) => {
    const under = denominator[row];
    const product = Number.isNaN(under) ? value[row] / scale : (value[row] * under) / (factor * scale);
    return more + (Number.isNaN(product) ? 0 : Math.floor(product + 0.5));
  });
}

/**
 * What numbers are made of, where it came with them, else null.
 * @param {Columns} columns
 * @param {Record<string, ShownColumn>} scaled
 * @param {{ factor: number, decimals: number }} header
 */
function partsOf(columns, scaled, header) {
  if (!columns.rest) return null;
  const { denominator, reported, lacking, above, voice, beside_reported } = columns;
  return {
    numerator: numeratorsOf(columns, header),
    denominator,
    reported,
    above,
    voice,
    beside_reported,
    expected: reported.map((count, row) => count + lacking[row]),
    beside: scaled.beside && scaled.beside.numbers,
    besideFiner: scaled.beside && scaled.beside.finer,
    provisional: scaled.provisional && scaled.provisional.numbers,
    provisionalFiner: scaled.provisional && scaled.provisional.finer,
  };
}

/**
 * How areas moved: `same` of `of` areas of `level` are compared where some are missing.
 * @param {Columns} columns
 * @param {Record<string, ShownColumn>} scaled
 * @param {{ before: string, same_level?: string }} fields
 */
function changeOf(columns, scaled, { before, same_level }) {
  return {
    before,
    values: scaled.change.numbers,
    same: columns.same || null,
    of: columns.same_of || null,
    level: same_level || "",
  };
}

/**
 * The numbers of an answer: {header, value, finer, status, flags, origin, partsNow, change}, rows as
 * in the directory. `finer`: row → decimals of the few numbers that take more than the others.
 * `about` stands in the header where the answer does not say it.
 * @param {Answer<any>} answer
 * @param {any} [about]
 * @returns {SliceAnswer}
 */
export function slice({ header, columns }, about = header) {
  /** @type {Record<string, ShownColumn>} */
  const scaled = {};
  for (const name of SCALED)
    if (columns[name]) scaled[name] = read(columns[name], name, { ...about, finer: header.finer });
  const parts = partsOf(columns, scaled, about);
  return {
    header: { ...about, n: header.rows },
    value: scaled.value.numbers,
    finer: scaled.value.finer,
    status: Uint8Array.from(columns.status),
    flags: Uint8Array.from(columns.flags),
    origin: columns.origin ? Uint8Array.from(columns.origin) : null,
    partsNow: parts || undefined,
    change: header.before ? changeOf(columns, scaled, header) : null,
  };
}

/**
 * A column whose rows with a number are `gaps` apart: [the number of] each row, in turn. The rows
 * between have 0, or the number before them where it `isKept`.
 * @param {Float64Array} gaps
 * @param {Float64Array} numbers
 * @param {boolean} isKept
 */
function changedRows(gaps, numbers, isKept) {
  let [place, row, next, number] = [0, -1, gaps.length ? gaps[0] - 1 : -1, 0];
  return () => {
    row += 1;
    if (row === next) {
      number = numbers[place];
      place += 1;
      next = place < gaps.length ? row + gaps[place] : -1;
    } else if (!isKept) number = 0;
    return number;
  };
}

/**
 * The cells of a history with content, in their order.
 * @param {Float64Array} runs lengths of runs without and with content, in turns
 */
function* contentsOf(runs) {
  let at = 0;
  for (let run = 0; run < runs.length; run += 2) {
    at += runs[run];
    for (const end = at + (runs[run + 1] || 0); at < end; at += 1) yield at;
  }
}

/**
 * The numbers of a history: as a slice, period by period; `place` of each period.
 * @param {Answer<HistoryHeader>} answer
 * @returns {PeriodHistory}
 */
export function history({ header, columns }) {
  const { first, step, run } = columns;
  const cellCount = header.n * header.periods.length;
  const values = new Float64Array(cellCount).fill(NaN);
  const status = new Uint8Array(cellCount).fill(cells.STATUSES.indexOf("no_data"));
  const flags = new Uint8Array(cellCount);
  const origin = columns.origin ? new Uint8Array(cellCount) : null;
  const turn = changedRows(columns.turn_gap, columns.turn, false);
  const flag = changedRows(columns.flags_gap, columns.flags, true);
  const last = new Float64Array(header.n);
  const lastStatus = new Uint8Array(header.n);
  const hasBegun = new Uint8Array(header.n);
  let [start, later, place] = [0, 0, 0];
  for (const at of contentsOf(run)) {
    const row = at % header.n;
    const goesOn = hasBegun[row] === 1;
    const difference = goesOn ? step[later] : first[start];
    const statusStep = goesOn ? turn() : columns.status[start];
    if (goesOn) later += 1;
    else start += 1;
    hasBegun[row] = 1;
    flags[at] = flag();
    if (origin) origin[at] = columns.origin[place];
    place += 1;
    if (Number.isNaN(difference)) continue;
    last[row] += difference;
    lastStatus[row] += statusStep;
    values[at] = last[row];
    status[at] = lastStatus[row];
  }
  const { numbers, finer } = read(values, "value", header);
  return {
    header,
    count: header.n,
    value: numbers,
    finer,
    status,
    flags,
    origin,
    place: new Map(header.periods.map((period, at) => [period, at])),
    slices: new Map(),
  };
}
