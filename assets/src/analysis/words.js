/* What the analysis page says besides its pictures: finding, note, way up, choices, definition. */
import { targetOf } from "../core/element.js";
import * as analysis from "./state.js";
import { ALL, ID } from "./state.js";
import * as analysisTime from "./time.js";
import * as analysisAnswer from "../core/answer.js";
import * as periodText from "../core/period.js";
import { setProps } from "../core/props.js";
import { say } from "../core/words.js";

/**
 * @param {string} id
 */
const at = (id) => document.getElementById(id);

/**
 * Give a select its choices and its value; what it has already is left alone.
 * @param {string} id
 * @param {string} value
 * @param {SelectOption[]} [options]
 */
export function select(id, value, options) {
  const element = at(id);
  if (!element) return;
  /** @type {Record<string, unknown>} */
  const props = {};
  const present = [...element.options].filter((one) => one.value);
  /** @type {(one: SelectOption, place: number) => boolean} */
  const same = (one, place) => present[place].value === one.value && present[place].text === one.label;
  if (options && !(present.length === options.length && options.every(same))) props.options = options;
  if (props.options || element.value !== value) props.value = value;
  if (Object.keys(props).length) setProps(id, props);
}

/**
 * @param {string} id
 * @param {SelectOption[]} [options]
 */
function frame(id, options = []) {
  at(`${id}-frame`).hidden = options.length < 2;
}

/**
 * @param {AnalysisPlace} place
 */
function tellPlace(place) {
  const { chosen } = place;
  at("analysis-path").innerHTML = place.path;
  at("analysis-district-label").textContent = place.district_label;
  frame("analysis-district", place.districts);
  frame("analysis-commune", place.communes);
  select("analysis-vintage", analysis.state().vintage, place.vintages);
  select("analysis-province", chosen.province, place.provinces);
  select("analysis-district", chosen.district, place.districts);
  select("analysis-commune", chosen.commune, place.communes);
}

/**
 * @param {AnalysisOrder} order
 */
function tellChoices(order) {
  const { level, group, indicator, period, base } = analysis.state();
  const { known, language, levels, periods } = analysis.view();
  /**
   * @param {string} value
   * @param {string} label
   */
  const option = (value, label) => ({ value, label });
  select(
    "analysis-level",
    level,
    levels.map((one) => option(one, known.levels[one])),
  );
  select("analysis-group", group || analysis.ALL);
  select("analysis-indicator", indicator, order.indicators);
  const choices = [...periods].reverse().map((one) => option(one, periodText.label(one, language)));
  select("analysis-period", period, choices);
  select("analysis-base", base || analysis.ALL, [
    option(analysis.ALL, say("move-before", language)),
    option("year", say("move-year", language)),
    ...choices,
  ]);
}

/**
 * Another area begins without a search; a step back or forward brings everything back.
 * @param {boolean} restored
 */
function tellLocal(restored) {
  const { compare, search, status, move } = analysis.state();
  if (at(ID.search).value !== search) setProps(ID.search, { value: search });
  select("analysis-status", status || ALL);
  select("analysis-move", move || ALL);
  if (!restored) return;
  select(ID.chart, analysis.state().chart || ALL);
  select(ID.pivot, analysis.state().pivot || ALL);
  setProps(ID.beside, { value: analysis.state().beside || ALL });
  setProps(ID.compare, {
    value: compare.split(",").filter((part) => part === "parent" || part === "siblings"),
  });
}

/**
 * Say in words what an order says.
 * @param {AnalysisOrder} order
 * @param {boolean} restored
 */
export function tell(order, restored) {
  const headline = at(analysis.ID.headline);
  analysisTime.sayAtRest();
  headline.textContent = order.headline;
  at("analysis-facts").textContent = order.facts;
  document.title = order.title;
  at(ID.page).dataset.printSource = order.source;
  at("analysis-demo").textContent = order.demo;
  at("analysis-note").innerHTML = order.note;
  if (order.place) tellPlace(order.place);
  tellChoices(order);
  tellLocal(restored);
  define();
}

/** The definition is fetched while it is open to be read. */
async function define() {
  const list = at("analysis-definition");
  if (!list || !list.closest("details").open) return;
  const url = analysis.address({ part: "definition" });
  if (list.dataset.from === url) return;
  list.dataset.from = url;
  try {
    const text = await analysisAnswer.askText(url);
    if (list.dataset.from === url) list.innerHTML = text;
  } catch {
    if (list.dataset.from !== url) return;
    list.textContent = say("screen-no_definition", analysis.language());
    delete list.dataset.from;
  }
}

/** What this module hears from the page's begin on; main.js calls it once. */
export function listen() {
  document.addEventListener(
    "toggle",
    (event) => {
      if (targetOf(event).matches && targetOf(event).matches("#analysis-page .ana-details")) define();
    },
    true,
  );
}
