import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { changesOf, join, newMemory, receive, resend, type } from "../../assets/src/phone/memory.js";
import { faultOf, readNumber } from "../../assets/src/phone/number-text.js";
import { keysOf, screensOf, tally } from "../../assets/src/phone/screens.js";

const { texts } = JSON.parse(readFileSync(new URL("../number_texts.json", import.meta.url), "utf-8"));

/** @param {object} more @returns {EntrySlot} */
const slot = (more = {}) => ({
  indicator: "HT01",
  part: "numerator",
  group: "Phủ sóng",
  name: "Số thôn có sóng",
  unit: "",
  whole: true,
  percent: false,
  highest: null,
  ...more,
});
const answer = (more = {}) => ({ version: 1, submission: null, numbers: {}, clashes: [], ...more });
const theirs = (text, version, unchanged = false) => ({ text, version, unchanged, at: "02/11/2026 08:00" });

test("numbers are read as the server reads them", () => {
  for (const [text, value] of texts) assert.equal(readNumber(text).value, value, JSON.stringify(text));
});

test("what is no number of a slot is refused with its reason", () => {
  const faults = ["12,5", "mười", "-3", "50%", "chưa có", "1.234", ""].map((text) => faultOf(text, slot()));
  assert.deepEqual(faults, ["not_whole", "no_number", "negative", "no_percent", "leave_empty", "", ""]);
  const share = slot({ part: "value", whole: false, percent: true, highest: 100 });
  assert.deepEqual(
    ["94,7%", "100,5", "100"].map((text) => faultOf(text, share)),
    ["", "too_high", ""],
  );
});

test("a screen has twelve numbers at most, and the parts of an indicator stay together", () => {
  const seven = [1, 2, 3, 4, 5, 6, 7].flatMap((at) => [
    slot({ indicator: `CQ0${at}` }),
    slot({ indicator: `CQ0${at}`, part: "denominator" }),
  ]);
  const own = screensOf([["16681", "Phường Thành Vinh"]], seven);
  assert.deepEqual(
    own.map((each) => [each.part, keysOf(each).length]),
    [
      ["1/2", 8],
      ["2/2", 6],
    ],
  );
  assert.deepEqual(keysOf(own[1]).slice(0, 2), ["16681/CQ05/numerator", "16681/CQ05/denominator"]);
  /** @type {[string, string][]} */
  const villages = Array.from({ length: 29 }, (_, at) => [`v${at}`, `Xóm ${at}`]);
  for (const count of [1, 2, 5, 7, 12, 13, 25]) {
    const slots = Array.from({ length: count }, (_, at) => slot({ indicator: `X${at}` }));
    const screens = screensOf(villages, slots);
    const keys = screens.flatMap(keysOf);
    assert.equal(new Set(keys).size, 29 * count, "every number once");
    assert.ok(screens.every((each) => keysOf(each).length <= 12));
    assert.ok(screens.length <= Math.ceil((29 * count) / 12) * (count > 6 ? 3 : 2), String(screens.length));
  }
  assert.equal(screensOf(villages.slice(0, 14), [slot()])[0].name, "Xóm 0 – Xóm 6");
});

test("what is typed waits until the server has just that", () => {
  const memory = newMemory();
  type(memory, "a", "12", false, 1000);
  const changes = changesOf(memory, 1500);
  assert.deepEqual(changes, [{ key: "a", text: "12", unchanged: false, age: 500, seen: 0 }]);
  // Typed again while the question is on its way.
  type(memory, "a", "123", false, 1600);
  assert.deepEqual(receive(memory, answer({ numbers: { a: theirs("12", 1) } }), changes, 1500), []);
  assert.equal(memory.numbers.a.text, "123");
  assert.deepEqual(
    changesOf(memory, 1600).map((each) => [each.text, each.seen]),
    [["123", 1]],
  );
  const more = changesOf(memory, 1700);
  receive(memory, answer({ version: 2, numbers: { a: theirs("123", 2) } }), more, 1700);
  assert.deepEqual([changesOf(memory, 1800), memory.notes, memory.seen], [[], [], 2]);
});

