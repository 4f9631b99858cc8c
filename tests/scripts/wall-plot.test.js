import assert from "node:assert/strict";
import { test } from "node:test";
import { marksOf, roomyPeriods } from "../../assets/src/wall/plot.js";

/** @type {TrendPlot} */
const PLOT = {
  count: 4,
  low: 80,
  high: 100,
  runs: [
    {
      points: [
        [0, 80],
        [3, 90],
      ],
      converted: false,
    },
  ],
  ticks: [{ at: 80, text: "80%" }],
  periods: [
    { at: 0, text: "11/2025" },
    { at: 2, text: "2026" },
    { at: 3, text: "02/2026" },
  ],
  target: 100,
  target_text: "Chỉ tiêu 100%",
  whole: false,
  ground: false,
  changes: [1.5],
};

test("a plot has its axis, its target with a word, and a ring where the last number is incomplete", () => {
  const marks = marksOf(PLOT, 400, 200, 20);
  const kinds = marks.map(({ kind }) => kind);
  for (const kind of ["grid", "label", "target", "target-label", "line", "ring", "upright"])
    assert.ok(kinds.includes(kind), kind);
  for (const { at } of marks) {
    if (typeof at.x === "number") assert.ok(at.x >= 0 && at.x <= 400);
    if (typeof at.y === "number") assert.ok(at.y >= 0 && at.y <= 200);
  }
});

test("labels of periods keep apart: the last goes before the first, years where there is room", () => {
  const x = (/** @type {number} */ place) => 30 + place * 100;
  assert.deepEqual(
    roomyPeriods(PLOT.periods, x, 20).map(({ text }) => text),
    ["02/2026", "11/2025"],
  );
  const wide = (/** @type {number} */ place) => 30 + place * 300;
  assert.equal(roomyPeriods(PLOT.periods, wide, 20).length, 3);
});
