import assert from "node:assert/strict";
import test from "node:test";
import { apart } from "../../assets/src/time/ends.js";

test("names that are far enough from one another stay where they are", () => {
  assert.deepEqual(apart([10, 40, 80], [8, 8, 8], 100), [10, 40, 80]);
});

test("six names at one value stand below one another, in any order, above the foot", () => {
  const halves = [8, 8, 16, 8, 8, 8];
  const places = apart([90, 90, 90, 91, 89, 90], halves, 100);
  const order = places.map((place, at) => [place, halves[at]]).sort(([one], [two]) => one - two);
  for (let at = 1; at < order.length; at += 1)
    assert.ok(order[at][0] - order[at][1] >= order[at - 1][0] + order[at - 1][1] - 1e-9);
  assert.ok(order[5][0] + order[5][1] <= 100);
  // Who ends higher is named higher.
  assert.equal(Math.min(...places), places[4]);
});
