/*
 * A page on paper: a heading with its title and the day, light colours, charts as wide as the paper. What is
 * folded is unfolded, but for the long parts of a page that say so (data-stays-folded): these are counted at its
 * end. Maps lay themselves out (map/paper.js).
 */
import { node } from "../core/element.js";
import { say } from "../core/words.js";

/**
 * The day as people write it: "03/12/2026".
 * @param {Date} day
 */
function dayText(day) {
  const two = (/** @type {number} */ part) => String(part).padStart(2, "0");
  return `${two(day.getDate())}/${two(day.getMonth() + 1)}/${day.getFullYear()}`;
}

/** @type {string | null} */
let screenTheme = null;
/** @type {Element[]} */
let folds = []; // what paper shows unfolded

function fillHeading() {
  const head = document.querySelector(".ioc-print-head");
  if (!head) return;
  const language = document.querySelector(".ioc-shell")?.getAttribute("lang") || "";
  head.replaceChildren(
    node("span", "", head.getAttribute("data-office") || ""),
    node("span", "", say("shell-printed", language, { day: dayText(new Date()) })),
    node("strong", "", document.title),
  );
  // A page whose definition is fetched on demand says its source itself.
  const source = document.querySelector("[data-print-source]")?.getAttribute("data-print-source");
  if (source) head.append(node("span", "", `${say("format-source", language)}: ${source}`));
}

/** Say at the end how much of the page is not on paper, and where it is. */
function fillEnd() {
  const end = document.querySelector(".ioc-print-end");
  if (!end) return;
  const folded = "details[data-stays-folded]:not([open])";
  const cards = document.querySelectorAll(`${folded} .ioc-card`).length;
  const parts = [...document.querySelectorAll(`${folded}.ioc-area-panel > summary`)].map(
    ({ textContent }) => textContent,
  );
  const language = document.querySelector(".ioc-shell")?.getAttribute("lang") || "";
  const names = [cards ? say("shell-print_cards", language, { count: String(cards) }) : "", ...parts];
  const list = names.filter(Boolean).join("; ");
  end.textContent = list ? say("shell-print_end", language, { parts: list, address: location.href }) : "";
}

function toPaper() {
  const root = document.documentElement;
  screenTheme = root.getAttribute("data-bs-theme");
  if (screenTheme === "dark") {
    root.setAttribute("data-bs-theme", "light");
    window.dispatchEvent(new Event("ioc:theme"));
  }
  folds = [...document.querySelectorAll("main details:not([open], [data-stays-folded])")];
  for (const each of folds) each.toggleAttribute("open", true);
  fillEnd();
  fillHeading();
  for (const picture of document.querySelectorAll(".main-svg")) {
    const [width, height] = ["width", "height"].map((side) => picture.getAttribute(side));
    picture.setAttribute("viewBox", `0 0 ${width} ${height}`);
    picture.parentElement.style.setProperty("--ioc-chart-shape", `${width} / ${height}`);
  }
}

function toScreen() {
  for (const picture of document.querySelectorAll(".main-svg")) picture.removeAttribute("viewBox");
  for (const each of folds) each.toggleAttribute("open", false);
  folds = [];
  if (screenTheme !== "dark") return;
  document.documentElement.setAttribute("data-bs-theme", "dark");
  window.dispatchEvent(new Event("ioc:theme"));
}

/** What this module hears from the page's begin on; main.js calls it once. */
export function listen() {
  window.addEventListener("beforeprint", toPaper);
  window.addEventListener("afterprint", toScreen);
}
