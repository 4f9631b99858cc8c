import assert from "node:assert/strict";
import test, { beforeEach } from "node:test";
import { setProps } from "../../assets/src/core/props.js";

const state = { appLifecycle: "STARTED", paths: { strs: {} } };
const calls = [];
let hear = () => {};
const store = { getState: () => state, subscribe: (act) => (hear = act) };

/** Let Dash tell of a tree with these components, and its store of it. */
async function lay(...ids) {
  Object.assign(state, {
    appLifecycle: "HYDRATED",
    paths: { strs: Object.fromEntries(ids.map((id) => [id, [0]])) },
  });
  hear();
  await Promise.resolve();
}

beforeEach(() => {
  calls.length = 0;
  globalThis.location = { pathname: "/wall" };
  globalThis.window = { dash_clientside: { set_props: (id, props) => calls.push([id, props]) } };
});

test("what comes before Dash has begun waits, the last value of each prop", async () => {
  setProps("news", { children: "old", title: "t" });
  setProps("news", { children: "new" });
  assert.deepEqual(calls, []);
  globalThis.window.dash_stores = [store];
  await lay("news");
  await new Promise((resolve) => setTimeout(resolve, 100)); // the clock's look finds the store
  assert.deepEqual(calls, [["news", { children: "new", title: "t" }]]);
});

test("a component that is there is set at once, another when it comes", async () => {
  globalThis.window.dash_stores = [store];
  await lay("news");
  setProps("news", { children: 1 });
  setProps("stage", { children: 2 });
  assert.deepEqual(calls, [["news", { children: 1 }]]);
  await lay("news", "stage");
  assert.deepEqual(calls[1], ["stage", { children: 2 }]);
  await lay("news", "stage");
  assert.equal(calls.length, 2);
});

test("what was for a page that was left is forgotten", async () => {
  globalThis.window.dash_stores = [store];
  await lay("news");
  setProps("trend", { figure: {} });
  globalThis.location.pathname = "/phan-tich";
  await lay("news", "trend");
  globalThis.location.pathname = "/wall";
  await lay("news", "trend");
  assert.deepEqual(calls, []);
});
