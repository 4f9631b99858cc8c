import assert from "node:assert/strict";
import test from "node:test";
import { STATUSES } from "../../assets/src/core/shown.js";
import * as wire from "../../assets/src/core/wire.js";

/** An answer as data/wire writes it: "IOC3", the header's length, the header, bytes. */
function answer(header, bytes = []) {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const all = new Uint8Array(8 + text.length + bytes.length);
  all.set(new TextEncoder().encode("IOC3"));
  new DataView(all.buffer).setUint32(4, text.length, true);
  all.set(text, 8);
  all.set(bytes, 8 + text.length);
  return all.buffer;
}

const ABOUT = { decimals: 1, factor: 100, rows: 3 };
const NONE = STATUSES.indexOf("no_data");
const COLUMNS = [
  ["value", 1, 900],
  ["status", 0, 0],
  ["flags", 0, 1],
];

test("what is no answer of the server is refused", () => {
  assert.throws(() => wire.decode(new ArrayBuffer(4)), /IOC3/);
  assert.throws(() => wire.decode(new TextEncoder().encode("<html>..").buffer), /IOC3/);
});

test("numbers are distances from the lowest, 0 for missing", () => {
  const { value, status, flags } = wire.slice(
    wire.decode(answer({ ...ABOUT, columns: COLUMNS }, [1, 0, 11])),
  );
  assert.deepEqual([...value], [90, NaN, 91]);
  assert.deepEqual([...status], [0, 0, 0]);
  assert.deepEqual([...flags], [1, 1, 1]);
});

test("some numbers take more decimals than the others", () => {
  const header = { ...ABOUT, columns: COLUMNS, finer: { value: [[3, -2, 2]] } };
  const { value, finer } = wire.slice(wire.decode(answer(header, [1, 0, 11])));
  assert.deepEqual([value[2], finer.get(2), finer.get(0)], [90.98, 2, undefined]);
});

test("a history adds up the steps of each area, past periods without a number", () => {
  const header = {
    ...ABOUT, rows: 2, n: 2, periods: ["2026-01", "2026-02", "2026-03"],
    columns: [["first", 1, 0], ["status", 0, 1], ["step", 1, 0, 3], ["turn_gap", 0, 2, 1],
      ["turn", 0, -1, 1], ["run", 1, 0, 4], ["flags_gap", 0, 1, 1], ["flags", 0, 1, 1]],
  }; // prettier-ignore
  // Two cells, then one without content, then three.
  const bytes = [101, 51, 2, 11, 1, 1, 3, 2, 4];
  const { value, status, flags, count, place } = wire.history(wire.decode(answer(header, bytes)));
  assert.deepEqual([...value], [10, 5, NaN, 5.1, 11, 5.1]);
  assert.deepEqual([...status], [1, 1, NONE, 1, 0, 1]);
  assert.deepEqual([...flags], [1, 1, 0, 1, 1, 1]);
  assert.deepEqual([count, place.get("2026-03")], [2, 2]);
});

test("a history without a period is empty", () => {
  const names = ["first", "status", "step", "turn_gap", "turn", "run", "flags_gap", "flags"];
  const columns = names.map((name) => [name, 0, null]);
  const { value, count } = wire.history(
    wire.decode(answer({ ...ABOUT, rows: 0, n: 2, periods: [], columns })),
  );
  assert.deepEqual([value.length, count], [0, 2]);
});
