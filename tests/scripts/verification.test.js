/* The list of verifiers: rows are ticked, verified and returned by keyboard, and what was refused is said. */
import assert from "node:assert/strict";
import test from "node:test";
import { clientside } from "../../assets/src/handin/verification.js";
import "./desk-words.js";
import { button, fakeDocument } from "./fake-document.js";

const ROW = {
  sender: "An",
  login: "an",
  unit: "UBND",
  file: "a.xlsx",
  received_at: "09/11/2026 08:00",
  state: "handed_in",
  state_name: "đã nộp",
  look: "amber",
  note: "",
  warnings: [],
  refusal: "",
  waits: true,
  passes: true,
  may_return: true,
  count: "1",
  numbers: [
    { name: "Hồ sơ", area: "", now: "80/100", before: "70/90", before_demo: "" },
    { name: "Thôn", area: "Thôn 1", now: "3", before: "3", before_demo: "minh hoạ" },
  ],
  more: 3,
};
const CONTENT = {
  terms: [
    { form: "a", period: "2026-10", name: "A · Tháng 10/2026 (3 chờ)" },
    { form: "b", period: "2026-Q3", name: "B · Quý III/2026 (0 chờ)" },
  ],
  is_administrator: false,
  form: "a",
  period: "2026-10",
  before: "Tháng 09/2026",
  summary: "3 lần nộp",
  lock: "",
  permits: [],
  rows: [
    { ...ROW, number: 11, name: "Xã Một" },
    { ...ROW, number: 12, name: "Xã Hai", passes: false, warnings: ["thiếu 2 số của biểu"] },
    { ...ROW, number: 13, name: "Xã Ba" },
    { ...ROW, number: 14, name: "Xã Bốn", waits: false, passes: false, may_return: false, state: "locked" },
  ],
};
const tick = async () => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** The page with what the server answers, and the requests that it got. */
async function open(context, content = CONTENT, answers = {}) {
  const body = fakeDocument();
  const room = body.ownerDocument || globalThis.document.createElement("main");
  body.append(room);
  globalThis.document.getElementById = () => room;
  globalThis.location = { search: "?bieu=a", pathname: "/nop-so/xac-nhan", reload() {} };
  globalThis.history = { state: null, replaceState() {} };
  globalThis.CSS = { escape: (text) => text };
  const requests = [];
  context.mock.method(globalThis, "fetch", async (address, { body: posting } = {}) => {
    const path = address.split("?")[0];
    if (posting !== undefined) requests.push([path.split("/").pop(), JSON.parse(posting)]);
    const answer = posting === undefined ? [200, content] : answers[path.split("/").pop()];
    return { status: answer[0], json: async () => answer[1] };
  });
  await clientside.start({ language: "vi" });
  await tick();
  const press = (key, more = {}) =>
    room.querySelector(".ioc-verify-frame").happen("keydown", { key, ...more });
  return { body, room, requests, press };
}

test("all that pass are ticked and verified by keyboard, the others wait", async (context) => {
  const answers = {
    dat: [200, { numbers: [11], refusals: [{ number: 13, reason: "Lần nộp số 13 đã trả lại rồi." }] }],
  };
  const { room, requests, press } = await open(context, CONTENT, answers);
  assert.match(room.textContent, /3 lần nộp/);
  press("Enter");
  assert.match(room.textContent, /Chưa chọn lần nộp nào/);
  press("a");
  press("ArrowDown");
  assert.match(room.querySelector(".ioc-verify-detail").textContent, /Xã Hai.*thiếu 2 số.*80\/100.*70\/90/);
  press("x");
  press(" ");
  press("End");
  // What is locked cannot be ticked, nor returned.
  press("x");
  press("r");
  assert.match(room.textContent, /không trả lại được nữa/);
  press("a", { ctrlKey: true });
  press("q");
  press("Enter");
  await tick();
  assert.deepEqual(requests, [["dat", { numbers: [11, 13] }]]);
  assert.match(room.textContent, /Đã xác nhận 1 lần nộp.*Lần nộp số 13 đã trả lại rồi/);
});

test("a row is returned with a reason, which must be given", async (context) => {
  const answers = { "tra-lai": [422, { error: "Lần nộp số 12 đã xác nhận rồi: Vy." }] };
  const { body, room, requests, press } = await open(context, CONTENT, answers);
  press("ArrowDown");
  press("R");
  const dialog = body.querySelector("dialog");
  assert.match(dialog.textContent, /Trả lại Xã Hai, lần nộp 12/);
  button(dialog, "Thôi").click();
  await tick();
  press("r");
  const input = body.querySelector("dialog").querySelector("input");
  input.value = " cột C lệch ";
  input.happen("input", { target: input });
  body.querySelector("dialog").querySelector("form").happen("submit");
  body.querySelector("dialog").close();
  await tick();
  assert.deepEqual(requests, [["tra-lai", { number: 12, state: "handed_in", reason: "cột C lệch" }]]);
  assert.match(room.textContent, /Lần nộp số 12 đã xác nhận rồi: Vy\./);
});

test("an administrator locks a period, and lets an account correct it", async (context) => {
  const content = { ...CONTENT, is_administrator: true, lock: "Kỳ này đã khoá sổ", permits: ["Được sửa"] };
  const answers = { khoa: [200, {}], "cho-sua": [200, {}] };
  const { body, room, requests } = await open(context, content, answers);
  assert.match(room.textContent, /Kỳ này đã khoá sổ.*Được sửa/);
  button(room, "Khoá cả lần xác nhận sau").click();
  const question = body.querySelector("dialog");
  question.returnValue = "yes";
  question.close();
  await tick();
  button(room, "Cho phép sửa").click();
  const [login, reason] = body.querySelector("dialog").querySelectorAll("input");
  assert.equal(login.value, "an");
  reason.value = "đếm lại";
  reason.happen("input", { target: reason });
  body.querySelector("dialog").querySelector("form").happen("submit");
  body.querySelector("dialog").close();
  await tick();
  assert.deepEqual(requests, [
    ["khoa", { form: "a", period: "2026-10" }],
    ["cho-sua", { form: "a", period: "2026-10", login: "an", reason: "đếm lại" }],
  ]);
});

test("nothing to verify is said, and so is a fault", async (context) => {
  const none = await open(context, { ...CONTENT, terms: [], rows: [] });
  assert.match(none.room.textContent, /Chưa có lần nộp nào thuộc biểu/);
  const empty = await open(context, { ...CONTENT, rows: [] });
  assert.match(empty.room.textContent, /Không có lần nộp nào trên địa bàn/);
});
