/* The controls of the analysis page: what a hand or a key does becomes a change of the state. */
import { copyText } from "../core/clipboard.js";
import { targetOf } from "../core/element.js";
import * as analysis from "./state.js";
import * as analysisExport from "./export.js";
import * as analysisPicked from "./picked.js";
import * as analysisSource from "./source.js";
import * as format from "../core/format.js";
import { setProps } from "../core/props.js";
import { closeLarge, toggleLarge } from "./large.js";
import * as slider from "../time/slider.js";

const state = () => analysis.state();
const view = () => analysis.view();
/**
 * @param {StateChange} some
 * @param {string} [carried]
 */
const change = (some, carried) => analysis.change(some, carried);

/** @type {Record<string, (value: string) => void>} */
const ON_CHANGE = {
  /**
   * @param {string} value
   */
  "analysis-vintage": (value) => chooseVintage(value),
  /**
   * @param {string} value
   */
  "analysis-province": (value) => change({ area: value, former: "", level: "", selected: "", search: "" }),
  /**
   * @param {string} value
   */
  "analysis-district": (value) => chooseDistrict(value),
  /**
   * @param {string} value
   */
  "analysis-commune": (value) =>
    change({ area: value || above(), level: "", selected: "", former: value ? "" : state().former }),
  /**
   * @param {string} value
   */
  "analysis-level": (value) => change({ level: value, selected: "" }),
  /**
   * @param {string} value
   */
  "analysis-group": (value) => chooseGroup(value),
  /**
   * @param {string} value
   */
  "analysis-indicator": (value) => change({ indicator: value }),
  /**
   * @param {string} value
   */
  "analysis-period": (value) => {
    slider.halt(analysis.ID.slider);
    change({ period: value });
  },
  /**
   * @param {string} value
   */
  "analysis-base": (value) => change({ base: value }),
  /**
   * @param {string} value
   */
  "analysis-chart": (value) => change({ chart: value }),
  /**
   * @param {string} value
   */
  "analysis-second": (value) => change({ second: value }),
  /**
   * @param {string} value
   */
  "analysis-move": (value) => change({ move: value }),
  /**
   * @param {string} value
   */
  "analysis-status": (value) => change({ status: value }),
  /**
   * @param {string} value
   */
  "analysis-pivot": (value) => {
    // Rows of another kind have other names and columns.
    setProps(analysis.ID.search, { value: "" });
    change({ pivot: value, sort: "", search: "" });
  },
};

/**
 * @param {string} id
 */
function valueOf(id) {
  const select = analysis.at(id);
  return select && select.value !== analysis.ALL ? select.value : "";
}

/**
 * The area goes along by its land; the server looks it up from the vintage that is on screen.
 * @param {string} value
 */
function chooseVintage(value) {
  const { area, former, vintage } = view().state;
  change({ vintage: value, area, former, selected: "", level: "" }, vintage);
}

/**
 * Of the earlier vintage a district is an area; of the later one a way to gather communes.
 * @param {string} value
 */
function chooseDistrict(value) {
  const own = view().own_districts;
  if (own) change({ area: value || valueOf("analysis-province"), former: "", level: "", selected: "" });
  else change({ former: value, selected: "", level: state().level === "village" ? "village" : "" });
}

function above() {
  return (view().own_districts && valueOf("analysis-district")) || valueOf("analysis-province");
}

/**
 * @param {string} group
 */
function chooseGroup(group) {
  const first = group && (view().groups || {})[group];
  const keep = !group || view().group === group;
  change(keep ? { group } : { group, indicator: first || state().indicator });
}

/**
 * A small chart was chosen: show its series alone, as large as the panel.
 * @param {string} field  "former", "area", "selected" or "indicator"
 * @param {string} code
 */
function enlarge(field, code) {
  const level = state().level === "village" ? "village" : "";
  if (field === "former") change({ former: code, selected: "", level, chart: "" });
  else if (field === "area") change({ ...analysis.inside(code), chart: "" });
  else change({ [field]: code, chart: "" });
}

