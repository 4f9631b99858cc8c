import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { pagesOf } from "../../assets/src/core/later.js";

let scripts = [];
globalThis.document = {
  createElement: () => ({ remove: () => {} }),
  body: { append: (script) => scripts.push(script) },
};
afterEach(() => (scripts = []));

test("the bundle comes with the first page, once for all", async () => {
  const window = {};
  const desk = pagesOf(() => window.iocDesk, "/bundle/desk.js");
  const [admin, remote] = [desk("admin"), desk("remote")];
  assert.deepEqual(scripts, []);
  const answers = [admin.start(1, 2), remote.start(3)];
  assert.deepEqual(
    scripts.map(({ src }) => src),
    ["/bundle/desk.js"],
  );
  window.iocDesk = { admin: { start: (...all) => all }, remote: { start: (...all) => all } };
  scripts[0].onload();
  assert.deepEqual(await Promise.all(answers), [[1, 2], [3]]);
  assert.deepEqual(await admin.start(4), [4]);
  assert.equal(scripts.length, 1);
});

test("who opens the page again after a lost line asks again", async () => {
  const desk = pagesOf(() => ({ admin: { start: () => 7 } }), "/bundle/desk.js");
  const first = desk("admin").start();
  scripts[0].onerror();
  await assert.rejects(first, /desk\.js was not loaded/);
  const second = desk("admin").start();
  scripts[1].onload();
  assert.equal(await second, 7);
});
