/* An area's page: its map, the list beside it, choosing cards, going down and up. */
import { targetOf } from "../core/element.js";
import * as areaAnswer from "./answer.js";
import * as areaTime from "./time.js";
import { address, addressOf, carryLinks, markCard, refreshCards, rewrite } from "./links.js";
import { drawList, pick } from "./list.js";
import { MAP, area, at } from "./state.js";
import { arrived, go } from "../core/go.js";
import * as map from "../map/map.js";
import * as histories from "../time/history.js";

/** @type {Record<string, number>} */
const awaited = {};
let isWaiting = false; // something was chosen before the page was drawn

/**
 * Choose something: the server says what changes.
 * @param {StateChange} change
 */
function setState(change) {
  area.state = { ...area.state, ...change };
  refreshCards();
  // A page that has not been drawn yet asks once it is.
  isWaiting = !area.root || area.root !== at("area-page");
  if (!isWaiting) areaAnswer.choose();
}
// ---- what the server's answers lead to --------------------------------------------------

/**
 * @param {MapSpec} spec
 */
const placeOf = (spec) =>
  [
    spec.vintage,
    spec.level,
    spec.parent,
    new URLSearchParams(spec.directory.split("?")[1]).get("former"),
  ].join(" ");

/**
 * The page's values may come before its elements: wait for those of this very page.
 * @param {string} key
 * @param {{visit?: string} | null} value
 * @param {(page: HTMLElement) => unknown} act
 */
function whenThere(key, value, act) {
  const mine = (awaited[key] = (awaited[key] || 0) + 1);
  /**
   * @param {number} turn
   */
  const look = (turn) => {
    if (mine !== awaited[key] || !value) return;
    const page = at("area-page");
    const there = page && (!value.visit || page.dataset.visit === value.visit);
    if (there && at(MAP) && at("area-list")) act(page);
    else if (turn < 600) requestAnimationFrame(() => look(turn + 1));
  };
  look(0);
  return window.dash_clientside.no_update;
}

/**
 * @param {MapSpec & {visit?: string}} spec
 */
const draw = (spec) => whenThere("map", spec, (page) => drawPage(page, spec));

/**
 * Put the cards and counts that changed into their places; the others stay as they are.
 * @param {{visit?: string, parts: Record<string, string>}} data
 */
function cards(data) {
  return whenThere("cards", data, (page) => {
    for (const [id, html] of Object.entries(data.parts)) {
      const place = at(id);
      // Text of our own server, escaped there (layouts/components/html_text.py).
      if (place) place.innerHTML = html;
    }
    refreshCards();
    page.toggleAttribute("data-filled", true);
    goToPart();
  });
}

/** Show the part of the page that the address names, if any. */
function goToPart() {
  const target = location.hash && at(decodeURIComponent(location.hash.slice(1)));
  if (target && at("area-page")?.contains(target)) goTo(target);
}

/**
 * A page that was come to by a link is read from its title on.
 * @param {HTMLElement} page
 */
function focusTitle(page) {
  if (document.activeElement && document.activeElement !== document.body) return;
  page.querySelector("h1")?.focus({ preventScroll: true });
}

/**
 * @param {HTMLElement} page
 * @param {MapSpec} spec
 */
function drawPage(page, spec) {
  const fresh = page !== area.root;
  area.root = page;
  if (fresh) [area.filter, area.order] = ["", "worst"];
  const isElsewhere = fresh || !area.spec || placeOf(area.spec) !== placeOf(spec);
  if (isElsewhere) {
    area.raisedCode = spec.selected || null;
    area.toPicked = true;
    if (!fresh) rewrite({ chon: "" });
  }
  const since = (/** @type {number} */ row, /** @type {string} */ period) =>
    histories.since(spec, row, period);
  area.spec = { ...spec, since, ...(isElsewhere ? {} : { selected: area.raisedCode }) };
  area.running = null;
  areaTime.end();
  const picture = map.show(MAP, area.spec);
  drawList();
  stepButtons();
  carryLinks();
  markCard();
  if (fresh) {
    if (isWaiting) areaAnswer.choose();
    else areaAnswer.keepUp();
    isWaiting = false;
  }
  if (fresh && arrived()) focusTitle(page);
  return picture;
}

// ---- the period -------------------------------------------------------------------------

function steps() {
  const select = at("area-period");
  if (!select) return { before: null, after: null };
  const values = [...select.options].map((option) => option.value); // latest first
  const place = values.indexOf(area.spec ? area.spec.period : "");
  return {
    before: place >= 0 ? values[place + 1] : undefined,
    after: place > 0 ? values[place - 1] : undefined,
  };
}

