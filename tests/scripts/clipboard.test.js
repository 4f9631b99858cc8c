/* A text is copied with the browser's clipboard, or by hand where there is none. */
import assert from "node:assert/strict";
import test from "node:test";
import { copyText } from "../../assets/src/core/clipboard.js";
import { fakeDocument } from "./fake-document.js";

/** A browser with a clipboard, or without: then `copies` has what was selected and where. */
function browser({ writeText, canCopy }) {
  const body = fakeDocument();
  const copies = [];
  const { document } = globalThis;
  document.querySelector = (selector) => body.querySelector(selector);
  document.execCommand = () => {
    const field = body.querySelector("textarea");
    copies.push([field.value, field.parent]);
    return canCopy;
  };
  Object.defineProperty(globalThis, "navigator", { value: { clipboard: { writeText } }, configurable: true });
  return { body, copies };
}

test("the browser's clipboard gets the text", async () => {
  const texts = [];
  const { body, copies } = browser({ writeText: async (text) => void texts.push(text) });
  assert.equal(await copyText("a"), true);
  assert.deepEqual([texts, copies, body.children.length], [["a"], [], 0]);
});

for (const canCopy of [true, false])
  test(`without a clipboard a field is selected, and the answer is ${canCopy}`, async () => {
    const writeText = async () => Promise.reject(new Error("not secure"));
    const { body, copies } = browser({ writeText, canCopy });
    assert.equal(await copyText("a"), canCopy);
    assert.deepEqual(copies, [["a", body]]);
    assert.equal(body.querySelector("textarea"), null);
  });
