import assert from "node:assert/strict";
import test from "node:test";
import { placeNames } from "../../assets/src/analysis/names.js";
import { nextAlong } from "../../assets/src/analysis/points.js";

const ROOM = { width: 300, height: 200 };
const measure = (text) => 6 * text.length;
const place = (wishes, points = [], blocked = []) => placeNames(wishes, points, ROOM, blocked, measure, 14);
const at = (x, y, text = "Anh Sơn") => ({ x, y, text });

test("a name stands to the right of its point where there is room", () => {
  const [one] = place([at(100, 100)]);
  assert.equal(one.xanchor, "left");
  assert.equal(one.box.left, 107);
});

test("at the edge it stands on the other side, and outside it never does", () => {
  assert.equal(place([at(295, 100)])[0].xanchor, "right");
  assert.equal(place([at(150, 100, "x".repeat(60))])[0], null);
});

test("names never overlap, and the first one has its place first", () => {
  const wishes = [0, 1, 2, 3, 4, 5, 6].map((step) => at(150 + step, 100 + step));
  const boxes = place(wishes).flatMap((one) => (one ? [one.box] : []));
  assert.ok(boxes.length >= 3 && boxes.length < 7);
  for (const one of boxes)
    for (const other of boxes)
      if (one !== other)
        assert.ok(
          one.right <= other.left ||
            other.right <= one.left ||
            one.bottom <= other.top ||
            other.bottom <= one.top,
        );
  assert.ok(place(wishes)[0]);
});

test("a name keeps clear of corners, and of crowds of points", () => {
  const corner = { left: 100, right: 300, top: 0, bottom: 200 };
  assert.equal(place([at(99, 100)], [], [corner])[0].xanchor, "right");
  const crowd = [115, 120, 125].map((x) => at(x, 100));
  assert.equal(place([at(100, 100)], crowd)[0].xanchor, "right");
});

test("keys go from point to point along an axis and stay at its ends", () => {
  const keys = [5, 1, 3];
  assert.equal(nextAlong(keys, -1, 1), 1);
  assert.equal(nextAlong(keys, 1, 1), 2);
  assert.equal(nextAlong(keys, 0, 1), 0);
  assert.equal(nextAlong(keys, -1, -1), 0);
  assert.equal(nextAlong([], -1, 1), -1);
});
