/* The page on which a form is typed, with a server that keeps its draft: network, devices, hand-in. */
import assert from "node:assert/strict";
import test from "node:test";
import { clientside } from "../../assets/src/phone/phone.js";
import "./desk-words.js";
import { button, fakeDocument } from "./fake-document.js";

const SLOT = { group: "Phủ sóng", unit: "", whole: true, percent: false, highest: null };
const SLOTS = [
  { ...SLOT, indicator: "HT01", part: "numerator", name: "Số thôn có sóng" },
  { ...SLOT, indicator: "HT01", part: "denominator", name: "Tổng số thôn" },
  { ...SLOT, indicator: "HT02", part: "value", name: "Số thôn trắng sóng", unit: "thôn" },
];
const [TOP, BOTTOM, DEAD] = SLOTS.map((each) => `16681/${each.indicator}/${each.part}`);
const FORM = { code: "ht", name: "Phủ sóng", period: "2026-10", period_name: "Tháng 10/2026" };
const DATA = { language: "vi", account: 7, form: "ht", period: "2026-10" };
const tick = () => new Promise((resolve) => setImmediate(resolve));
const answerOf = (status, content) => ({ status, json: async () => content });

/** What the page listens to; it begins to once. */
const listeners = {};
const listen = (name, act) => (listeners[name] = act);

/** A browser with a server: `isReached` false is a lost network; `handIn` answers what is handed in. */
function browser(context) {
  const body = fakeDocument();
  Object.assign(globalThis, { window: globalThis, scrollTo: () => {}, addEventListener: listen });
  Object.assign(globalThis.document, {
    addEventListener: listen,
    visibilityState: "visible",
    getElementById: () => body.children[0],
  });
  const boxes = new Map();
  globalThis.localStorage = {
    getItem: (name) => boxes.get(name) ?? null,
    setItem: (name, text) => boxes.set(name, text),
  };
  globalThis.location = { reload: () => calls.push("reload"), pathname: "/nop-so/nhap", search: "?bieu=ht" };
  const clock = context.mock.timers;
  clock.enable({ apis: ["setTimeout", "Date"] });
  const calls = [];
  const server = {
    isReached: true,
    status: 200,
    version: 0,
    numbers: {},
    submission: null,
    more: {},
    bodies: [],
    handIn: (content) => answerOf(200, { ...RECEIPT, version: content.version + 1 }),
  };
  context.mock.method(globalThis, "fetch", async (address, { method, body: text } = {}) => {
    const path = address.split("?")[0];
    if (!server.isReached) throw new Error("no network");
    const content = text ? JSON.parse(text) : {};
    calls.push(`${method || "GET"} ${path}`);
    if (path.endsWith("/bieu")) return answerOf(server.status, { items: server.forms || [] });
    if (server.status !== 200) return answerOf(server.status, { error: "Biểu đã đóng." });
    if (path.endsWith("/nop")) {
      server.bodies.push(content);
      return server.handIn(content);
    }
    const own = { version: server.version, submission: server.submission };
    if (!method)
      return answerOf(200, { ...CONTENT, ...server.more, draft: { ...own, numbers: server.numbers } });
    if (content.changes.length) server.version += 1;
    if (server.gate) await server.gate;
    for (const { key, text: typing, unchanged } of content.changes)
      server.numbers[key] = { text: typing, unchanged, version: server.version, at: "02/11/2026 08:00" };
    const numbers = Object.fromEntries(
      Object.entries(server.numbers).filter(([, each]) => each.version > content.seen),
    );
    return answerOf(200, { ...own, version: server.version, numbers, clashes: server.clashes || [] });
  });
  const settle = async (by = 600) => {
    clock.tick(by);
    for (let turn = 0; turn < 8; turn += 1) await tick();
  };
  /** Open the page anew, as after the browser was closed. */
  const open = async (data = DATA) => {
    body.replaceChildren(globalThis.document.createElement("main"));
    await clientside.start(data);
    await settle();
    return body.children[0];
  };
  const inputs = (room) => room.querySelectorAll(".ioc-phone-input");
  const write = (room, at, text) => {
    const input = inputs(room)[at];
    input.value = text;
    input.happen("input");
  };
  const state = (room) => room.querySelector(".ioc-phone-state").textContent;
  return { body, boxes, calls, clock, inputs, open, server, settle, state, write };
}

