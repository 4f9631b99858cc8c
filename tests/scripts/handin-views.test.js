import assert from "node:assert/strict";
import test from "node:test";
import { room } from "../../assets/src/core/words.js";
import { chooseView } from "../../assets/src/handin/choose.js";
import { correctDialog } from "../../assets/src/handin/correct.js";
import { receiptView } from "../../assets/src/handin/receipt.js";
import { reviewView } from "../../assets/src/handin/review.js";
import "./desk-words.js";
import { button, fakeDocument, rootOf } from "./fake-document.js";

const FORM = { code: "a", name: "Dịch vụ công", period: "2026-10", period_name: "Tháng 10/2026" };
const SLOTS = [
  { indicator: "CQ02", part: "numerator", name: "Tỷ lệ", part_name: "tử số" },
  { indicator: "CQ02", part: "denominator", name: "Tỷ lệ", part_name: "mẫu số" },
];
const place = (cell, row, column) => ({ sheet: "Biểu 1", cell, row, column });

/** A reading of a sheet of three rows; `more` replaces what a test is about. */
const reading = (more = {}) => ({
  counts: { ready: 2, waiting: 0, foreign: 0, alone: 0, unread: 0, faults: 0 },
  left_out: 0,
  replacement: { new: 2, differing: 1, equal: 0 },
  assumptions: [],
  unread: [],
  foreign: [],
  alone: [],
  faults: [],
  remarks: [],
  totals: [{ ...place("B4", 3, 1), stated: "9", summed: "9", agrees: true }],
  aside: [],
  sheets: [
    {
      name: "Biểu 1",
      is_hidden: false,
      is_read: true,
      rows: 400,
      columns: 2,
      cells: [
        [
          ["BÁO CÁO", 0],
          ["", 1],
        ],
        [
          ["Vinh", 2],
          ["80", 3],
        ],
        [
          ["Lộc", 2],
          ["1.081", 3],
        ],
      ],
      meanings: [
        { role: "title", reason: "dòng phía trên bảng" },
        { role: "blank", reason: "" },
        { role: "area", reason: "địa bàn" },
        { role: "number", reason: "số của chỉ tiêu" },
      ],
      merges: [[0, 0, 0, 1]],
      numbers: [
        [1, 1, "80 = CQ02", "ready"],
        [2, 1, "1.081 = CQ02", "waiting"],
      ],
    },
    {
      name: "Ẩn",
      is_hidden: true,
      is_read: false,
      rows: 0,
      columns: 0,
      cells: [],
      meanings: [],
      merges: [],
      numbers: [],
    },
  ],
  ...more,
});

/** The page as it is at a step. */
function pageOf(more = {}) {
  fakeDocument();
  const page = {
    room: null,
    language: "vi",
    words: room("drop", "vi"),
    most: 32 * 2 ** 20,
    step: "review",
    forms: [{ ...FORM, days_left: 3, days_late: 0 }],
    choice: FORM,
    file: { number: 7, name: "bieu.xlsx", sha256: "ab" },
    form: { period: "Tháng 10/2026", slots: SLOTS, areas: [["16681", "Phường Thành Vinh"]] },
    reading: reading(),
    corrections: [],
    agreements: new Set(),
    leaves: false,
    key: "k",
    sheet: 0,
    rows: 150,
    work: "",
    fault: "",
    problems: [],
    receipt: null,
    records: { items: [], more: false, isAsking: false, fault: "" },
    ...more,
  };
  const calls = [];
  const acts = new Proxy(
    {},
    {
      get:
        (_, name) =>
        (...given) =>
          calls.push([name, ...given]),
    },
  );
  const draw = (view) => (page.room = rootOf(view(page, acts)));
  return { page, calls, draw };
}

test("each cell has the colour of what it is taken for, and says why", () => {
  const { draw } = pageOf();
  const root = draw(reviewView);
  const kinds = Object.fromEntries(
    root.querySelectorAll("td[data-cell]").map((each) => [each.dataset.cell, each.getAttribute("class")]),
  );
  assert.deepEqual(kinds, {
    A1: "is-title",
    A2: "is-area",
    B2: "is-number is-figure",
    A3: "is-area",
    B3: "is-waiting is-figure",
  });
  assert.equal(root.querySelector('[data-cell="A1"]').getAttribute("colspan"), "2");
  const detail = root.querySelector(".ioc-sheet-detail");
  root.querySelector('[data-cell="B3"]').happen("mouseover");
  assert.equal(detail.textContent, "Ô B3 · Số chờ xác nhận: 1.081 = CQ02");
  assert.match(root.textContent, /còn 397 dòng không hiện ở đây/);
});

