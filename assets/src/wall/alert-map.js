/* The map on an alert's panel: where it is. */
import * as live from "../core/live.js";
import { node } from "../core/element.js";
import * as map from "../map/map.js";

const ID = "wall-alert-map";
const ANSWER_MS = 8000;

/**
 * @param {AlertItem} alert
 */
export const hasMap = (alert) => Boolean(alert.vintage && alert.area);

/** The place of the map, kept while panels come and go. */
export function element() {
  const figure = node("figure", "wall-alert-figure");
  const picture = node("div", "wall-map");
  picture.id = ID;
  figure.append(picture, node("figcaption", "wall-alert-where"));
  return figure;
}

/**
 * Put the map of an alert's area on its panel; one without an area has none.
 * @param {HTMLElement} panel
 * @param {HTMLElement} figure
 * @param {AlertItem} alert
 * @param {string} language
 */
export async function draw(panel, figure, alert, language) {
  panel.classList.toggle("has-map", hasMap(alert));
  if (!hasMap(alert)) return;
  const where = alert.words.lines.find((line) => line.about === "where");
  figure.classList.toggle("is-place", !alert.indicator);
  /** @type {HTMLElement} */ (figure.lastElementChild).textContent = where ? where.text : "";
  panel.append(figure);
  const fields = new URLSearchParams({
    vintage: alert.vintage || "",
    area: alert.area || "",
    indicator: alert.indicator || "",
    rev: String(live.revision),
    lang: language,
  });
  try {
    const answer = await fetch(`/wall/alert-map?${fields}`, { signal: AbortSignal.timeout(ANSWER_MS) });
    if (answer.status === 200 && figure.isConnected) await map.show(ID, await answer.json());
  } catch {
    // The panel says where in words.
  }
}
