/* Names on the map: on the colour of their own area, or across several on the ground of the theme. */
import assert from "node:assert/strict";
import test from "node:test";
import * as scale from "../../assets/src/map/scale.js";
import * as labels from "../../assets/src/map/labels.js";

const PALETTE = { font: "sans", "map-label": "#111", "map-halo": "#eee", light: new Map([["red", false]]) };

/** The halo of a name 60 px wide in the middle of an area of this half width; what is left is of another class. */
function haloOn(half, other) {
  const halos = [];
  const ctx = {
    measureText: () => ({ width: 60 }),
    strokeText() {
      halos.push(this.strokeStyle);
    },
    fillText() {},
  };
  const state = {
    ...{ width: 400, height: 300, font: 12, reserved: [], covered: [], marks: [], palette: PALETTE },
    view: { inset: true, k: 1 },
    spec: { labels: true, mode: "status" },
    classes: { of: [0, other], classes: [{ colour: "bad" }, { colour: "deep" }], mode: "status" },
    land: { features: [{ box: [0, 0, 400, 300], path: 200 }] },
    featureRow: [1],
    probe: { isPointInPath: (path, x) => Math.abs(x - 200) <= path },
    names: [{ row: 0, name: "Môn", city: 0, x: 200, y: 150, room: 100, tall: 100, size: 1, path: half }],
  };
  state.palette = { ...PALETTE, bad: "red", deep: "red", nodata: "red" };
  labels.draw(ctx, state, { k: 1, tx: 0, ty: 0 });
  return [halos, state.nameSpots.map(({ ground }) => ground)];
}

test("a name within its area has the area's halo, one that goes beyond it to a hatched one the theme's", () => {
  assert.deepEqual(haloOn(40, scale.NO_DATA), [["red"], [0]]);
  assert.deepEqual(haloOn(20, scale.NO_DATA), [["#eee"], [-1]]);
});

test("on a neighbour that is as dark a name keeps its halo", () => {
  assert.deepEqual(haloOn(20, 1), [["red"], [0]]);
});
