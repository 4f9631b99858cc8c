import assert from "node:assert/strict";
import test from "node:test";
import { nextSort, rowsOf, widthsOf } from "../../assets/src/table/pivot.js";

const ORDER = {
  names: ["Xã Đông Hưng", "Phường Vinh", "Xã Hùng Sơn"],
  codes: ["1", "2", "30"],
  columns: [
    { key: "HT01", label: "HT01", title: "" },
    { key: "CQ02", label: "CQ02 Q.III/26", title: "" },
  ],
  texts: ["–", "98,3", "một lời rất dài mà cột nào cũng không đủ chỗ"],
};

test("rows are found without diacritics, by name or code, in their order", () => {
  assert.deepEqual(rowsOf(ORDER, ""), [0, 1, 2]);
  assert.deepEqual(rowsOf(ORDER, "hung"), [0, 2]);
  assert.deepEqual(rowsOf(ORDER, "30"), [2]);
  assert.deepEqual(rowsOf(ORDER, "không có"), []);
});

test("columns are as wide as their longest text, between bounds", () => {
  const [first, second] = widthsOf(ORDER, Float64Array.from([1, 0, 1, 0, 1, 0]));
  assert.ok(first >= 62 && first < second);
  assert.equal(widthsOf(ORDER, Float64Array.from([2, 0, 1, 0, 1, 0]))[0], 170);
});

test("the greatest comes first, then the least; of names the first", () => {
  assert.equal(nextSort("HT01", ""), "-HT01");
  assert.equal(nextSort("HT01", "-HT01"), "HT01");
  assert.equal(nextSort("name", ""), "name");
  assert.equal(nextSort("name", "name"), "-name");
});
