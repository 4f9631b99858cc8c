import assert from "node:assert/strict";
import test from "node:test";
import * as upgrade from "../../assets/src/core/upgrade.js";
import { FORMAT } from "../../assets/src/core/wire.js";

const OTHER = new TextEncoder().encode(`IOC${FORMAT - 1}....`).buffer;

/** A browser with a memory (null: it refuses one); the number of its reloads so far. */
function browser(memory) {
  let reloads = 0;
  globalThis.sessionStorage = {
    getItem: (name) => memory?.[name] ?? null,
    setItem: (name, text) => {
      if (!memory) throw new Error("refused");
      memory[name] = text;
    },
  };
  globalThis.location = { reload: () => (reloads += 1) };
  globalThis.document = { documentElement: { lang: "vi" } };
  return () => reloads;
}

test("an answer of another format reloads the page once, then says so in words", () => {
  const reloads = browser({});
  assert.throws(() => upgrade.decode(OTHER), /phiên bản mới/);
  assert.equal(reloads(), 1);
  assert.throws(() => upgrade.decode(OTHER), /tải lại trang/);
  assert.equal(reloads(), 1);
});

test("without a memory nothing is reloaded: it would be for ever", () => {
  const reloads = browser(null);
  assert.throws(() => upgrade.decode(OTHER), /tải lại trang/);
  assert.equal(reloads(), 0);
});

test("what is no answer at all reloads nothing", () => {
  const reloads = browser({});
  assert.throws(() => upgrade.decode(new TextEncoder().encode("<html>..").buffer), /IOC/);
  assert.equal(reloads(), 0);
});

test("a page is due once the server has another version than at first", () => {
  upgrade.note("0.2.0");
  assert.equal(upgrade.isDue(), false);
  upgrade.note(undefined);
  assert.equal(upgrade.isDue(), false);
  upgrade.note("0.3.0");
  assert.equal(upgrade.isDue(), true);
});
