import assert from "node:assert/strict";
import test from "node:test";
import { changesFor } from "../../assets/src/time/narrow.js";

const measure = (/** @type {string} */ text, /** @type {number} */ size) => (text.length * size) / 2;
const layout = () => ({
  margin: { l: 48, r: 170 },
  xaxis: { nticks: 5 },
  annotations: [
    { name: "end", text: "Hưng Nguyên Nam <b>99,51%</b><br>tạm tính 99,61%", font: { size: 12 } },
    { name: "target", text: "Chỉ tiêu 2025: 100%", font: { size: 12 } },
  ],
});

/**
 * The layout after its changes.
 * @param {any} before
 * @param {Record<string, any>} changes
 */
function after(before, changes) {
  const next = structuredClone(before);
  if ("margin.r" in changes) next.margin.r = changes["margin.r"];
  if ("xaxis.nticks" in changes) next.xaxis.nticks = changes["xaxis.nticks"];
  next.annotations.forEach((/** @type {any} */ note, /** @type {number} */ at) => {
    note.text = changes[`annotations[${at}].text`] ?? note.text;
  });
  return next;
}

test("a wide chart stays as it is", () => {
  assert.deepEqual(changesFor(layout(), 700, measure), {});
});

test("names take less than half of a narrow chart, and dates have room", () => {
  for (const width of [270, 340, 440]) {
    const changes = changesFor(layout(), width, measure);
    const next = after(layout(), changes);
    assert.ok(next.margin.r <= 98, String(next.margin.r));
    const plot = width - next.margin.l - next.margin.r;
    assert.ok(next.xaxis.nticks <= Math.max(2, plot / 58));
    assert.equal(next.annotations[0].text, "Hưng Nguyên<br>Nam <b>99,51%</b>");
    assert.equal(next.annotations[1].text, "Chỉ tiêu 2025: 100%");
    // Fitted once, there is nothing left to change.
    assert.deepEqual(changesFor(next, width, measure), {});
  }
});

test("a chart without names at its lines is none of these", () => {
  assert.deepEqual(changesFor({ ...layout(), annotations: [] }, 300, measure), {});
});

test("words of corners leave the other half free, and are one line again where there is room", () => {
  const words = "Chỉ đạt “Thôn có sóng di động”: 12";
  const pairs = () => ({
    margin: { l: 90, r: 12 },
    xaxis: {},
    annotations: [{ name: "corner", text: words, font: { size: 11 } }],
  });
  const changes = changesFor(pairs(), 340, measure);
  const lines = changes["annotations[0].text"].split("<br>");
  assert.ok(lines.length > 1);
  for (const line of lines) assert.ok(measure(line, 11) <= (340 - 102) / 2);
  assert.equal(lines.join(" "), words);
  const narrow = after(pairs(), changes);
  assert.deepEqual(changesFor(narrow, 340, measure), {});
  assert.deepEqual(changesFor(narrow, 1200, measure), { "annotations[0].text": words });
  assert.deepEqual(changesFor(pairs(), 1200, measure), {});
  // A chart without axes has no margin.
  assert.deepEqual(changesFor({}, 1200, measure), {});
});
