import assert from "node:assert/strict";
import test from "node:test";
import * as moves from "../../assets/src/core/moves.js";
import { changeClasses } from "../../assets/src/map/change-scale.js";
import * as scale from "../../assets/src/map/scale.js";

const SPEC = { language: "vi", direction: "up", decimals: 1, unit: "%" };
const CHANGES = [-12, -8, -2, -0.1, 0, 0.1, 2, 4.1, 30];

test("no change is a class of its own, in the middle; the two sides have the same bounds", () => {
  const { classes, choose } = changeClasses(SPEC, CHANGES);
  assert.deepEqual(
    classes.map(({ text }) => text),
    ["giảm trên 10", "giảm 5–10", "giảm đến 5", "không đổi", "tăng đến 5", "tăng 5–10", "tăng trên 10"],
  );
  assert.deepEqual(CHANGES.map(choose), [0, 1, 2, 2, 3, 4, 4, 4, 6]);
  assert.equal(choose(5), 4);
  assert.equal(choose(-5), 2);
});

test("a rise is good where more is better, and bad where less is", () => {
  const up = changeClasses(SPEC, CHANGES).classes.map(({ colour }) => colour);
  assert.deepEqual(up, ["div-1", "div-2", "div-3", "div-0", "div-4", "div-5", "div-6"]);
  const down = changeClasses({ ...SPEC, direction: "down" }, CHANGES).classes.map(({ colour }) => colour);
  assert.deepEqual(down, ["div-6", "div-5", "div-4", "div-0", "div-3", "div-2", "div-1"]);
});

test("a class is not narrower than the numbers are written", () => {
  const { classes } = changeClasses({ ...SPEC, decimals: 0 }, [0.4, 0.2]);
  assert.equal(classes[1].text, "tăng đến 1");
});

test("a side without changes has no classes", () => {
  const { classes, choose } = changeClasses(SPEC, [0, 1, 2]);
  assert.ok(classes.every(({ text }) => !text.startsWith("giảm")));
  assert.equal(choose(0), 0);
});

test("a map of changes counts those that cannot be compared apart", () => {
  const slice = {
    value: Float64Array.from([10, 20, 30, NaN]),
    flags: new Uint8Array(4),
    status: new Uint8Array(4),
    origin: null,
    change: { before: "2024-01", values: Float64Array.from([1, 0, NaN, NaN]) },
  };
  const directory = { codes: ["A", "B", "C", "D"], parents: ["40", "40", "40", "40"], parent: "40" };
  const spec = { ...SPEC, mode: "change", before: "2024-01", target: null };
  const { mode, noData, noTarget, classes } = scale.classify(spec, slice, directory);
  assert.deepEqual([mode, noData, noTarget], ["change", 1, 1]);
  assert.equal(
    classes.reduce((sum, { count }) => sum + count, 0),
    2,
  );
  // Changes since another base are none of this map.
  assert.equal(scale.classify({ ...spec, before: "2024-02" }, slice, directory).mode, "value");
});

test("a change is written with its arrow and the unit of a difference", () => {
  assert.equal(moves.changeText(-2.5, SPEC), "↓ 2,5\u00a0điểm %");
  assert.equal(moves.changeText(0, SPEC), "= không đổi");
  assert.equal(moves.changeText(NaN, SPEC), "");
});
