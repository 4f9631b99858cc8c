/* The list beside the map of an area's page, and the area raised in it. */
import { node } from "../core/element.js";
import * as data from "../core/data.js";
import * as format from "../core/format.js";
import { hasWords, plain, typedWords } from "../core/word-search.js";
import * as roving from "../core/roving.js";
import { say } from "../core/words.js";
import * as showing from "../core/shown.js";
import * as fresh from "../map/fresh.js";
import * as scale from "../map/scale.js";
import { addressOf, rewrite } from "./links.js";
import { area, at } from "./state.js";

/**
 * @param {Directory} directory
 * @param {Slice} slice
 */
function rowsOf(directory, slice) {
  return directory.codes.map((code, row) => ({
    code,
    name: (directory.full_names || directory.names)[row],
    parent: (directory.parent_names || [])[row] || "",
    ...showing.cellOf(slice, row),
    of: slice.header,
  }));
}

/**
 * 0: has a place among the others; 1: a number that says too little for one; 2: no number.
 * @param {Cell} cell
 */
const placeless = ({ value, flags }) => (Number.isNaN(value) ? 2 : showing.isRanked(value, flags) ? 0 : 1);

/**
 * @param {AreaRow} one
 * @param {AreaRow} two
 */
function compare(one, two) {
  if (area.order !== "name") {
    const gapOfPlaces = placeless(one) - placeless(two);
    if (gapOfPlaces) return gapOfPlaces;
    const upward = (area.spec.direction !== "down") === (area.order === "worst");
    const gap = upward ? one.value - two.value : two.value - one.value;
    if (gap) return gap;
  }
  return one.name.localeCompare(two.name, "vi");
}

export async function drawList() {
  const spec = area.running || area.spec;
  const box = at("area-list");
  if (!spec || !box) return;
  let directory;
  let slice;
  try {
    [directory, slice] = await Promise.all([data.directory(spec.directory), data.slice(spec)]);
  } catch {
    return; // The map says what failed and offers to try again.
  }
  if (spec !== (area.running || area.spec) || directory.codes.length !== slice.header.n) return;
  const words = typedWords(area.filter);
  const all = rowsOf(directory, slice);
  const rows = all.filter((each) => hasWords(words, plain(`${each.name} ${each.parent}`))).sort(compare);
  const most = all.reduce((top, each) => (each.value > top ? each.value : top), 0);
  const full = spec.unit === "%" ? Math.max(100, most) : most;
  const list = node("ol", "ioc-area-rows");
  list.dataset.roving = ".ioc-area-row";
  for (const each of rows) list.append(rowElement(spec, each, full));
  if (!rows.length) list.append(node("li", "ioc-area-nobody", box.dataset.nobody));
  else if (rows.length < all.length) {
    const count = (/** @type {number} */ one) => format.number(one, 0, spec.language);
    list.append(
      node(
        "li",
        "ioc-area-nobody",
        say("screen-filter_hides", spec.language, {
          some: count(all.length - rows.length),
          all: count(all.length),
        }),
      ),
    );
  }
  put(box, list);
  markPicked(area.toPicked);
  area.toPicked = false;
  drawPicked(all, spec);
}

/**
 * Put a list in the place of the one before, at its height; the Tab key stops where it did.
 * @param {HTMLElement} box
 * @param {HTMLElement} list
 */
function put(box, list) {
  const { scrollTop } = box;
  const before = box.querySelector(".ioc-area-row[tabindex='0']");
  const hasFocus = Boolean(before) && before === document.activeElement;
  const code = before ? before.dataset.code : area.raisedCode;
  const stop = [...list.querySelectorAll(".ioc-area-row")].find((each) => each.dataset.code === code);
  roving.begin(list, stop);
  box.replaceChildren(list);
  box.scrollTop = scrollTop;
  if (hasFocus && stop) stop.focus({ preventScroll: true });
}

/**
 * @param {MapSpec} spec
 * @param {Cell} cell
 */
