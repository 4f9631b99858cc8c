import assert from "node:assert/strict";
import { test } from "node:test";
import { overlap, spread } from "../../assets/src/wall/spread.js";

const BOUNDS = { left: 0, top: 0, right: 1000, bottom: 800 };
const MIDDLE = { x: 500, y: 400 };
const size = { width: 180, height: 28 };

test("labels of neighbours lie beside one another, inside the map, over no area that is named", () => {
  const spots = [0, 1, 2, 3, 4, 5, 6, 7].map((at) => ({ x: 400 + 12 * at, y: 300 + 15 * (at % 3) }));
  const legend = { left: 0, top: 0, right: 300, bottom: 150 };
  const frames = spread(
    spots,
    spots.map(() => size),
    BOUNDS,
    [legend],
    MIDDLE,
  );
  const labels = frames.filter((frame) => frame !== null);
  assert.ok(labels.length >= 6, `${labels.length} have room`);
  labels.forEach((frame, at) => {
    assert.ok(frame.left >= 0 && frame.top >= 0 && frame.right <= 1000 && frame.bottom <= 800);
    assert.ok(!overlap(frame, legend));
    assert.ok(labels.every((other, place) => place === at || !overlap(frame, other)));
    for (const { x, y } of spots) assert.ok(!overlap(frame, { left: x, right: x, top: y, bottom: y }));
  });
});

test("what has no room is left out, the most important is not", () => {
  const bounds = { left: 0, top: 0, right: 200, bottom: 70 };
  const spots = [
    { x: 100, y: 5 },
    { x: 100, y: 65 },
    { x: 100, y: 60 },
  ];
  const frames = spread(
    spots,
    spots.map(() => size),
    bounds,
    [],
    { x: 100, y: 35 },
  );
  assert.ok(frames[0]);
  assert.ok(frames.includes(null));
});
