/*
 * Bundles assets/src: ioc.js and ioc.css for every page, desk.js for the pages of those who administer and
 * report. `node scripts/bundle.mjs FOLDER` writes them there (decision 47).
 *
 * A module has one state in a page. So desk.js contains no module of ioc.js: what it shares with it stands on
 * `window.iocShared`, which ioc.js sets.
 */
import { build } from "esbuild";
import path from "node:path";

const SOURCE = path.resolve("assets/src");
const MAIN = "./main.js";
const DESK = path.join(SOURCE, "desk/desk.js");
const OPTIONS = {
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
};
const folder = path.resolve(process.argv[2]);

/** Every module of a bundle, and the modules that each imports; paths from assets/src. */
async function modulesOf(entry) {
  const { metafile } = await build({ ...OPTIONS, entryPoints: [entry], write: false, metafile: true });
  const short = (name) => path.relative(SOURCE, path.resolve(name)).split(path.sep).join("/");
  return new Map(
    Object.entries(metafile.inputs).map(([name, { imports }]) => [
      short(name),
      imports.map((each) => short(each.path)),
    ]),
  );
}

const main = await modulesOf(path.join(SOURCE, MAIN));
const desk = await modulesOf(DESK);
const own = [...desk.keys()].filter((name) => !main.has(name));
const common = [...new Set(own.flatMap((name) => desk.get(name)))].filter((name) => main.has(name)).sort();

/** Takes common modules from the page. */
const fromPage = {
  name: "from-page",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\./ }, ({ resolveDir, path: name }) => {
      const file = path.relative(SOURCE, path.join(resolveDir, name)).split(path.sep).join("/");
      return common.includes(file) ? { path: file, namespace: "page" } : undefined;
    });
    onLoad({ filter: /./, namespace: "page" }, ({ path: name }) => ({
      contents: `module.exports = window.iocShared[${JSON.stringify(name)}];`,
    }));
  },
};

const imports = common.map((name, at) => `import * as m${at} from "./${name}";`).join("\n");
const fields = common.map((name, at) => `${JSON.stringify(name)}: m${at}`).join(", ");
await build({
  ...OPTIONS,
  stdin: {
    contents: `import "${MAIN}";\n${imports}\nwindow.iocShared = { ${fields} };\n`,
    resolveDir: SOURCE,
  },
  outfile: path.join(folder, "ioc.js"),
});
await build({ ...OPTIONS, entryPoints: [DESK], plugins: [fromPage], outfile: path.join(folder, "desk.js") });
await build({
  ...OPTIONS,
  entryPoints: [path.join(SOURCE, "main.css")],
  outfile: path.join(folder, "ioc.css"),
});
