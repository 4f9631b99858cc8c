import assert from "node:assert/strict";
import test from "node:test";
import { among } from "../../assets/src/forms/choice.js";

const THINGS = [
  { title: "Xã Môn Sơn", about: "Nghệ An" },
  { title: "Xã Sơn Lâm", about: "Đồng Nai" },
];
const titles = (query, most) => among(THINGS, most)(query).map(({ title }) => title);

test("words are found in any order, with or without marks", () => {
  assert.deepEqual(titles("son mon"), ["Xã Môn Sơn"]);
  assert.deepEqual(titles("dong"), ["Xã Sơn Lâm"]);
});

test("nothing typed finds the first ones", () => {
  assert.deepEqual(titles("", 1), ["Xã Môn Sơn"]);
});

test("a part in the middle of a word is no hit", () => {
  assert.deepEqual(titles("ơn"), []);
});
