/* The map on an alert's panel: where it is. */
import * as live from "../core/live.js";
import { node } from "../core/element.js";
import * as map from "../map/map.js";

const ID = "wall-alert-map";
const ANSWER_MS = 8000;
// Counts what the panel showed: a late answer is no picture of the alert that came after.
let turn = 0;

/**
 * Whether an alert has a map on this wall: on a TV its words need the whole panel.
 * @param {AlertItem} alert
 */
const hasMap = (alert) =>
  Boolean(alert.vintage && alert.area) && document.getElementById("wall")?.dataset.kind !== "tv";

/** The place of the map, kept while panels come and go. */
export function element() {
  const figure = node("figure", "wall-alert-figure");
  const picture = node("div", "wall-map");
  picture.id = ID;
  figure.append(picture, node("figcaption", "wall-alert-where"));
  return figure;
}

/**
 * Put the map of an alert's area on its panel; one without an area has none. Without an answer the
 * panel says in words where it is.
 * @param {HTMLElement} panel
 * @param {HTMLElement} figure
 * @param {AlertItem} alert
 * @param {string} language
 */
export async function draw(panel, figure, alert, language) {
  const mine = ++turn;
  panel.classList.toggle("has-map", hasMap(alert));
  if (!hasMap(alert)) return;
  const where = alert.words.lines.find((line) => line.about === "where");
  figure.classList.toggle("is-place", !alert.indicator);
  figure.classList.add("is-waiting");
  /** @type {HTMLElement} */ (figure.lastElementChild).textContent = where ? where.text : "";
  panel.append(figure);
  const fields = new URLSearchParams({
    vintage: alert.vintage || "",
    area: alert.area || "",
    indicator: alert.indicator || "",
    rev: String(live.revision),
    lang: language,
  });
  let isDrawn = false;
  try {
    const answer = await fetch(`/wall/alert-map?${fields}`, { signal: AbortSignal.timeout(ANSWER_MS) });
    const spec = answer.status === 200 ? await answer.json() : null;
    if (mine !== turn || !figure.isConnected) return;
    isDrawn = spec !== null && (await map.show(ID, spec), true);
  } catch {
    // As without an answer.
  }
  if (mine !== turn) return;
  figure.classList.toggle("is-waiting", !isDrawn);
  panel.classList.toggle("has-map", isDrawn);
}
