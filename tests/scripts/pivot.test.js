import assert from "node:assert/strict";
import test from "node:test";
import { nextRow, rowsInSight, scrollFor } from "../../assets/src/table/in-sight.js";
import { widthsOf } from "../../assets/src/table/pivot-cells.js";
import { groupsOf } from "../../assets/src/table/pivot-paper.js";
import { nextSort, rowsOf } from "../../assets/src/table/pivot.js";

const ORDER = {
  names: ["Xã Đông Hưng", "Phường Vinh", "Xã Hùng Sơn"],
  codes: ["1", "2", "30"],
  columns: [
    { key: "HT08", label: "Số trạm BTS", detail: "trạm", title: "" },
    { key: "CQ02", label: "Hồ sơ nộp trực tuyến", detail: "% · Q.III/26", title: "" },
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
  const [first, second] = widthsOf(ORDER, { text: Float64Array.from([1, 0, 1, 0, 1, 0]) });
  assert.ok(first >= 62 && first < second);
  assert.equal(widthsOf(ORDER, { text: Float64Array.from([2, 0, 1, 0, 1, 0]) })[0], 170);
});

test("the greatest comes first, then the least; of names the first", () => {
  assert.equal(nextSort("HT01", ""), "-HT01");
  assert.equal(nextSort("HT01", "-HT01"), "HT01");
  assert.equal(nextSort("name", ""), "name");
  assert.equal(nextSort("name", "name"), "-name");
});

test("a heading of many words takes lines, not width", () => {
  const [width] = widthsOf({ ...ORDER, columns: [ORDER.columns[1]] }, { text: Float64Array.from([1, 1, 1]) });
  assert.ok(width < 130, `${width}`);
});

test("columns go onto sheets in groups that fit, each column once and in order", () => {
  const widths = [80, 100, 60, 170, 62, 90, 120];
  const groups = groupsOf(widths, 250);
  assert.deepEqual(groups.flat(), [0, 1, 2, 3, 4, 5, 6]);
  for (const places of groups)
    assert.ok(places.reduce((sum, place) => sum + widths[place], 0) <= 250, `${places}`);
  assert.equal(groups.length, 3);
  // A column wider than the sheet has one to itself.
  assert.deepEqual(groupsOf([300, 300], 250), [[0], [1]]);
  assert.deepEqual(groupsOf([], 250), []);
});

test("rows in sight have some to spare, and never more than there are", () => {
  assert.deepEqual(rowsInSight({ scrollTop: 0, clientHeight: 400 }, 40, 130), [0, 18]);
  assert.deepEqual(rowsInSight({ scrollTop: 4000, clientHeight: 400 }, 40, 130), [92, 118]);
  assert.deepEqual(rowsInSight({ scrollTop: 4800, clientHeight: 400 }, 40, 130), [112, 130]);
  assert.deepEqual(rowsInSight({ scrollTop: 0, clientHeight: 400 }, 40, 3), [0, 3]);
});

test("a row out of sight is brought to the middle; one in sight moves nothing", () => {
  const frame = { scrollTop: 400, clientHeight: 440 };
  assert.equal(scrollFor(frame, 40, 40, 10), 400);
  assert.equal(scrollFor(frame, 40, 40, 19), 400);
  assert.equal(scrollFor(frame, 40, 40, 20), 620);
  assert.equal(scrollFor(frame, 40, 40, 1), 0);
  assert.equal(scrollFor(frame, 40, 40, -1), 400);
});

test("keys lead from row to row and no further than the last", () => {
  assert.equal(nextRow("ArrowDown", -1, 5, 3), 0);
  assert.equal(nextRow("ArrowUp", 0, 5, 3), 0);
  assert.equal(nextRow("PageDown", 3, 5, 3), 4);
  assert.equal(nextRow("Home", 3, 5, 3), 0);
  assert.equal(nextRow("End", 0, 5, 3), 4);
  assert.equal(nextRow("Enter", 0, 5, 3), null);
});
