import assert from "node:assert/strict";
import test from "node:test";
import * as land from "../../assets/src/core/land.js";

// Node has no canvas: outlines are not drawn here.
globalThis.Path2D ??= class {
  addPath() {}
  moveTo() {}
  lineTo() {}
  closePath() {}
};

const RING = [
  [105, 19],
  [106, 19],
  [106, 18],
  [105, 19],
];
const topology = (properties) => ({
  type: "Topology",
  arcs: [RING],
  objects: {
    areas: {
      type: "GeometryCollection",
      geometries: [{ type: "Polygon", id: "1", properties, arcs: [[0]] }],
    },
  },
});

test("a shape of several areas is found by each of their codes", () => {
  const read = land.fromTopology(topology({ p: "40", codes: ["1", "2"] }));
  assert.deepEqual(read.features[0].codes, ["1", "2"]);
  assert.equal(read.features[0].parent, "40");
});

test("a shape without a parent has none", () => {
  assert.equal(land.fromTopology(topology({})).features[0].parent, null);
});

test("the box around boxes holds all of them", () => {
  const boxes = [
    [0, 5, 2, 6],
    [-1, 0, 1, 9],
  ];
  assert.deepEqual([...land.unite(boxes)], [-1, 0, 2, 9]);
});
