import assert from "node:assert/strict";
import { test } from "node:test";
import { compose } from "../../assets/src/core/composition.js";

const CAPITAL = 0.7;

/** @param {ReturnType<typeof compose>} composition @param {number[]} panel */
function minutes(composition, [inches, metres, width, height]) {
  const tall = (inches * 0.0254 * height) / Math.hypot(width, height);
  const capital = (composition.font / height) * tall * CAPITAL;
  return (60 * 2 * Math.atan(capital / 2 / metres) * 180) / Math.PI;
}

/** @type {[number[], string, string, string, number][]} */
const PANELS = [
  [[165, 6, 1920, 1080], "hall", "single", "whole", 8],
  [[165, 6, 3840, 2160], "hall", "single", "whole", 8],
  [[98, 4.5, 1920, 1080], "room", "single", "pair", 5],
  [[86, 4, 1920, 1080], "room", "single", "pair", 5],
  [[86, 5, 1920, 1080], "room", "single", "turns", 5],
  [[75, 4.5, 1920, 1080], "tv", "single", "turns", 3],
  [[55, 4, 1920, 1080], "tv", "single", "turns", 3],
  [[165, 6, 1080, 1920], "hall", "portrait", "whole", 8],
  [[301, 6, 3840, 1080], "hall", "double", "whole", 8],
  [[440, 6, 5760, 1080], "hall", "double", "whole", 8],
  [[300, 6, 5760, 1080], "hall", "triple", "whole", 8],
];

for (const [panel, kind, shape, cards, worst] of PANELS) {
  const [inches, metres, width, height] = panel;
  const composition = compose({ inches, metres, width, height });
  test(`${inches} inches at ${metres} m, ${width} × ${height}: ${kind}, ${shape}`, () => {
    assert.deepEqual(
      [composition.kind, composition.shape, composition.cards, composition.worst],
      [kind, shape, cards, worst],
    );
    assert.ok(minutes(composition, panel) >= 16 - 1e-9, "the least letter has 16′");
    assert.ok(composition.font * 1.35 * composition.lines <= height);
  });
}

test("a nearer reader, or a larger panel, has more lines", () => {
  const lines = [8, 6, 4].map((metres) => compose({ inches: 98, metres, width: 1920, height: 1080 }).lines);
  assert.deepEqual(
    lines,
    [...lines].sort((a, b) => a - b),
  );
  assert.equal(compose({ inches: 165, metres: 6, width: 1920, height: 1080 }).lines, 38);
});

test("three panels side by side show two scenes where each has the room of a hall's panel", () => {
  const panel = { metres: 6, width: 5760, height: 1080 };
  assert.equal(compose({ inches: 440, ...panel }).scenes, 2);
  assert.equal(compose({ inches: 300, ...panel }).scenes, 1);
  assert.equal(compose({ inches: 440, metres: 6, width: 3840, height: 1080 }).scenes, 1);
});

test("at a desk letters stay large enough for a hand", () => {
  assert.equal(compose({ inches: 165, metres: 6, width: 390, height: 844 }).font, 12);
});
