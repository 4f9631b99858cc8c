import assert from "node:assert/strict";
import test from "node:test";
import * as ranking from "../../assets/src/map/ranking.js";

const ranks = (values, direction, flags = []) => [
  ...ranking.ranks(
    Float64Array.from(values),
    direction,
    Uint8Array.from(values, (_, row) => flags[row] || 0),
  ),
];

test("equal values share a rank; what has no number has none", () => {
  assert.deepEqual(ranks([80, 90, 80, NaN, 70], "up"), [2, 1, 2, 0, 4]);
  assert.deepEqual(ranks([80, 90, 70], "down"), [2, 3, 1]);
});

test("too little of an area has no rank", () => {
  assert.deepEqual(ranks([80, 90], "up", [0, 64]), [1, 0]);
});

test("sentences of the table name their numbers", () => {
  const words = ranking.words("vi");
  assert.match(words.missing("3"), /3/);
  assert.equal(ranking.words("fr"), ranking.words("vi"));
});
