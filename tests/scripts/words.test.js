import assert from "node:assert/strict";
import test from "node:test";
import { decimalSign } from "../../assets/src/core/format.js";
import { isLanguage, knownLanguage, nextLanguage, say, textIn } from "../../assets/src/core/words.js";

test("a record says in the first language what it does not say in another", () => {
  const scene = { name_vi: "Phủ sóng", name_en: "Coverage" };
  assert.equal(textIn(scene, "name", "vi"), "Phủ sóng");
  assert.equal(textIn(scene, "name", "en"), "Coverage");
  assert.equal(textIn({ name_vi: "Phủ sóng", name_en: "" }, "name", "en"), "Phủ sóng");
  assert.equal(textIn({ error: "Sai mã", error_en: "Wrong token" }, "error", "en"), "Wrong token");
  assert.equal(textIn({ error: "Sai mã" }, "error", "en"), "Sai mã");
  assert.equal(textIn({}, "error", "vi"), "");
});

test("readers change from one language to the next, and from an unknown one to the second", () => {
  assert.equal(nextLanguage("vi"), "en");
  assert.equal(nextLanguage("en"), "vi");
  assert.equal(nextLanguage(""), "en");
});

test("what is no language is none", () => {
  assert.deepEqual(["vi", "en", "fr", "", null].map(isLanguage), [true, true, false, false, false]);
  assert.equal(knownLanguage("fr"), "vi");
});

test("a message lacks neither id nor parameter", () => {
  assert.throws(() => say("no-such", "vi"), /no message no-such/);
  assert.throws(() => say("format-since", "vi"), /lacks period/);
});

test("the decimal sign is that of the language", () => {
  assert.deepEqual(["vi", "en"].map(decimalSign), [",", "."]);
});