test("arrows lead from cell to cell, over what a merged range covers; Enter opens", () => {
  const { draw, page } = pageOf();
  const root = draw(reviewView);
  const at = (cell) => root.querySelector(`[data-cell="${cell}"]`);
  at("B3").happen("keydown", { key: "ArrowUp" });
  assert.ok(at("B2").isFocused && at("B2").tabIndex === 0);
  at("B2").happen("keydown", { key: "ArrowUp" });
  assert.ok(!at("A1").isFocused);
  at("A2").happen("keydown", { key: "ArrowUp" });
  assert.ok(at("A1").isFocused);
  at("A2").happen("keydown", { key: "Enter" });
  assert.equal(globalThis.document.body.querySelector("dialog").isOpen, true);
  assert.ok(page.room === root);
});

test("nothing is handed in while something waits, unless it is expressly left out", () => {
  const waits = { counts: { ready: 2, waiting: 0, foreign: 0, alone: 0, unread: 3, faults: 0 }, left_out: 3 };
  const { page, calls, draw } = pageOf({ reading: reading(waits) });
  let root = draw(reviewView);
  assert.ok(button(root, "Nộp 2 số").attributes.has("disabled"));
  assert.match(root.textContent, /đồng ý để lại 3 ô rồi nộp/);
  root.querySelector("input.form-check-input").happen("change", { target: { checked: true } });
  assert.deepEqual(calls.pop(), ["leave", true]);
  page.leaves = true;
  root = draw(reviewView);
  assert.ok(!button(root, "Nộp 2 số").attributes.has("disabled"));
  button(root, "Nộp 2 số").click();
  assert.deepEqual(calls.pop(), ["handIn"]);
  assert.match(root.textContent, /2 ô mới · 1 ô thay số đã nộp/);
  page.reading.counts.faults = 1;
  assert.ok(button(draw(reviewView), "Nộp 2 số").attributes.has("disabled"));
});

test("a denominator without its numerator is named before all is called clear", () => {
  const alone = [{ sheet: "Biểu 1", cell: "D4", row: 3, column: 3, text: "10", reason: "", fix: "" }];
  const own = { ...reading().counts, alone: 1 };
  const root = pageOf({ reading: reading({ counts: own, alone }) }).draw(reviewView);
  assert.match(root.textContent, /Mẫu số chưa có tử số, không lưu.*D4/);
});

test("assumptions are confirmed one by one or all of a kind, and taken back", () => {
  const doubt = (key, is_settled = false) => ({
    key,
    text: key,
    places: [place("B2", 1, 1)],
    count: 20,
    is_settled,
    is_lasting: false,
  });
  const all = [doubt("total:a"), doubt("total:b"), doubt("period:none"), doubt("words:x", true)];
  const { page, calls, draw } = pageOf({ reading: reading({ assumptions: all }) });
  let root = draw(reviewView);
  button(root, "Đúng cả 2 điều cùng loại").click();
  assert.deepEqual(calls.pop(), ["agree", ["total:a", "total:b"], true]);
  root.querySelector('[data-focus="agree-period:none"]').click();
  assert.deepEqual(calls.pop(), ["agree", ["period:none"], true]);
  // What was settled by an earlier sheet asks nothing.
  assert.equal(root.querySelector('[data-focus="agree-words:x"]'), null);
  page.agreements.add("period:none");
  root = draw(reviewView);
  root.querySelector('[data-focus="agree-period:none"]').click();
  assert.deepEqual(calls.pop(), ["agree", ["period:none"], false]);
  assert.match(root.textContent, /và 8 ô khác/);
});

