import assert from "node:assert/strict";
import { test } from "node:test";
import { villageCounts, villageSteps } from "../../assets/src/wall/play/villages.js";

/** @param {number} count */
const villagesOf = (count) =>
  Array.from({ length: count }, (_, at) => ({
    code: `T${at}`,
    name: `Bản ${at}`,
    line: `${at + 1}/${count}`,
    since: "",
    lon: null,
    lat: null,
  }));

test("villages appear one by one; very many share a step, and none is left out", () => {
  assert.deepEqual(villageCounts(3), [1, 2, 3]);
  assert.deepEqual(villageCounts(0), []);
  const many = villageCounts(182);
  assert.equal(many.length, 40);
  assert.equal(many.at(-1), 182);
  assert.ok(many.every((count, at) => at === 0 || count > many[at - 1]));
});

test("each step names its newest village, and the end has all of them and a time of its own", () => {
  /** @type {number[]} */
  const counts = [];
  const steps = villageSteps({ villages: villagesOf(4), end: "4 thôn", more: "Sở" }, (count) =>
    counts.push(count),
  );
  assert.deepEqual(
    steps.map(({ label }) => label),
    ["1/4", "2/4", "3/4", "4/4", "4 thôn"],
  );
  for (const { show } of steps) show();
  assert.deepEqual(counts, [1, 2, 3, 4, Infinity]);
  const until = steps.map((step) => Number(step.until));
  assert.deepEqual(
    until,
    [...until].sort((one, two) => one - two),
  );
  assert.equal(until.at(-1), 1);
  assert.ok(1 - Number(until.at(-2)) >= 0.2 - 1e-9);
});

test("where no village is left the end is all", () => {
  const steps = villageSteps({ villages: [], end: "0 thôn", more: "" }, () => {});
  assert.deepEqual(
    steps.map(({ label }) => label),
    ["0 thôn"],
  );
});