test("what another device typed is shown, and what it replaces is said", () => {
  const memory = newMemory();
  type(memory, "a", "12", false, 1000);
  receive(memory, answer({ numbers: { a: theirs("12", 1) } }), changesOf(memory, 1000), 1000);
  const keys = receive(
    memory,
    answer({ version: 2, numbers: { a: theirs("15", 2), b: theirs("1", 2) } }),
    [],
    2000,
  );
  assert.deepEqual([keys, memory.numbers.a.text, memory.numbers.b.text], [["a", "b"], "15", "1"]);
  assert.deepEqual(
    memory.notes.map(({ kind, key, other }) => [kind, key, other]),
    [["changed", "a", "12"]],
  );
});

test("two that clash are said once, with the number that is not shown", () => {
  const memory = newMemory();
  type(memory, "a", "12", false, 1000);
  type(memory, "b", "7", false, 1000);
  const clashes = [
    { key: "a", is_own: false, ...theirs("12", 3) },
    { key: "b", is_own: true, ...theirs("8", 2) },
  ];
  const numbers = { a: theirs("15", 2), b: theirs("7", 3) };
  receive(memory, answer({ version: 3, numbers, clashes }), changesOf(memory, 1000), 1000);
  assert.deepEqual([memory.numbers.a.text, memory.numbers.b.text], ["15", "7"]);
  assert.deepEqual(
    memory.notes.map(({ kind, key, other }) => [kind, key, other]),
    [
      ["older", "a", "12"],
      ["newer", "b", "8"],
    ],
  );
});

test("after a hand-in from elsewhere only what came later is left, and that is said", () => {
  const memory = newMemory();
  type(memory, "a", "12", false, 1000);
  receive(memory, answer({ numbers: { a: theirs("12", 1) } }), changesOf(memory, 1000), 1000);
  type(memory, "b", "3", false, 2000);
  const changes = changesOf(memory, 2000);
  receive(memory, answer({ version: 3, submission: 5, numbers: { b: theirs("3", 3) } }), changes, 2000);
  assert.deepEqual(Object.keys(memory.numbers), ["b"]);
  assert.deepEqual([memory.submission, memory.notes[0].kind, memory.notes[0].other], [5, "after", "5"]);
});

test("what a restored server no longer has is sent again", () => {
  const memory = newMemory();
  type(memory, "a", "12", false, 1000);
  type(memory, "b", "", false, 1000);
  const all = answer({ version: 9, numbers: { a: theirs("12", 8), b: theirs("", 9) } });
  receive(memory, all, changesOf(memory, 1000), 1000);
  resend(memory, all);
  assert.deepEqual(changesOf(memory, 2000), []);
  resend(memory, answer({ version: 3 }));
  assert.deepEqual(
    changesOf(memory, 2000).map((each) => each.key),
    ["a"],
  );
});

test("another tab brings what it typed and the server lacks", () => {
  const [mine, other] = [newMemory(), newMemory()];
  type(mine, "a", "1", false, 2000);
  type(other, "a", "9", false, 1000);
  type(other, "b", "2", true, 1000);
  assert.deepEqual(join(mine, other), ["b"]);
  assert.deepEqual([mine.numbers.a.text, mine.numbers.b.unchanged], ["1", true]);
});

test("empty is missing and never 0; what was reported before is not missing", () => {
  const numbers = {
    a: { text: "0", unchanged: false, at: 0, version: 0, waits: false },
    b: { text: "x", unchanged: false, at: 0, version: 0, waits: false },
    c: { text: "", unchanged: false, at: 0, version: 0, waits: false },
    d: { text: "7", unchanged: true, at: 0, version: 0, waits: false },
  };
  const count = tally(["a", "b", "c", "d", "e", "f"], numbers, { e: 1 }, (_, text) => text === "x");
  assert.deepEqual(count, { typed: 3, unchanged: 1, faulty: 1, reported: 1, missing: 2 });
});
