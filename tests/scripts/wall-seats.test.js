import assert from "node:assert/strict";
import { test } from "node:test";
import { firstSeats, seat } from "../../assets/src/wall/seats.js";

test("one scene gives its place to the next", () => {
  assert.deepEqual(seat(["a"], "a", "b"), ["b"]);
  assert.deepEqual(firstSeats(["b", "c", "a"], 1), ["b"]);
});

test("of two the one that is longer there goes, and nothing changes its place", () => {
  let codes = firstSeats(["a", "b", "c", "d"], 2);
  assert.deepEqual(codes, ["a", "b"]);
  codes = seat(codes, "a", "b");
  assert.deepEqual(codes, ["a", "b"]);
  codes = seat(codes, "b", "c");
  assert.deepEqual(codes, ["c", "b"]);
  codes = seat(codes, "c", "d");
  assert.deepEqual(codes, ["c", "d"]);
});

test("a wall of one scene has no other beside it", () => {
  assert.deepEqual(firstSeats(["a"], 2), ["a"]);
  assert.deepEqual(seat(["a"], "a", "a"), ["a"]);
});
