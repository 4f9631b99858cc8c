import assert from "node:assert/strict";
import test from "node:test";
import { placeAfter } from "../../assets/src/core/roving.js";

test("keys lead through a list and stop at its ends", () => {
  assert.equal(placeAfter("ArrowDown", 3, 130), 4);
  assert.equal(placeAfter("ArrowUp", 0, 130), 0);
  assert.equal(placeAfter("ArrowDown", 129, 130), 129);
  assert.equal(placeAfter("PageDown", 125, 130), 129);
  assert.equal(placeAfter("PageUp", 25, 130), 15);
  assert.equal(placeAfter("Home", 77, 130), 0);
  assert.equal(placeAfter("End", 0, 130), 129);
});

test("other keys, and a list of nobody, lead nowhere", () => {
  assert.equal(placeAfter("a", 3, 130), null);
  assert.equal(placeAfter("ArrowDown", 0, 0), null);
});
