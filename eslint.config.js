// What holds for the browser's modules.
import js from "@eslint/js";
import { importX } from "eslint-plugin-import-x";
import globals from "globals";

// Which rooms of assets/src a room may import. main.js and published.js put those of all pages together, desk/ the others.
const ROOMS = {
  core: [],
  map: ["core"],
  table: ["core", "map"],
  time: ["core", "map"],
  forms: ["core"],
  shell: ["core"],
  analysis: ["core", "map", "table", "time"],
  area: ["core", "map", "time"],
  start: ["core", "map"],
  wall: ["core", "map", "time"],
  alerts: ["core", "forms"],
  admin: ["core", "forms", "shell", "alerts", "handin"],
  remote: ["core", "forms", "shell", "alerts"],
  handin: ["core", "forms"],
  phone: ["core", "forms", "handin"],
  desk: ["core", "forms", "shell", "alerts", "admin", "remote", "handin", "phone"],
};

// A name is a noun of the field or a verb, never a participle alone (docs/style.md). Fields of answers
// that scripts take apart keep theirs: selected, chosen, known, reported.
const PARTICIPLES = `added answered asked begun bound brought changed checked closed collected come counted
  decoded done drawn dropped ended failed fetched filled followed found gathered given gone granted grouped
  handed heard held joined judged kept laid led listed loaded lost made marked matched meant measured merged
  met moved named needed noted opened owned paid painted parsed passed picked pinned placed prepared raised
  reached recorded refused removed repeated replaced resolved rounded said saved seen sent
  served settled shared shifted shown signed skipped sorted spent spoken started stored taken timed titled
  told tried turned typed used waited wanted warned watched weighed withdrawn written`;
const participle = `/^(${PARTICIPLES.trim().split(/\s+/).join("|")})$/`;
const participles = [
  `VariableDeclarator[id.name=${participle}]`,
  `FunctionDeclaration[id.name=${participle}]`,
  `:function > Identifier.params[name=${participle}]`,
  `:matches(ImportSpecifier, ImportNamespaceSpecifier)[local.name=${participle}]`,
  `ObjectPattern > Property[value.name=${participle}]`,
  `ArrayPattern > Identifier[name=${participle}]`,
].map((selector) => ({ selector, message: "A name is a noun or a verb, never a participle alone." }));

const zones = Object.entries(ROOMS).map(([room, others]) => ({
  target: `./assets/src/${room}`,
  from: "./assets/src",
  except: [room, ...others].map((each) => `./${each}`),
  message: `${room}/ knows ${others.join(", ") || "no other room"} (eslint.config.js).`,
}));

export default [
  { ignores: ["assets/built/", "assets/vendor/", "var/", ".venv/"] },
  js.configs.recommended,
  {
    plugins: { "import-x": importX },
    languageOptions: { ecmaVersion: 2022, sourceType: "module" },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "no-unused-vars": ["error", { argsIgnorePattern: "^_", ignoreRestSiblings: true }],
      "no-implicit-globals": "error",
      "no-var": "error",
      "prefer-const": "error",
      eqeqeq: ["error", "always", { null: "ignore" }],
      complexity: ["error", 15],
      "no-restricted-syntax": ["error", ...participles],
      "max-lines": ["error", { max: 400, skipComments: true }],
      "import-x/no-unresolved": "error",
      "import-x/named": "error",
      "import-x/namespace": ["error", { allowComputed: true }],
      "import-x/export": "error",
      "import-x/no-cycle": "error",
      "import-x/no-self-import": "error",
    },
  },
  {
    files: ["assets/src/**/*.js"],
    languageOptions: { globals: globals.browser },
    rules: {
      "import-x/no-restricted-paths": ["error", { zones }],
      "no-restricted-properties": ["error", { property: "set_props", message: "core/props.js knows when." }],
    },
  },
  { files: ["assets/src/core/props.js"], rules: { "no-restricted-properties": "off" } },
  {
    files: ["*.js", "scripts/*.mjs", "tests/**/*.js"],
    languageOptions: { globals: globals.node },
    rules: { "import-x/no-unresolved": "off" },
  },
];