function stepButtons() {
  // The options arrive with the same answer as the map, but a moment later.
  requestAnimationFrame(() => {
    const { before, after } = steps();
    if (at("area-period-before")) at("area-period-before").disabled = !before;
    if (at("area-period-after")) at("area-period-after").disabled = !after;
    if (area.spec) areaTime.show(area.spec, toPeriod);
  });
}

/**
 * @param {string | undefined} value
 */
function toPeriod(value) {
  areaTime.halt();
  if (value && area.state && area.spec && value !== area.spec.period) setState({ period: value });
}

// ---- what the user does -----------------------------------------------------------------

/**
 * @param {string} code
 */
function chooseIndicator(code) {
  setState({ indicator: code, level: "", selected: "" });
  const explorer = area.root && area.root.querySelector(".ioc-area-explorer");
  const box = explorer && explorer.getBoundingClientRect();
  if (box && (box.bottom < 200 || box.top > window.innerHeight - 200)) {
    explorer.scrollIntoView({ block: "start", behavior: "smooth" });
  }
}

/**
 * @param {HTMLElement} target
 */
function goTo(target) {
  for (let fold = target.closest("details"); fold; fold = fold.parentElement?.closest("details"))
    fold.open = true;
  target.scrollIntoView({ block: "start" });
  target.focus({ preventScroll: true });
}

/**
 * A link that stays on the page: to one of its parts, to an indicator, to a former district.
 * @param {Event} event
 * @param {HTMLAnchorElement} link
 */
function follow(event, link) {
  const href = link.getAttribute("href") || "";
  if (href.startsWith("#")) {
    const target = at(href.slice(1));
    if (!target) return;
    event.preventDefault();
    goTo(target);
  } else if (href.startsWith("?")) {
    event.preventDefault();
    if (!link.dataset.former) return chooseIndicator(new URLSearchParams(href).get("chi-so") || "");
    setState({ former: link.dataset.former, level: "commune" });
    area.root.querySelector(".ioc-area-explorer").scrollIntoView({ block: "start" });
  }
}

/**
 * @param {MouseEvent} event
 */
function clicked(event) {
  if (!targetOf(event).closest?.("#area-page")) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const button = targetOf(event).closest("button");
  if (button && button.id === "area-period-before") toPeriod(steps().before);
  if (button && button.id === "area-period-after") toPeriod(steps().after);
  const link = targetOf(event).closest("a[href]");
  if (link) follow(event, link);
}

/**
 * @param {Event} event
 */
function hovered(event) {
  const link = targetOf(event).closest?.(".ioc-area-row");
  if (link)
    map.highlight(MAP, event.type === "mouseout" || event.type === "focusout" ? null : link.dataset.code);
}

export const clientside = {
  draw,
  cards,
  address,
  period: toPeriod,
  /**
   * @param {string} value
   */
  level: (value) => {
    if (value && area.state && area.spec && value !== area.spec.level && area.root === at("area-page"))
      setState({ level: value, former: "", selected: "" });
  },
  /**
   * @param {string} value
   */
  former: (value) => {
    const code = value === "all" ? "" : value || "";
    if (area.state && area.root === at("area-page") && code !== area.state.former)
      setState({ former: code, selected: "" });
  },
  /**
   * @param {string} text
   * @param {string} order
   */
  list: (text, order) => {
    area.filter = text || "";
    area.order = order || "worst";
    drawList();
  },
  /**
   * @param {ViewState} data
   */
  state: (data) => {
    area.state = data;
    isWaiting = false;
    refreshCards();
    return window.dash_clientside.no_update;
  },
};

/** What this module hears from the page's begin on; main.js calls it once. */
export function listen() {
  areaAnswer.setDraw((spec) => drawPage(area.root, spec));
  document.addEventListener("ioc:area", (event) => {
    if (targetOf(event).id !== MAP || !area.state) return;
    const { code, vintage, action } = event.detail;
    const again = action === "drill" || code === area.raisedCode;
    if (again && code !== area.state.area) go(addressOf(code, vintage));
    else pick(code);
  });

  window.addEventListener("hashchange", goToPart);
  document.addEventListener("click", clicked);

  document.addEventListener("keydown", (event) => {
    const quiet = targetOf(event) === document.body || ["MAIN", "H1"].includes(targetOf(event).tagName);
    if (!quiet || !at("area-page") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowLeft") toPeriod(steps().before);
    if (event.key === "ArrowRight") toPeriod(steps().after);
  });
  for (const type of ["mouseover", "mouseout", "focusin", "focusout"])
    document.addEventListener(type, hovered);
  document.addEventListener("ioc:fresh", (event) => targetOf(event).id === MAP && drawList());
}
