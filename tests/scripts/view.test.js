import assert from "node:assert/strict";
import test from "node:test";
import * as view from "../../assets/src/map/view.js";

const AREA = { x: 0, y: 0, w: 400, h: 200 };
const fresh = () => view.fit([0, 0, 100, 100], null, AREA, [], 12, AREA);
const near = (one, other) => assert.ok(Math.abs(one - other) < 1e-9, `${one} is not ${other}`);

test("the land fills the height or the width, and stands in the middle", () => {
  const { main, zoom, inset } = fresh();
  assert.deepEqual([main.k, main.tx, main.ty, zoom, inset], [2, 100, 0, 1, null]);
});

test("zooming leaves the point under the pointer where it is", () => {
  const state = fresh();
  const before = (150 - state.main.tx) / state.main.k;
  assert.equal(view.zoomAt(state, 3, 150, 40), true);
  near((150 - state.main.tx) / state.main.k, before);
});

test("zooming ends at the whole land and at sixty times", () => {
  const state = fresh();
  view.zoomAt(state, 1000, 0, 0);
  assert.equal(state.zoom, 60);
  view.zoomAt(state, 1e-6, 10, 10);
  assert.deepEqual([state.zoom, state.main], [1, state.fit]);
  assert.equal(view.zoomAt(state, 0.5, 0, 0), false);
});

test("a part of the land stays on the canvas however far it is pushed", () => {
  const state = fresh();
  view.pan(state, 1e6, -1e6, [0, 0, 100, 100], 400, 200);
  assert.equal(state.main.tx, 400 - 80);
  assert.equal(state.main.ty + 100 * state.main.k, 80);
});

test("far islands get a frame of their own where they would shrink the mainland", () => {
  const far = [[900, 0, 1000, 100], AREA, [[50, 50]], 12, AREA];
  const { inset, main } = view.fit([0, 0, 100, 100], ...far);
  assert.ok(inset.rect.w > 0 && inset.rect.x + inset.rect.w <= AREA.w);
  assert.ok(main.k > 1);
  const close = view.fit([0, 0, 100, 100], [100, 0, 110, 100], AREA, [], 12, AREA);
  assert.equal(close.inset, null);
});