function statusMark(spec, { status }) {
  const words = format.words(spec.language);
  if (status === "no_data") return { className: "ioc-area-mark", mark: "∅", text: words.noData };
  if (status === "no_target") return { className: "ioc-area-mark", mark: "", text: "" };
  if (status === "too_few") return { className: "ioc-area-mark", mark: "…", text: words.tooFew };
  const one = scale.statusClasses(spec.language)[showing.STATUSES.indexOf(status)];
  return { className: `ioc-area-mark ioc-area-mark-${one.colour}`, mark: one.mark, text: one.text };
}

/**
 * @param {MapSpec} spec
 * @param {Cell} cell
 */
function quantity(spec, cell) {
  return Number.isNaN(cell.value) ? "–" : format.cellText(cell, spec);
}

/**
 * @param {MapSpec} spec
 * @param {AreaRow} each
 * @param {number} full
 */
function rowElement(spec, each, full) {
  const item = node("li");
  const link = node("a", "ioc-area-row");
  link.href = addressOf(each.code, spec.vintage);
  link.dataset.code = each.code;
  const { className, mark, text } = statusMark(spec, each);
  const name = node("span", "ioc-area-row-name", each.name);
  if (fresh.has(each.of, each.code)) name.append(fresh.badge(spec.language));
  const sign = node("span", className, mark);
  sign.title = text;
  sign.setAttribute("aria-hidden", "true");
  const bar = node("span", "ioc-area-bar");
  bar.style.setProperty(
    "--share",
    String(Number.isNaN(each.value) || !full ? 0 : Math.max(0, each.value / full)),
  );
  bar.setAttribute("aria-hidden", "true");
  link.append(sign, name, node("span", "ioc-area-row-value", quantity(spec, each)), bar);
  if (text) link.append(node("span", "visually-hidden", ` (${text})`));
  link.title = each.parent ? `${each.name} · ${each.parent}` : each.name;
  item.append(link);
  return item;
}

/**
 * @param {boolean} scroll
 */
function markPicked(scroll) {
  const box = at("area-list");
  if (!box) return;
  for (const link of box.querySelectorAll(".ioc-area-row")) {
    const mine = link.dataset.code === area.raisedCode;
    link.classList.toggle("ioc-chosen", mine);
    if (mine) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
    // Only the list scrolls, never the page under the reader's eyes.
    if (mine && scroll) box.scrollTop = link.parentElement.offsetTop - box.clientHeight / 2;
  }
}

/**
 * @param {AreaRow[]} rows
 */
function drawPicked(rows, spec = area.spec) {
  const box = at("area-picked");
  if (!box) return;
  const one = area.raisedCode && rows.find((each) => each.code === area.raisedCode);
  if (!one) {
    box.replaceChildren(node("span", "ioc-area-hint", say("screen-click_hint", area.spec.language)));
    return;
  }
  const { className, text, mark } = statusMark(spec, one);
  const parts = [
    node("strong", "", one.name),
    node("span", "ioc-area-picked-value", quantity(area.spec, one)),
  ];
  if (text) parts.push(node("span", className, `${mark} ${text}`));
  if (one.code !== area.state.area) {
    const link = node("a", "ioc-area-enter", `${say("screen-open", area.spec.language)} →`);
    link.href = addressOf(one.code, area.spec.vintage);
    link.setAttribute("aria-label", `${say("screen-open", area.spec.language)}: ${one.name}`);
    parts.push(link);
  }
  box.replaceChildren(...parts);
}

/**
 * @param {string} code
 */
export function pick(code) {
  area.raisedCode = code;
  rewrite({ chon: code === area.state.area ? "" : code });
  markPicked(true);
  Promise.all([data.directory(area.spec.directory), data.slice(area.spec)]).then(
    ([directory, slice]) => drawPicked(rowsOf(directory, slice)),
    () => undefined,
  );
}

/**
 * List the areas as another spec says, while time runs; null: as the map at rest.
 * @param {MapSpec | null} spec
 */
export function list(spec) {
  area.running = spec;
  drawList();
}
