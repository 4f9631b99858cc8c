import assert from "node:assert/strict";
import test from "node:test";
import * as arrange from "../../assets/src/table/arrange.js";

const NAMES = ["Xã Yên Hòa", "Xã Anh Sơn", "Phường Vinh"];
const DIRECTORY = { codes: ["1", "2", "3"], names: NAMES, full_names: NAMES, parent_names: ["", "", ""] };
const SLICE = {
  value: Float64Array.from([80, NaN, 95]),
  finer: new Map(),
  status: Uint8Array.from([1, 5, 0]),
  flags: new Uint8Array(3),
  header: {},
};

function stateOf(wish) {
  const spec = { unit: "%", direction: "up", language: "vi" };
  const state = {
    wish: { language: "vi", search: "", status: "", sort: "", period: "2026-10", spec, ...wish },
  };
  arrange.gather(state, DIRECTORY, SLICE, null);
  state.order = arrange.orderOf(state);
  return state;
}

const namesOf = (wish) => stateOf(wish).order.map((row) => NAMES[row]);

test("rows stand by rank; those without a number last, whichever way", () => {
  assert.deepEqual(namesOf({}), ["Phường Vinh", "Xã Yên Hòa", "Xã Anh Sơn"]);
  assert.deepEqual(namesOf({ sort: "-rank" }), ["Xã Yên Hòa", "Phường Vinh", "Xã Anh Sơn"]);
  assert.deepEqual(namesOf({ sort: "name" }), ["Phường Vinh", "Xã Anh Sơn", "Xã Yên Hòa"]);
});

test("with a target the worst go first, unless the best are asked for", () => {
  const withTarget = { unit: "%", direction: "up", language: "vi", target: 90 };
  assert.deepEqual(namesOf({ spec: withTarget }), ["Xã Yên Hòa", "Phường Vinh", "Xã Anh Sơn"]);
  assert.deepEqual(namesOf({ spec: withTarget, sort: "rank" }), ["Phường Vinh", "Xã Yên Hòa", "Xã Anh Sơn"]);
  const own = { ...withTarget, target: null, own_targets: { 1: [["2025", 90]] } };
  assert.deepEqual(arrange.sortOf({ spec: own, sort: "" }), { name: "rank", down: true });
  assert.deepEqual(arrange.sortOf({ spec: { ...withTarget, target: null }, sort: "" }), {
    name: "rank",
    down: false,
  });
});

test("rows are searched without marks, and filtered by status", () => {
  assert.deepEqual(namesOf({ search: "anh son" }), ["Xã Anh Sơn"]);
  assert.deepEqual(namesOf({ status: "green" }), ["Phường Vinh"]);
});

test("the foot counts what is there, hidden and without a number", () => {
  const text = arrange.footText(stateOf({ search: "vinh" }));
  assert.match(text, /1/);
  assert.match(text, / · /);
  // A rank is one among all that have one, whatever rows are in sight: the foot says so.
  assert.match(text, /hạng tính trong 2 địa bàn/);
  assert.doesNotMatch(arrange.footText(stateOf({})), /hạng tính trong/);
});