function about() {
  const demo = analysis.at("analysis-demo");
  const multiples = analysis.at(analysis.ID.multiples);
  const place = document.querySelector(`#${analysis.ID.page} .ana-path [aria-current]`);
  const period = format.period(state().period, analysis.language());
  return {
    mapId: analysis.ID.map,
    chart: analysis.graph(),
    language: analysis.language(),
    title: analysis.at(analysis.ID.headline).textContent,
    chartTitle: analysis.at("analysis-series-title").textContent,
    chartNote: analysis.at(analysis.ID.chartNote).textContent,
    smallCharts: multiples.hidden ? null : multiples,
    place: [place ? place.textContent : "", period].filter(Boolean).join(", "),
    indicator: view().spec.title,
    source: view().source,
    period,
    demo: demo ? demo.textContent : "",
  };
}

/**
 * @param {HTMLElement} place
 */
async function copyLink(place) {
  const text = place.textContent;
  if (!(await copyText(location.href))) return;
  place.textContent = place.dataset.done || "";
  setTimeout(() => (place.textContent = text), 2500);
}

/** What this module hears from the page's begin on; main.js calls it once. */
export function listen() {
  document.addEventListener("change", (event) => {
    if (!state() || !analysis.at(analysis.ID.page)) return;
    const target = targetOf(event);
    if (ON_CHANGE[target.id]) ON_CHANGE[target.id](valueOf(target.id));
    else if (target.closest(`#${analysis.ID.mode}`)) analysis.chooseMode(target.value);
    else if (target.closest(`#${analysis.ID.beside}`))
      change({ beside: target.value === analysis.ALL ? "" : target.value });
    else if (target.closest(`#${analysis.ID.compare}`)) {
      const boxes = [...analysis.at(analysis.ID.compare).querySelectorAll("input")];
      analysisPicked.setCompare(
        boxes.filter((box) => box.checked).map((box) => box.value),
        analysisPicked.pins(),
      );
    }
  });

  document.addEventListener("input", (event) => {
    if (state() && targetOf(event).id === analysis.ID.search) change({ search: targetOf(event).value });
  });

  document.addEventListener("ioc:area", (event) => {
    if (!state() || targetOf(event).id !== analysis.ID.map) return;
    const { code, action } = event.detail;
    if (action === "compare") analysisPicked.toggle(code);
    else analysis[action === "drill" ? "drill" : "pick"](code);
  });

  document.addEventListener("click", (event) => {
    if (!state() || !analysis.at(analysis.ID.page)) return;
    const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    const step = targetOf(event).closest(`#${analysis.ID.page} a[data-area]`);
    if (step && plain) {
      event.preventDefault();
      change(analysis.inside(step.dataset.area));
      return;
    }
    const multiple = targetOf(event).closest("[data-multiple]");
    if (multiple) {
      enlarge(multiple.dataset.multiple, multiple.dataset.code);
      return;
    }
    const picture = targetOf(event).closest("[data-picture]");
    if (picture) analysisExport.picture(picture.dataset.picture, picture.dataset.kind, about());
    if (targetOf(event).closest("[data-source]")) analysisSource.open(state().area);
    const large = targetOf(event).closest("[data-large]");
    if (large) toggleLarge(large);
    const copy = targetOf(event).closest("[data-copy]");
    if (copy) copyLink(copy);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && closeLarge()) {
      event.preventDefault();
      return;
    }
    if (!state() || !analysis.at(analysis.ID.page) || event.ctrlKey || event.metaKey || event.altKey) return;
    const busy = targetOf(event).closest(
      "input, select, textarea, [role=grid], [role=application], [contenteditable]",
    );
    if (busy || (event.key !== "ArrowLeft" && event.key !== "ArrowRight")) return;
    event.preventDefault();
    slider.move(analysis.ID.slider, event.key === "ArrowLeft" ? -1 : 1);
  });
}
