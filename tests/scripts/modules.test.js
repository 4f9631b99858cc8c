// What holds for every module of assets/src.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import test from "node:test";

const SOURCE = new URL("../../assets/src/", import.meta.url);
const modules = readdirSync(SOURCE, { recursive: true })
  .map(String)
  .filter((name) => name.endsWith(".js"));
// These do something when they are imported: that is what they are for.
const DOING = ["main.js", "published.js", "desk/desk.js"];

test("a module does nothing when it is imported: it needs no page", async () => {
  assert.ok(modules.length > 50);
  for (const name of modules) {
    if (!DOING.includes(name)) await import(new URL(name.replaceAll("\\", "/"), SOURCE));
  }
});
