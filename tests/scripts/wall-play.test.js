import assert from "node:assert/strict";
import { test } from "node:test";
import { yearsBefore } from "../../assets/src/wall/play-years.js";

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
