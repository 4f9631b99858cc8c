import assert from "node:assert/strict";
import test from "node:test";
import { byNeed } from "../../assets/src/map/labels.js";
import { MARKS, shapeOf } from "../../assets/src/map/points.js";
import * as scale from "../../assets/src/map/scale.js";

const stateOf = (of, spec = {}) => ({
  spec: { direction: "up", ...spec },
  classes: { of: Int8Array.from(of), classes: scale.statusClasses("vi"), mode: "status" },
});

test("the worst villages get their names first, those without a number last", () => {
  const state = stateOf([0, 2, scale.NO_DATA, 1, 2]);
  assert.deepEqual(byNeed(state, [0, 1, 2, 3, 4]), [1, 4, 3, 0, 2]);
  assert.deepEqual(byNeed({ ...state, classes: null }, [0, 1, 2]), [0, 1, 2]);
});

test("of values the worst class comes first, whichever side is better", () => {
  const values = (direction) => {
    const state = stateOf([0, 1, 2], { direction });
    return byNeed({ ...state, classes: { ...state.classes, mode: "value" } }, [0, 1, 2]);
  };
  assert.deepEqual(values("up"), [0, 1, 2]);
  assert.deepEqual(values("down"), [2, 1, 0]);
});

test("a raised point has the shape of its verdict", () => {
  const state = stateOf([0, 1, 2, scale.NO_DATA]);
  const shapes = [0, 1, 2, 3].map((row) => shapeOf(state, row));
  assert.deepEqual(shapes, [MARKS.good, MARKS.warn, MARKS.bad, MARKS.good]);
});