const CONTENT = {
  name: "Phủ sóng",
  period_name: "Tháng 10/2026",
  before_name: "Tháng 09/2026",
  days_left: 3,
  days_late: 0,
  areas: [["16681", "Phường Thành Vinh"]],
  slots: SLOTS,
  before: { [TOP]: ["9", false], [BOTTOM]: ["10", true] },
  reported: {},
  returned: null,
};
const RECEIPT = {
  submission: 5,
  numbers: 3,
  unchanged: 1,
  missing: 0,
  remarks: [
    { key: DEAD, value: "", reason: "bằng 0", fix: "xem lại" },
    { key: "", value: "", reason: "kỳ chưa hết", fix: "" },
  ],
  file: "nhap-ht-2026-10.csv",
  sha256: "ab",
  sender: "An",
  at: "02/11/2026 08:00:00",
  period: "2026-10",
  indicators: ["HT01"],
  vintage: "2025-07-01",
};

test("what is typed without network is kept, sent later, and handed in once", async (context) => {
  const { boxes, calls, inputs, open, server, settle, state, write } = browser(context);
  let room = await open();
  assert.match(state(room), /Đã lưu0\/3 số/);
  write(room, 2, "mười");
  assert.match(room.textContent, /Không phải số/);
  assert.equal(inputs(room)[2].getAttribute("aria-invalid"), "true");
  await settle();
  server.isReached = false;
  write(room, 2, "1.234");
  write(room, 1, "12 000");
  assert.match(room.textContent, /Đọc là 12\.000/);
  await settle();
  assert.match(state(room), /Mất mạng – số liệu vẫn được giữ trên máy này/);
  // Only a number that was reported can be unchanged: the made-up one has no button.
  assert.equal(room.querySelectorAll(".ioc-phone-same").length, 1);
  room.querySelector(".ioc-phone-same").click();
  assert.equal(room.querySelector(".ioc-phone-same").getAttribute("aria-pressed"), "true");

  // The browser is closed and opened again, still without network, then with it.
  room = await open();
  assert.match(room.textContent, /Không kết nối được máy chủ/);
  server.isReached = true;
  room = await open();
  assert.deepEqual(
    inputs(room).map((each) => each.value),
    ["9", "12 000", "1.234"],
  );
  await settle();
  assert.match(state(room), /Đã lưu3\/3 số/);
  assert.equal(server.numbers[TOP].unchanged, true);
  room.querySelector(".ioc-phone-next").click();
  assert.match(room.textContent, /3 số đã nhập1 số không đổi/);
  await settle();
  // The answer of the first request is lost; the second one has the same key.
  server.handIn = () => {
    throw new Error("no network");
  };
  button(room, "Nộp 3 số").click();
  await settle();
  assert.match(state(room), /Mất mạng/);
  assert.match([...boxes.values()][0], /"handing":\{"version"/);
  server.handIn = () => answerOf(200, { ...RECEIPT, version: server.version + 1 });
  await settle(5000);
  assert.equal(new Set(server.bodies.map((each) => each.key)).size, 1);
  assert.match(room.textContent, /Đã nộp 3 số/);
  assert.match(room.textContent, /Số thôn trắng sóng: Bằng 0\. Xem lạiKỳ chưa hết/);
  assert.doesNotMatch([...boxes.values()][0], /1\.234/);
  assert.ok(calls.includes("POST /nop-so/viec/nhap/nop"));
  server.numbers = {};
  server.submission = 5;
  server.more = { reported: { [DEAD]: ["1.234", 5] } };
  button(room, "Sửa hoặc nhập thêm").click();
  await settle();
  assert.match(room.textContent, /Đã nộp 1\.234 \(lần nộp số 5\)/);
});

test("missing numbers are confirmed, and faults are at their fields", async (context) => {
  const { body, inputs, open, server, settle, write } = browser(context);
  const room = await open();
  write(room, 0, "12");
  write(room, 1, "10");
  await settle();
  button(room, "Màn 1/1").click();
  await settle();
  assert.match(room.textContent, /1 số chưa nhập/);
  server.handIn = () =>
    answerOf(422, {
      error: "Có số chưa nộp được.",
      problems: [
        { key: TOP, value: "12", reason: "tử số lớn hơn mẫu số", fix: "kiểm tra lại" },
        { key: "", value: "", reason: "chung", fix: "" },
      ],
    });
  button(room, "Nộp 2 số").click();
  let question = body.querySelector("dialog");
  question.returnValue = "";
  button(question, "‹ Nhập tiếp").click();
  await settle();
  assert.equal(server.bodies.length, 0);
  button(room, "Nộp 2 số").click();
  question = body.querySelector("dialog");
  question.returnValue = "yes";
  question.happen("close");
  await settle();
  assert.equal(server.bodies[0].missing, 1);
  assert.match(room.querySelector(".ioc-phone-faults").textContent, /Số thôn có sóng.*Tử số lớn hơn mẫu số/);
  room.querySelector(".ioc-phone-faults button").click();
  assert.match(room.textContent, /Tử số lớn hơn mẫu số\. Kiểm tra lại/);
  write(room, 0, "8");
  assert.doesNotMatch(room.textContent, /lớn hơn mẫu số/);
  inputs(room)[0].happen("keydown", { key: "Enter" });
  assert.ok(inputs(room)[1].isFocused);
  inputs(room)[0].happen("keydown", { key: "a" });
  inputs(room)[0].happen("blur");
  await settle();
  button(room, "Tiếp") || button(room, "Xem lại").click();
  button(room, "‹ Nhập tiếp").click();
  assert.equal(inputs(room)[0].value, "8");
});

test("an answer from before the hand-in changes nothing after it", async (context) => {
  const { boxes, open, server, settle, write } = browser(context);
  const room = await open();
  for (const at of [0, 1, 2]) write(room, at, "1");
  await settle();
  button(room, "Màn 1/1").click();
  await settle();
  let letGo = () => {};
  server.gate = new Promise((resolve) => (letGo = () => resolve(null)));
  listeners.visibilitychange();
  await tick();
  button(room, "Nộp 3 số").click();
  await settle(0);
  assert.match(room.textContent, /Đã nộp 3 số/);
  letGo();
  await settle(0);
  assert.match([...boxes.values()][0], /"submission":5/);
});

test("what other devices and tabs do is shown and said", async (context) => {
  const { boxes, inputs, open, server, settle, state, write } = browser(context);
  const room = await open();
  write(room, 2, "5");
  await settle();
  server.version += 1;
  server.numbers[DEAD] = { text: "7", unchanged: false, version: server.version, at: "02/11/2026 09:00" };
  listeners.visibilitychange();
  await settle();
  assert.equal(inputs(room)[2].value, "7");
  assert.match(room.textContent, /máy khác đã đổi lúc 02\/11\/2026 09:00\. Trước đó máy này có: 5/);
  button(room, "Dùng 5").click();
  await settle();
  assert.equal(server.numbers[DEAD].text, "5");
  assert.equal(room.querySelector(".ioc-phone-told"), null);
  // A clash, put away.
  server.clashes = [
    { key: DEAD, is_own: false, text: "4", unchanged: false, version: 9, at: "02/11/2026 07:00" },
  ];
  write(room, 1, "10");
  await settle();
  server.clashes = [];
  assert.match(room.textContent, /máy khác đã nhập số mới hơn/);
  button(room, "Đã hiểu").click();
  assert.equal(room.querySelector(".ioc-phone-told"), null);
  // Another tab of this browser.
  const [[place, text]] = [...boxes];
  const memory = JSON.parse(text);
  memory.numbers[TOP] = { text: "3", unchanged: false, at: Date.now(), version: 0, waits: true };
  boxes.set(place, JSON.stringify(memory));
  listeners.storage({ key: place });
  await settle();
  assert.equal(inputs(room)[0].value, "3");
  listeners.storage({ key: "other" });
  // Handed in elsewhere.
  server.submission = 8;
  server.numbers = {};
  server.version += 1;
  listeners.online();
  await settle();
  assert.match(room.textContent, /Biểu này đã được nộp: lần nộp số 8/);
  assert.deepEqual(
    inputs(room).map((each) => each.value),
    ["", "", ""],
  );
  listeners.offline();
  assert.match(state(room), /Mất mạng/);
});

test("a returned submission is typed again by one press", async (context) => {
  const { inputs, open, server, settle } = browser(context);
  server.submission = 4;
  server.more = {
    returned: {
      submission: 4,
      reason: "Sai mẫu số",
      at: "03/11/2026 08:00",
      numbers: { [DEAD]: ["6", false] },
    },
  };
  const room = await open();
  assert.match(room.textContent, /Lần nộp số 4 không được tính.*Sai mẫu số/);
  assert.equal(inputs(room)[2].value, "");
  button(room, "Lấy lại 1 số").click();
  await settle();
  assert.equal(server.numbers[DEAD].text, "6");
  assert.equal(button(room, "Lấy lại"), undefined);
});

test("a session that is over, a form that is over, a full browser: nothing is lost in silence", async (context) => {
  const { open, server, settle, state, write } = browser(context);
  const room = await open();
  server.status = 401;
  write(room, 0, "1");
  await settle();
  assert.match(state(room), /Phiên đã hết/);
  assert.match(button(room, "Đăng nhập lại").getAttribute("href"), /den=%2Fnop-so%2Fnhap%3Fbieu%3Dht/);
  server.status = 503;
  write(room, 0, "2");
  await settle();
  assert.match(state(room), /Máy chủ bận/);
  globalThis.localStorage.setItem = () => {
    throw new Error("full");
  };
  write(room, 0, "3");
  assert.match(state(room), /đừng đóng trang này/);
  let isAsking = false;
  listeners.beforeunload({ preventDefault: () => (isAsking = true) });
  assert.ok(isAsking);
  server.status = 404;
  await settle();
  assert.match(room.textContent, /đừng đóng trang này/);
});

test("the forms of today are listed with what was typed and not handed in", async (context) => {
  const { body, calls, open, server } = browser(context);
  server.forms = [
    { ...FORM, days_left: 3, days_late: 0, typed: 12 },
    { ...FORM, code: "b", days_left: 0, days_late: 4, typed: 0 },
    { ...FORM, code: "c", days_left: 0, days_late: 0, typed: 0 },
    { ...FORM, code: "d", days_left: null, days_late: 0, typed: 0 },
  ];
  const list = { ...DATA, form: "", period: "" };
  const room = await open(list);
  const links = room.querySelectorAll(".ioc-phone-choice");
  assert.equal(links[0].getAttribute("href"), "/nop-so/nhap?bieu=ht&ky=2026-10");
  assert.match(room.textContent, /còn 3 ngàyđã nhập 12 số, chưa nộp.*trễ 4 ngày.*hôm nay là hạn/);
  server.forms = [];
  assert.match((await open(list)).textContent, /không có biểu nào/);
  server.status = 500;
  assert.match((await open(list)).textContent, /Máy chủ báo lỗi/);
  server.status = 401;
  await open(list);
  await open();
  assert.equal(calls.filter((each) => each === "reload").length, 2);
  body.replaceChildren();
  assert.equal(await clientside.start(DATA), null);
});
