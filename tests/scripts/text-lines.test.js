import assert from "node:assert/strict";
import { test } from "node:test";
import { linesOf } from "../../assets/src/core/text-lines.js";

const NAMES = [
  "Tỷ lệ người trong độ tuổi lao động được đào tạo kỹ năng số cơ bản, Tỉnh Nghệ An, Tháng 10/2026",
  "Households with a postal address code on the digital map · Provincial People's Committee",
  "ranhgiớitỉnh:OpenStreetMapxãsơđồkhôngcókhoảngtrắngnàotrongdòngnày",
];
const widthOf = (/** @type {string} */ line) => line.length * 7.5;

test("no line is wider than its room, and no letter is lost", () => {
  for (const room of [120, 280, 640, 1900]) {
    for (const name of NAMES) {
      const lines = linesOf(name, room, widthOf);
      for (const line of lines) assert.ok(widthOf(line) <= room, `${line} in ${room}`);
      assert.equal(lines.join("").replaceAll(" ", ""), name.replaceAll(" ", ""));
    }
  }
});

test("a text that fits is one line, and none is none", () => {
  assert.deepEqual(linesOf("Xã Anh Sơn", 500, widthOf), ["Xã Anh Sơn"]);
  assert.deepEqual(linesOf("  ", 500, widthOf), []);
});
