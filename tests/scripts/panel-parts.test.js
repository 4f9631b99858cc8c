import assert from "node:assert/strict";
import { test } from "node:test";
import { compose } from "../../assets/src/core/composition.js";
import { panelParts } from "../../assets/src/core/panel-parts.js";

/** @type {[number, number, number, number][]} */
const PANELS = [
  [165, 6, 1920, 1080],
  [98, 4.5, 1920, 1080],
  [86, 5, 1920, 1080],
  [55, 4, 1920, 1080],
  [301, 6, 3840, 1080],
  [300, 6, 5760, 1080],
  [165, 6, 1080, 1920],
  [55, 4, 1080, 1920],
];

for (const [inches, metres, width, height] of PANELS) {
  test(`the parts on ${inches} inches, ${width} × ${height}, lie beside one another`, () => {
    const composition = compose({ inches, metres, width, height });
    const parts = Object.entries(panelParts(composition, { width, height }));
    for (const [name, part] of parts) {
      assert.ok(part.width > 0 && part.height > 0, name);
      assert.ok(part.x >= 0 && part.x + part.width <= width, name);
      assert.ok(part.y >= 0 && part.y + part.height <= height, name);
    }
    for (const [one, a] of parts)
      for (const [two, b] of parts)
        if (one < two) {
          const isBeside = a.x + a.width <= b.x || b.x + b.width <= a.x;
          const isAbove = a.y + a.height <= b.y || b.y + b.height <= a.y;
          assert.ok(isBeside || isAbove, `${one} and ${two}`);
        }
    const { land } = Object.fromEntries(parts);
    const share = (land.width * land.height) / (width * height);
    assert.equal(share >= 0.44, composition.kind !== "tv", String(share));
  });
}
