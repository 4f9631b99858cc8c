import assert from "node:assert/strict";
import { test } from "node:test";
import { stepAt } from "../../assets/src/wall/play/steps.js";
import { yearsBefore } from "../../assets/src/wall/play/years.js";

test("a scene plays five years up to the period of its map", () => {
  const months = [];
  for (let year = 2019; year <= 2026; year += 1)
    for (let month = 1; month <= 12; month += 1) months.push(`${year}-${String(month).padStart(2, "0")}`);
  const run = yearsBefore(months, "2026-10", 5);
  assert.deepEqual([run[0], run.at(-1), run.length], ["2021-11", "2026-10", 60]);
});

test("quarters and years as well, and no more than there are", () => {
  assert.deepEqual(yearsBefore(["2020-Q4", "2021-Q3", "2021-Q4", "2026-Q3", "2026-Q4"], "2026-Q3", 5), [
    "2021-Q4",
    "2026-Q3",
  ]);
  assert.deepEqual(yearsBefore(["2020", "2021", "2022", "2025"], "2025", 5), ["2021", "2022", "2025"]);
  assert.deepEqual(yearsBefore([], "2025", 5), []);
});

test("each step has its turn, whatever a page's timers do", () => {
  const steps = [{}, {}, {}, {}];
  assert.equal(stepAt(steps, -1, 0), 0);
  assert.equal(stepAt(steps, 0, 0.2), 0);
  assert.equal(stepAt(steps, 0, 0.25), 1);
  // The page stood still until the run was over: the steps that are left come one by one, then the end.
  assert.deepEqual(
    [0, 1, 2, 3].map((at) => stepAt(steps, at, 7)),
    [1, 2, 3, 4],
  );
});

test("a step lasts as long as it says", () => {
  const steps = [{ until: 0.4 }, { until: 0.8 }, { until: 1 }];
  assert.deepEqual(
    [0.39, 0.79, 0.8, 1].map((share) => stepAt(steps, 1, share)),
    [0, 1, 2, 2],
  );
});
