// Every export is used: by another module, by a test in Node, or by what looks at `window.ioc`.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";

const ROOT = new URL("../../", import.meta.url);
const SOURCE = new URL("assets/src/", ROOT);
const IMPORT = /import\s+(?:\*\s+as\s+(\w+)|\{([^}]*)\})\s+from\s+"(\.[^"]+)"/g;

/**
 * The files below a folder with an ending.
 * @param {string} folder
 * @param {RegExp} ending
 */
const filesOf = (folder, ending) =>
  readdirSync(new URL(folder, ROOT), { recursive: true })
    .map((name) => new URL(`${folder}${String(name).replaceAll("\\", "/")}`, ROOT))
    .filter(({ pathname }) => ending.test(pathname));

const read = (/** @type {URL} */ file) => readFileSync(file, "utf8");
const modules = filesOf("assets/src/", /\.js$/);
const published = new URL("published.js", SOURCE).href;
/** What tests and benchmarks say of `ioc`, the modules that published.js puts on the window. */
const outside = [...filesOf("tests/", /\.(py|html)$/), ...filesOf("bench/", /\.py$/)].map(read).join("\n");

/** The exports that a file uses, as "address#name". */
function* usesOf(/** @type {URL} */ file) {
  const text = read(file);
  for (const [, space, names, from] of text.matchAll(IMPORT)) {
    const address = new URL(from, file).href;
    for (const each of (names || "").split(",")) yield `${address}#${each.trim().split(/\s+as\s+/)[0]}`;
    if (!space) continue;
    const [, called = space] = text.match(new RegExp(`(\\w+): ${space}\\b`)) || [];
    const pattern = file.href === published ? `ioc\\.${called}\\.(\\w+)` : `\\b${space}\\.(\\w+)`;
    const where = file.href === published ? `${outside}\n${text.replaceAll(space, `ioc.${called}`)}` : text;
    for (const [, name] of where.matchAll(new RegExp(pattern, "g"))) yield `${address}#${name}`;
  }
}

test("no module exports what nobody uses", async () => {
  const uses = new Set(
    [...modules, ...filesOf("tests/scripts/", /\.js$/)].flatMap((file) => [...usesOf(file)]),
  );
  const unused = [];
  for (const file of modules) {
    if (["main.js", "published.js", "desk/desk.js"].some((name) => file.href === new URL(name, SOURCE).href))
      continue;
    for (const name of Object.keys(await import(file.href)))
      if (!uses.has(`${file.href}#${name}`)) unused.push(`${file.href.slice(SOURCE.href.length)}: ${name}`);
  }
  assert.deepEqual(unused, []);
});
