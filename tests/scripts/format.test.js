import assert from "node:assert/strict";
import test from "node:test";
import * as format from "../../assets/src/core/format.js";

for (const [iso, vi, en] of [
  ["2025-09", "Tháng 09/2025", "Sep 2025"],
  ["2023-Q3", "Quý III/2023", "Q3 2023"],
  ["2024-H1", "Nửa năm I/2024", "H1 2024"],
  ["2024", "Năm 2024", "2024"],
  ["2025-07-01", "01/07/2025", "01/07/2025"],
]) {
  test(`the period ${iso} in words`, () => {
    assert.equal(format.period(iso, "vi"), vi);
    assert.equal(format.period(iso, "en"), en);
  });
}

test("an unknown period stands as it is", () => {
  assert.equal(format.period("bad", "vi"), "bad");
});

test("numbers have the decimals that are asked for, or at most two", () => {
  assert.equal(format.number(1234.5, 2, "vi"), "1.234,50");
  assert.equal(format.number(1234.5, null, "en"), "1,234.5");
  assert.equal(format.atMost(2.25, 1, "vi"), "2,3");
  assert.equal(format.atMost(2, 1, "vi"), "2");
});