test("what is not understood is one line for a reason, with its cells", () => {
  const note = (cell, row) => ({
    ...place(cell, row, 1),
    text: "7",
    reason: "không hiểu tiêu đề",
    fix: "ghi tên",
  });
  const faults = [{ sheet: "", cell: "", row: 0, column: 0, text: "", reason: "thiếu", fix: "ghi" }];
  const more = { unread: [note("B2", 1), note("B3", 2)], faults, foreign: [note("B3", 2)] };
  more.counts = { ready: 0, waiting: 0, foreign: 1, unread: 9, faults: 1 };
  const { page, calls, draw } = pageOf({ reading: reading({ ...more, left_out: 10 }) });
  const root = draw(reviewView);
  const [, unread] = root.querySelectorAll("section.is-bad");
  assert.equal(unread.querySelectorAll("li").length, 2);
  assert.match(unread.textContent, /B2B3và 7 mục khác/);
  unread.querySelector("button").click();
  assert.deepEqual(calls.pop(), ["draw"]);
  assert.equal(page.sheet, 0);
});

test("corrections are listed in words and taken back; a sheet is read or not", () => {
  const corrections = [
    {
      sheet: "Biểu 1",
      role: "number",
      column: 1,
      indicator: "CQ02",
      part: "numerator",
      scale: 1000,
      manner: "dot",
    },
    { sheet: "Biểu 1", role: "number", row: 1, area: "16681" },
    { sheet: "Biểu 1", role: "ignored", row: 1, column: 1 },
    { sheet: "Biểu 1", role: "area", column: 0 },
    { sheet: "Ẩn", role: "number" },
  ];
  const { page, calls, draw } = pageOf({ corrections });
  const root = draw(reviewView);
  for (const text of [
    "Cột B: Tỷ lệ, tử số · × 1.000 · Dấu thập phân: dấu chấm",
    "Dòng 2: Phường Thành Vinh",
    "Ô B2: Để lại, không nộp",
    "Cột A: Tên hoặc mã địa bàn",
    "Ẩn: Đọc trang tính này",
  ])
    assert.ok(root.textContent.includes(text), text);
  button(root, "Bỏ").click();
  assert.deepEqual(calls.pop(), ["dropCorrection", corrections[0]]);
  root.querySelector('[data-focus="reads"]').click();
  assert.deepEqual(calls.pop(), ["correct", { sheet: "Biểu 1", role: "ignored" }]);
  root.querySelector('[data-focus="tab-1"]').click();
  assert.equal(page.sheet, 1);
  assert.match(draw(reviewView).textContent, /Trang tính này trống/);
});

/** Open the question about a place; returns its dialog and what was set. */
function correcting(scope, cell = place("B2", 1, 1)) {
  const { page, draw } = pageOf();
  draw(reviewView);
  const corrections = [];
  correctDialog(page, cell, scope, (correction) => corrections.push(correction));
  const dialog = globalThis.document.body.querySelector("dialog");
  const submit = () => dialog.querySelector("form").happen("submit");
  const pick = (value) => dialog.querySelector(`input[value="${value}"]`).happen("change");
  return { dialog, corrections, submit, pick };
}

test("a column is set with its indicator, never by what stands first", () => {
  const { dialog, corrections, submit } = correcting("column");
  submit();
  assert.deepEqual(corrections, []);
  assert.match(dialog.textContent, /Chọn chỉ tiêu và phần\./);
  const [slot, scale, mark] = dialog.querySelectorAll("select");
  slot.happen("change", { target: { value: "CQ02/denominator" } });
  scale.happen("change", { target: { value: "1000" } });
  mark.happen("change", { target: { value: "dot" } });
  submit();
  assert.deepEqual(corrections, [
    {
      sheet: "Biểu 1",
      role: "number",
      column: 1,
      indicator: "CQ02",
      part: "denominator",
      scale: 1000,
      manner: "dot",
    },
  ]);
  assert.equal(dialog.isOpen, false);
});

test("a row is set by the name of its area alone", () => {
  const { dialog, corrections, submit, pick } = correcting("cell");
  assert.match(dialog.textContent, /Ô B2/);
  pick("row");
  submit();
  assert.match(dialog.textContent, /Chọn một địa bàn trong danh sách/);
  dialog.querySelector("input[list]")?.happen("input", { target: { value: "Phường Thành Vinh" } });
  submit();
  assert.deepEqual(corrections, [{ sheet: "Biểu 1", role: "number", row: 1, area: "16681" }]);
});

