/* The table in place of the ranked one: asked for while somebody looks at it. */
import * as analysisAnswer from "../core/answer.js";
import * as live from "../core/live.js";
import * as mapView from "../map/map.js";
import * as pivot from "../table/pivot.js";
import * as analysis from "./state.js";

let shownAddress = ""; // the address of what is shown or on its way
/** @type {string[]} */
let codes = []; // the indicators whose numbers are shown
/** @type {AbortController | null} */
let job = null;

/** A page that has just been opened holds no such table yet. */
export function drop() {
  if (job) job.abort();
  job = null;
  shownAddress = "";
}

/**
 * A row is an area to pick, or an indicator to show.
 * @param {string} code
 */
function choose(code) {
  if (analysis.state().pivot === "area") analysis.change({ indicator: code });
  else analysis.pick(code);
}

const wishNow = () => {
  const { pivot: kind, search, sort, selected, indicator } = analysis.state();
  return {
    kind,
    search,
    sort,
    selected: kind === "area" ? indicator : selected,
    language: analysis.language(),
    on: {
      select: choose,
      /** @param {string | null} code */
      hover: (code) => kind === "area" || mapView.highlight(analysis.ID.map, code),
      /** @param {string} name */
      sort: (name) => analysis.change({ sort: name }),
    },
  };
};

/** Follow the state: show the table that it names, or the ranked one. */
export async function follow() {
  const { pivot: kind } = analysis.state();
  const page = analysis.at(analysis.ID.page);
  const host = analysis.at(analysis.ID.pivotTable);
  page.toggleAttribute("data-pivot", Boolean(kind));
  if (kind) page.dataset.pivot = kind;
  host.hidden = !kind;
  analysis.at(analysis.ID.table).hidden = Boolean(kind);
  if (!kind) {
    drop();
    return;
  }
  const url = analysis.pivotAddress(codes);
  if (url === shownAddress) {
    pivot.change(host, wishNow());
    return;
  }
  drop();
  shownAddress = url;
  const mine = (job = new AbortController());
  host.setAttribute("aria-busy", "true");
  try {
    const { header, columns } = await analysisAnswer.ask(url, mine.signal);
    if (mine.signal.aborted || !host.isConnected) return;
    codes = header.pivot.indicators;
    pivot.show(host, header.pivot, columns, wishNow());
  } catch {
    if (shownAddress !== url) return;
    shownAddress = "";
    pivot.sayFailure(host, analysis.language(), follow);
  } finally {
    if (job === mine) host.removeAttribute("aria-busy");
  }
}

/** What this module hears from the page's begin on; main.js calls it once: new numbers are asked for. */
export function listen() {
  const again = live.steadily(() => analysis.at(analysis.ID.page) && follow());
  window.addEventListener("ioc:live", ({ detail }) => {
    const isOn = analysis.at(analysis.ID.page) && analysis.state() && analysis.state().pivot;
    if (isOn && analysis.view() && live.concerns(detail, codes)) again();
  });
}
