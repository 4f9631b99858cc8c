import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { placesOf, roomiest } from "../../assets/src/map/around.js";
import { cutLine, cutRing, pointsOf } from "../../assets/src/map/around-picture.js";

const FILE = JSON.parse(readFileSync(new URL("../../assets/land/around.json", import.meta.url), "utf-8"));
const PANE = { k: 0.1, tx: 400, ty: 300 };
const SIZE = { wide: 20, high: 8, width: 800, height: 600 };

test("a name stands where it has the most room, clear of borders and edges", () => {
  const places = [
    { x: 0, y: 0, clear: 250 },
    { x: 1000, y: 0, clear: 900 },
    { x: 3900, y: 0, clear: 5000 },
  ];
  const spot = roomiest(places, PANE, SIZE, []);
  assert.deepEqual([spot.x, spot.y], [500, 300]);
  assert.deepEqual(spot.box, [480, 292, 520, 308]);
});

test("a name gives way to what is there already, and is left out without room", () => {
  const places = [
    { x: 0, y: 0, clear: 250 },
    { x: 1000, y: 0, clear: 900 },
  ];
  assert.equal(roomiest(places, PANE, SIZE, [[490, 290, 500, 310]]).x, 400);
  assert.equal(roomiest(places, PANE, SIZE, [[0, 0, 800, 600]]), null);
  assert.equal(roomiest([{ x: 0, y: 0, clear: 100 }], PANE, SIZE, []), null, "nearer to a border");
  assert.equal(roomiest([{ x: -3900, y: 0, clear: 900 }], PANE, SIZE, []), null, "cut off");
});

test("the file has what a map asks for, and is small", () => {
  const places = placesOf(FILE.names);
  for (const id of ["laos", "cambodia", "china", "east_sea", "tonkin"]) assert.ok(places[id].length > 50, id);
  assert.equal(Object.keys(FILE.provinces["2025-07-01"]).length, 34);
  assert.equal(Object.keys(FILE.provinces["2025-03-01"]).length, 63);
  const names = FILE.towns.map(([name]) => name);
  for (const name of ["Vinh", "Hà Nội", "Điện Biên Phủ", "Buôn Ma Thuột"])
    assert.ok(names.includes(name), name);
  assert.ok(FILE.rivers.length > 100);
  const relief = readFileSync(new URL("../../assets/land/relief.webp", import.meta.url));
  assert.ok(relief.length + JSON.stringify(FILE).length < 300_000);
});

test("a picture has the part of a neighbour that lies in its frame", () => {
  const frame = { left: 0, top: 0, right: 100, bottom: 50 };
  /** @type {[number, number][]} */
  const square = [
    [-50, -50],
    [50, -50],
    [50, 25],
    [-50, 25],
  ];
  const ring = cutRing(square, frame);
  const area = ring.reduce((sum, [x, y], at) => {
    const [x0, y0] = ring[(at || ring.length) - 1];
    return sum + (x0 * y - x * y0) / 2;
  }, 0);
  assert.equal(Math.abs(area), 50 * 25);
  for (const [x, y] of ring) assert.ok(x >= 0 && x <= 100 && y >= 0 && y <= 50);
  assert.deepEqual(
    cutRing(
      [
        [-9, -9],
        [-5, -9],
        [-5, -5],
      ],
      frame,
    ),
    [],
  );
});

test("of a river the stretches near the frame are drawn", () => {
  const frame = { left: 0, top: 0, right: 10, bottom: 10 };
  /** @type {[number, number][]} */
  const line = [
    [-30, 5],
    [-20, 5],
    [5, 5],
    [30, 5],
    [30, 40],
    [5, 40],
    [5, 5],
  ];
  assert.deepEqual(cutLine(line, frame), [
    [
      [-20, 5],
      [5, 5],
      [30, 5],
    ],
    [
      [5, 40],
      [5, 5],
    ],
  ]);
});

test("points that would be seen as one are one", () => {
  const degrees = [105, 19, 105.0001, 19, 106, 19];
  assert.equal(pointsOf(degrees, { k: 0.1, tx: 0, ty: 0 }).length, 2);
});
