import assert from "node:assert/strict";
import { test } from "node:test";
import { keepPlaces } from "../../assets/src/wall/places.js";

/** @param {[string, string][]} cards  indicator and value, in their order */
const leavesOf = (cards) =>
  Object.fromEntries([
    ["wall-a-map-name", { children: cards[0][0] }],
    ...cards.flatMap(([indicator, value], place) => [
      [`wall-a-row-${place}`, { "data-indicator": indicator }],
      [`wall-a-row-${place}-value`, { children: value }],
    ]),
  ]);

test("cards stay where they are while their numbers change", () => {
  const present = leavesOf([
    ["A", "1"],
    ["B", "2"],
    ["C", "3"],
  ]);
  const answer = leavesOf([
    ["C", "9"],
    ["A", "1"],
    ["B", "8"],
  ]);
  const leaves = keepPlaces(present, answer);
  assert.equal(leaves["wall-a-row-0-value"].children, "1");
  assert.equal(leaves["wall-a-row-1-value"].children, "8");
  assert.equal(leaves["wall-a-row-2-value"].children, "9");
  assert.equal(leaves["wall-a-map-name"].children, "C", "what is no card comes as it is");
  assert.equal(Object.keys(leaves).length, Object.keys(answer).length);
});

test("other cards come in their own order", () => {
  const answer = leavesOf([
    ["B", "2"],
    ["D", "4"],
  ]);
  const present = leavesOf([
    ["A", "1"],
    ["B", "2"],
  ]);
  assert.equal(keepPlaces(present, answer), answer);
  assert.equal(keepPlaces(leavesOf([["B", "2"]]), answer), answer);
});

test("cards that have their places are in order", () => {
  /** @param {string} value */
  const cards = (value) =>
    leavesOf([
      ["A", value],
      ["B", "2"],
    ]);
  const answer = cards("9");
  assert.equal(keepPlaces(cards("1"), answer), answer, "the same object: nothing waits to be put in order");
});
