/* Time that runs on an area's page: map, list and the chart's mark follow it out of memory. */
import { absent } from "../core/absent.js";
import * as areaAnswer from "./answer.js";
import { list as listAreas } from "./list.js";
import * as data from "../core/data.js";
import * as map from "../map/map.js";
import * as chartMark from "../time/chart-mark.js";
import * as histories from "../time/history.js";
import * as narrow from "../time/narrow.js";
import * as scrub from "../time/scrub.js";
import * as slider from "../time/slider.js";

const MAP = "area-map";
const SLIDER = "area-slider";
const LIST_MS = 200;
/** @type {MapSpec} */
let spec = absent(); // of the map at rest
/** @type {(period: string) => void} */
let choosePeriod = absent(); // what another period at rest leads to
/** @type {string | null} */
let listPeriod = null; // the period that the list is to show next
let timer = 0;

/**
 * @param {string} id
 */
const at = (id) => document.getElementById(id);
const graph = () => document.querySelector("#area-trend .js-plotly-plot");

/** The periods that the page offers, the first one first. */
function periods() {
  const select = at("area-period");
  return select ? [...select.options].map((option) => option.value).reverse() : [];
}

/**
 * Let the time control stand at the period of a map that is at rest.
 * @param {MapSpec} next
 * @param {(period: string) => void} choose
 */
export function show(next, choose) {
  spec = next;
  choosePeriod = choose;
  const host = at(SLIDER);
  narrow.follow(graph);
  if (!host) return;
  const offered = periods();
  host.hidden = offered.length < 2;
  slider.show(SLIDER, {
    periods: offered,
    period: spec.period,
    language: spec.language,
    on: { near, start, step, settle },
  });
}

const near = () => scrub.near(spec);

function start() {
  at("area-page").toggleAttribute("data-running", true);
}

/**
 * What a map of another period is drawn from; the target of that period is not known here.
 * @param {string} period
 */
const specAt = (period) => ({
  ...spec,
  period,
  target: null,
  slice: data.withQuery(spec.slice, "period", period),
});

/**
 * @param {string} period
 */
function step(period) {
  listSoon(period);
  chartMark.slide(graph(), period);
  return scrub.step(MAP, { period, target: null });
}

/**
 * @param {string} period
 */
function listSoon(period) {
  listPeriod = period;
  if (!timer) timer = setTimeout(list, LIST_MS);
}

function list() {
  const period = listPeriod;
  timer = 0;
  const history = histories.inMemory(spec);
  if (!history || !period || !slider.running(SLIDER)) return;
  const next = specAt(period);
  if (!data.holdsSlice(next.slice)) data.keepSlice(next.slice, histories.at(history, spec, period));
  listAreas(next);
}

/** Something has chosen a period, or time rests: what the page says is that of the map again. */
export function end() {
  clearTimeout(timer);
  timer = 0;
  scrub.rest(MAP);
  if (at("area-page")) at("area-page").toggleAttribute("data-running", false);
  areaAnswer.keepUp();
}

/**
 * @param {string} period
 */
function settle(period) {
  if (period !== spec.period) {
    clearTimeout(timer);
    timer = 0;
    scrub.rest(MAP);
    choosePeriod(period);
    return;
  }
  end();
  chartMark.slide(graph(), period);
  map.show(MAP, spec);
  listAreas(null);
}

export const halt = () => slider.halt(SLIDER);