test("names, totals and cells that are left out need nothing more", () => {
  const names = correcting("column");
  names.pick("names");
  names.submit();
  assert.deepEqual(names.corrections, [{ sheet: "Biểu 1", role: "area", column: 1 }]);
  const cell = correcting("cell");
  cell.pick("ignored");
  cell.submit();
  assert.deepEqual(cell.corrections, [{ sheet: "Biểu 1", role: "ignored", row: 1, column: 1 }]);
});

test("a form is chosen with its deadline, and a file is dropped or picked", () => {
  const late = { ...FORM, period: "2026-09", days_left: 0, days_late: 20 };
  const today = { ...FORM, code: "b", days_left: 0, days_late: 0 };
  const forms = [{ ...FORM, days_left: 3, days_late: 0 }, late, today];
  const problems = [{ ...place("", 0, 0), text: "%PDF", reason: "không phải bảng tính", fix: "lưu lại" }];
  const { page, calls, draw } = pageOf({
    step: "choose",
    forms,
    choice: forms[0],
    fault: "Không đọc được",
    problems,
  });
  const root = draw(chooseView);
  for (const text of ["còn 3 ngày", "trễ 20 ngày", "hôm nay là hạn", "32 MB", "không phải bảng tính"])
    assert.ok(root.textContent.includes(text), text);
  root.querySelectorAll("input")[1].happen("change");
  assert.deepEqual(calls.pop(), ["choose", late]);
  const zone = root.querySelector(".ioc-handin-zone");
  zone.happen("dragover");
  assert.match(zone.getAttribute("class"), /is-over/);
  zone.happen("drop", { dataTransfer: { files: ["a"] } });
  assert.deepEqual(calls.pop(), ["take", ["a"]]);
  page.forms = [];
  assert.match(draw(chooseView).textContent, /không có biểu nào/);
  page.forms = null;
  assert.match(draw(chooseView).textContent, /Đang tải/);
});

test("the receipt says what was taken, and the list which of it still counts", () => {
  const receipt = {
    submission: 12,
    numbers: 1400,
    observations: 700,
    left_out: 3,
    file: "bieu.xlsx",
    sha256: "ab12",
    sender: "An",
    at: "01/12/2026 08:00:00",
    period: "2026-10",
    indicators: ["CQ02"],
    vintage: "2025-07-01",
  };
  const record = {
    number: 12,
    name: "bieu.xlsx",
    form: "a",
    period: "Tháng 10/2026",
    sha256: "ab12",
    received_at: "x",
    cells: 7,
    verification: { state: "handed_in", state_name: "đã nộp", by: "An", at: "x", reason: "" },
  };
  const step = { state: "returned", state_name: "đã trả lại", by: "Vy", at: "2/12", reason: "cột C lệch" };
  const verified = { ...step, state: "verified", state_name: "đã xác nhận", reason: "" };
  const items = [
    { ...record, standing: 7, withdrawn: null },
    { ...record, standing: 3, withdrawn: null, verification: verified },
    { ...record, standing: 0, withdrawn: null },
    { ...record, standing: 0, withdrawn: {} },
    { ...record, standing: 0, withdrawn: null, waits: true },
    { ...record, standing: 0, withdrawn: {}, verification: step },
  ];
  const { calls, draw } = pageOf({
    step: "done",
    receipt,
    records: { items, more: true, isAsking: false, fault: "" },
  });
  const root = draw(receiptView);
  for (const text of [
    "Đã nộp 1.400 số",
    "ab12",
    "3 ô",
    "đang tính",
    "3 ô đang tính",
    "đã có số mới hơn",
    "đã rút",
    "sơ bộ, chờ xác nhận",
    "chờ xác nhận, chưa được tính",
    "đã xác nhận",
    "Vy, 2/12: cột C lệch",
  ])
    assert.ok(root.textContent.includes(text), text);
  assert.equal(button(root, "Tải tệp gốc").getAttribute("href"), "/nop-so/lan-nop/12/tep");
  button(root, "Nộp bảng khác").click();
  assert.deepEqual(calls.pop(), ["back"]);
});
