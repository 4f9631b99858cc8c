/* "Số này từ đâu?": the formula, submissions, missing areas and conversion of one number, in a dialog. */
import { node } from "../core/element.js";
import { say } from "../core/words.js";
import * as analysis from "./state.js";

const PATH = "/nguon-so";

/**
 * Terms with their texts.
 * @param {[string, string][]} terms
 * @param {string} className
 */
function termList(terms, className) {
  const list = node("dl", className);
  for (const [term, text] of terms) {
    const line = node("div");
    line.append(node("dt", "", term), node("dd", "", text));
    list.append(line);
  }
  return list;
}

/**
 * The cells of a file: "C14", its sheet, and the text as shown; a typed number has no cell.
 * @param {SourceReport} report
 */
function cellList({ cells }) {
  const list = node("ul", "ana-source-cells");
  for (const [part, sheet, cell, text] of cells) {
    const line = node("li");
    if (cell) line.append(node("strong", "", cell));
    line.append(node("q", "", text), node("span", "", `${part} · ${sheet}`));
    list.append(line);
  }
  return list;
}

/**
 * @param {SourceReport} report
 * @param {string} download
 */
function reportCard(report, download) {
  const card = node("article", "ana-source-report");
  card.append(node("h4", "", report.heading));
  if (report.state) card.append(node("p", "ana-source-state", report.state));
  if (report.cells.length) card.append(cellList(report));
  card.append(termList(report.terms, "ana-source-terms"));
  if (report.original) {
    const link = node("a", "ana-source-link", download);
    link.href = report.original;
    link.download = "";
    card.append(link);
  }
  return card;
}

/**
 * @param {SourceLines} lines
 */
function factPart({ heading, lines, address, link }) {
  const part = node("section", "ana-source-part");
  part.append(node("h3", "", heading), ...lines.map((line) => node("p", "", line)));
  if (address) {
    const anchor = node("a", "ana-source-link", link);
    anchor.href = address;
    part.append(anchor);
  }
  return part;
}

/**
 * What a dialog shows of an answer.
 * @param {NumberSource} source
 * @returns {HTMLElement[]}
 */
function contentOf(source) {
  const value = node("p", "ana-source-value");
  value.append(node("strong", "", source.value));
  if (source.formula) value.append(node("span", "", source.formula));
  /** @type {HTMLElement[]} */
  const parts = [node("p", "ana-source-title", source.title), value];
  if (source.demo) parts.push(node("p", "ana-source-demo", source.demo));
  if (source.preliminary) parts.push(node("p", "ana-source-preliminary", source.preliminary));
  if (source.terms.length) parts.push(termList(source.terms, "ana-source-terms ana-source-formula"));
  parts.push(...source.facts.map(factPart));
  for (const { heading, note, reports } of source.sections) {
    const part = node("section", "ana-source-part");
    part.append(node("h3", "", heading));
    if (note) part.append(node("p", "", note));
    part.append(...reports.map((report) => reportCard(report, source.download)));
    parts.push(part);
  }
  return parts;
}

/**
 * Tell where the number of an area, of the indicator and period on screen, comes from.
 * @param {string} area  its code
 */
export async function open(area) {
  const { vintage, indicator, period } = analysis.state();
  const language = analysis.language();
  const dialog = node("dialog", "ana-source");
  dialog.setAttribute("aria-labelledby", "analysis-source-heading");
  const head = node("header", "ana-source-head");
  const heading = node("h2", "", say("source-open", language));
  heading.id = "analysis-source-heading";
  const close = node("button", "ana-chip", "✕");
  close.type = "button";
  close.setAttribute("aria-label", say("source-close", language));
  close.addEventListener("click", () => dialog.close());
  head.append(heading, close);
  const body = node("div", "ana-source-body");
  body.setAttribute("role", "status");
  body.append(node("p", "", say("source-loading", language)));
  dialog.append(head, body);
  dialog.addEventListener("close", () => dialog.remove());
  // A press beside it closes it, as Esc does.
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  const query = new URLSearchParams({ vintage, area, indicator, period, lang: language });
  try {
    const answer = await fetch(`${PATH}?${query}`);
    if (!answer.ok) throw new Error(String(answer.status));
    body.replaceChildren(...contentOf(await answer.json()));
  } catch {
    body.replaceChildren(node("p", "", say("screen-no_answer", language)));
  }
}
