import assert from "node:assert/strict";
import test from "node:test";
import * as history from "../../assets/src/time/history.js";

const PERIODS = ["2026-01", "2026-02", "2026-03"];

/** Load the history of one village with 0 in each period; the rest of its header. */
async function load(indicator, rest = {}) {
  const header = {
    n: 1,
    periods: PERIODS,
    decimals: 0,
    factor: 1,
    rows: 1,
    columns: [
      ["first", 0, 0],
      ["status", 0, 0],
      ["step", 0, 0, 2],
      ["turn_gap", 0, null, 0],
      ["turn", 0, null, 0],
      ["run", 1, 0, 2],
      ["flags_gap", 0, null, 0],
      ["flags", 0, null, 0],
    ],
    ...rest,
  };
  const text = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(8 + text.length + 2);
  bytes.set(new TextEncoder().encode("IOC3"));
  new DataView(bytes.buffer).setUint32(4, text.length, true);
  bytes.set(text, 8);
  bytes.set([1, 4], 8 + text.length); // no cell without content, then three with it
  globalThis.fetch = async () => new Response(bytes);
  const spec = { slice: `/api/v1/slice?indicator=${indicator}&rev=1` };
  await history.load(spec);
  return history.since(spec, 0, "2026-03");
}

test("what was never otherwise has been so at least since the first number", async () => {
  assert.deepEqual(await load("A"), { since: "2026-01", whole: true });
});

test("before a break of the series nothing can be compared: at least since the break", async () => {
  assert.deepEqual(await load("B", { parted: ["2026-02"] }), { since: "2026-02", whole: true });
});
