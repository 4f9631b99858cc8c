import assert from "node:assert/strict";
import test from "node:test";
import * as legend from "../../assets/src/map/legend.js";
import * as scale from "../../assets/src/map/scale.js";

const classes = (...breaks) => ({ breaks, texts: breaks.slice(1).map((_, at) => `class ${at}`), around: [] });
const SPEC = { language: "vi", mode: "value", direction: "up", unit: "%", decimals: 0, factor: 100 };
const directory = (codes) => ({ codes, parents: codes.map(() => "40"), parent: "VN" });

function slice(values, flags = [], status = []) {
  return {
    value: Float64Array.from(values),
    flags: Uint8Array.from(values, (_, row) => flags[row] || 0),
    status: Uint8Array.from(values, (_, row) => status[row] || 0),
    origin: null,
  };
}

const classify = (spec, ...numbers) =>
  scale.classify({ ...SPEC, ...spec }, slice(...numbers), directory(numbers[0].map((_, row) => `A${row}`)));

test("a class holds the bound on its better side", () => {
  const breaks = { classes: classes(70, 80, 90) };
  assert.deepEqual([...classify(breaks, [70, 80, 90]).of], [0, 1, 1]);
  assert.deepEqual([...classify({ ...breaks, direction: "down" }, [70, 80, 90]).of], [0, 0, 1]);
});

test("the outer classes hold what lies beyond their bounds, and the server has their words", () => {
  const answer = classify({ classes: classes(70, 80, 90) }, [60, 75, 95]);
  assert.deepEqual(
    answer.classes.map(({ text, count }) => [text, count]),
    [
      ["class 0", 2],
      ["class 1", 1],
    ],
  );
});

const legendOf = (spec, values, running = false) =>
  legend.contents({
    spec: { ...SPEC, ...spec },
    slice: slice(values),
    classes: classify(spec, values),
    running,
  });

test("a count of one village is a fact, in words and in two classes", () => {
  const spec = { mode: "status", direction: "down", unit: "thôn", factor: 1, target: 0 };
  const words = ["Có sóng", "Chưa có sóng"];
  const of = (values, flags) =>
    classify({ ...spec, fact_words: words }, values, flags, [0, 2]).classes.map(({ text }) => text);
  assert.deepEqual(of([0, 1], [32, 32]), ["Có sóng", "Cảnh báo", "Chưa có sóng"]);
  assert.deepEqual(of([0, 2], [32, 0]), ["Đạt", "Cảnh báo", "Chưa đạt"], "two villages are no fact");
});

test("a legend names no class without areas, except while time runs", () => {
  const rows = (running) =>
    legendOf({ classes: classes(0, 10, 20, 30, 40) }, [5, 25, 26], running).rows.map((row) => row.text);
  assert.deepEqual(rows(false), ["class 0", "class 2"]);
  assert.deepEqual(rows(true).slice(0, -1), ["class 0", "class 1", "class 2", "class 3"]);
});

test("facts say what they are, under a verdict, too", () => {
  const spec = { ...SPEC, mode: "status", target: 100, fact_words: ["Chưa có sóng", "Có sóng"] };
  const own = slice([0, 100, 100], [32, 32, 32], [2, 0, 0]);
  const rows = classify(spec, [0, 100, 100], [32, 32, 32], [2, 0, 0]);
  const { target, rows: lines } = legend.contents({ spec, slice: own, classes: rows, running: false });
  assert.equal(target, "Chỉ tiêu: Có sóng");
  assert.deepEqual(
    lines.map(({ text, count }) => [text, count]),
    [
      ["Có sóng", 2],
      ["Chưa có sóng", 1],
    ],
  );
});

test("a unit too long for each class stands above them", () => {
  const long = { ...classes(0, 10), unit: "doanh nghiệp" };
  assert.equal(legendOf({ classes: long }, [5]).unit, "Đơn vị: doanh nghiệp");
  assert.equal(legendOf({ classes: { ...long, unit: "" } }, [5]).unit, "");
});

test("numbers that came after the spec have a class, too", () => {
  const { classes: rows, of } = classify({ classes: classes() }, [5, NaN]);
  assert.deepEqual([rows.length, [...of]], [1, [0, scale.NO_DATA]]);
});

test("areas without a number are counted apart, and those of another parent nowhere", () => {
  const outside = classify({ filter_parent: "41" }, [NaN, 50]);
  assert.deepEqual([...outside.of], [scale.OUTSIDE, scale.OUTSIDE]);
  const { noData, total, empty } = classify({}, [NaN, 50]);
  assert.deepEqual([noData, total, empty], [1, 2, false]);
});

test("a verdict comes from the server; without any target areas are coloured by value", () => {
  const byStatus = classify({ mode: "status", target: 80 }, [90, 70], [], [0, 2]);
  assert.deepEqual([...byStatus.of], [0, 2]);
  assert.equal(classify({ mode: "status" }, [90, 70]).mode, "value");
});

test("the worst end is the strongest ink, whichever it is", () => {
  const breaks = { classes: { ...classes(70, 80, 90), around: [{ target: 80, ...classes(70, 80, 90) }] } };
  const colours = (spec) => classify({ ...breaks, ...spec }, [75, 85]).classes.map(({ colour }) => colour);
  assert.deepEqual(colours({ direction: "up" }), ["seq-7", "seq-1"]);
  assert.deepEqual(colours({ direction: "down" }), ["seq-1", "seq-7"]);
  const gap = { mode: "target", target: 80 };
  assert.deepEqual(colours({ ...gap, direction: "up" }), ["div-3", "div-4"]);
});

test("too little of an area has no class that says how well it is", () => {
  const { tooFew, of } = classify({ mode: "status", target: 80 }, [90], [64], [0]);
  assert.deepEqual([tooFew, [...of]], [1, [scale.NO_DATA]]);
});

test("the gap to a target has the classes around that one", () => {
  const around = [
    { target: 90, ...classes(60, 90, 100) },
    { target: 80, ...classes(60, 70, 80, 100) },
  ];
  const answer = classify(
    { mode: "target", target: 80, classes: { ...classes(60, 75, 100), around } },
    [65, 90],
  );
  assert.deepEqual(
    answer.classes.map(({ colour }) => colour),
    ["div-2", "div-3", "div-4"],
  );
});
