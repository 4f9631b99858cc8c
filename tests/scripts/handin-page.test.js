/* The page on which sheets are handed in: what one page waits for is never written into the next. */
import assert from "node:assert/strict";
import test from "node:test";
import { originsButton } from "../../assets/src/handin/origins.js";
import { clientside } from "../../assets/src/handin/handin.js";
import "./desk-words.js";
import { button, fakeDocument } from "./fake-document.js";

const FORM = { code: "a", name: "Dịch vụ công", period: "2026-10", period_name: "Tháng 10/2026" };
const READING = {
  counts: { ready: 1, waiting: 0, foreign: 0, alone: 0, unread: 0, faults: 0 },
  left_out: 0,
  replacement: null,
  assumptions: [{ key: "period:none", text: "kỳ", places: [], count: 0, is_settled: false }],
  unread: [],
  foreign: [],
  alone: [],
  faults: [],
  remarks: [],
  totals: [],
  aside: [],
  sheets: [{ name: "Biểu", rows: 0, columns: 0, cells: [], meanings: [], merges: [], numbers: [] }],
};
const tick = () => new Promise((resolve) => setImmediate(resolve));

/** A browser of one test: its questions, its uploads and its rooms; time goes on by `clock.tick`. */
function browser(context) {
  const body = fakeDocument();
  globalThis.window = globalThis;
  globalThis.scrollTo = () => {};
  const clock = context.mock.timers;
  clock.enable({ apis: ["setInterval", "setTimeout", "Date"] });
  const questions = [];
  const uploads = [];
  context.mock.method(globalThis, "fetch", async (address) => {
    questions.push(address.split("?")[0]);
    const items = address.includes("/lan-nop") ? [] : [FORM];
    return { status: 200, json: async () => ({ items, more: false, reading: READING }) };
  });
  globalThis.XMLHttpRequest = class {
    upload = {};
    open() {}
    setRequestHeader() {}
    send(file) {
      uploads.push({ file, request: this });
    }
  };
  globalThis.document.getElementById = () => body.children[0];
  /** Open the page anew, and drop a file there. */
  const open = async () => {
    body.replaceChildren(globalThis.document.createElement("main"));
    const [room] = body.children;
    await clientside.start({ language: "vi", most_bytes: 2 ** 25 });
    return room;
  };
  const drop = (room, name) =>
    room.querySelector(".ioc-handin-zone").happen("drop", { dataTransfer: { files: [{ name, size: 1 }] } });
  const line = (room) => room.querySelector(".ioc-handin-wait-text").textContent;
  /** The server has read a file. */
  const answer = async ({ request }) => {
    const content = { file: { number: 1, name: "b.xlsx" }, form: { slots: [], areas: [] }, reading: READING };
    Object.assign(request, { status: 200, responseText: JSON.stringify(content) });
    request.onload();
    await tick();
  };
  return { body, clock, questions, uploads, open, drop, line, answer };
}

test("an upload that was left says nothing on the page opened since, and ends none of its clocks", async (context) => {
  const { clock, uploads, open, drop, line, answer } = browser(context);
  drop(await open(), "cu.xlsx");
  const room = await open();
  drop(room, "moi.xlsx");
  const [former, present] = uploads.map(({ request }) => request);
  former.upload.onprogress({ loaded: 1, total: 2 });
  assert.match(line(room), /moi\.xlsx/);
  present.upload.onload();
  former.upload.onload();
  clock.tick(2000);
  assert.match(line(room), /moi\.xlsx.*2/);
  await answer(uploads[0]);
  clock.tick(3000);
  assert.match(line(room), /moi\.xlsx.*5/);
});

test("what was decided is not read again once another file is wanted", async (context) => {
  const { clock, questions, uploads, open, drop, answer } = browser(context);
  const room = await open();
  drop(room, "b.xlsx");
  await answer(uploads[0]);
  room.querySelector('[data-focus="agree-period:none"]').click();
  clock.tick(500);
  assert.equal(questions.pop(), "/nop-so/viec/doc");
  await tick();
  room.querySelector('[data-focus="agree-period:none"]').click();
  button(room, "Đổi tệp").click();
  clock.tick(500);
  assert.ok(!questions.includes("/nop-so/viec/doc"));
});

test("the cells of a submission open at once, and are filled when they come", async (context) => {
  const { body } = browser(context);
  const origin = {
    indicator: "CQ02",
    part: "tử số",
    name: "Tỷ lệ",
    area: "Phường Thành Vinh",
    sheet: "Biểu",
  };
  const content = { origins: [{ ...origin, cell: "C6" }], more: false, name: "b.xlsx", sha256: "ab12" };
  let settle = () => {};
  globalThis.fetch.mock.mockImplementation(() => new Promise((resolve) => (settle = resolve)));
  originsButton(12, "vi").click();
  const dialog = body.querySelector("dialog");
  assert.ok(dialog.isOpen);
  assert.match(dialog.textContent, /12Đang tải…Đóng/);
  settle({ status: 200, json: async () => content });
  await tick();
  assert.match(dialog.textContent, /ab12.*Biểu!C6.*Tải tệp gốcĐóng/);
  button(dialog, "Đóng").click();
  assert.equal(body.querySelector("dialog"), null);
});

test("why the cells of a submission do not come is said in their place", async (context) => {
  const { body } = browser(context);
  globalThis.fetch.mock.mockImplementation(async () => Promise.reject(new Error("no line")));
  originsButton(12, "vi").click();
  await tick();
  const dialog = body.querySelector("dialog");
  assert.ok(dialog.querySelector('p[role="alert"]').textContent);
  assert.doesNotMatch(dialog.textContent, /Đang tải|Tải tệp gốc/);
});
