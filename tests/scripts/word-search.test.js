import assert from "node:assert/strict";
import test from "node:test";
import { hasWords, plain, typedWords } from "../../assets/src/core/word-search.js";

const finds = (query, text) => hasWords(typedWords(query), plain(text));

test("names are searched without marks and case", () => {
  assert.equal(plain("  Đắk  Lắk "), "dak lak");
  assert.ok(finds("dak lak", "Tỉnh Đắk Lắk"));
});

test("each typed word begins a word of the text, in any order", () => {
  assert.ok(finds("son anh", "Xã Anh Sơn"));
  assert.ok(finds("Thành Vinh, ngh", "Phường Thành Vinh Tỉnh Nghệ An"));
  assert.ok(!finds("an", "Xã Quan Sơn"), "letters in the middle of a word are no match");
  assert.ok(!finds("h son", "Xã Anh Sơn"), "nor letters across two words");
});

test("nothing typed lets everything through", () => {
  assert.ok(finds("  ", "Xã Anh Sơn"));
});
