/*
 * Alerts on the wall: each comes forward once, over the whole stage; a quiet line stays until it was
 * seen or is over. Texts are set as text: a message brings no mark-up with it.
 *
 * The wall's root says which wall it is (data-wall); alerts are drawn into #wall-alert.
 */
import { node } from "../core/element.js";
import { absent } from "../core/absent.js";
import { knownLanguage } from "../core/words.js";
import * as wallAlertMap from "./alert-map.js";
import * as wallClock from "./clock.js";
import * as wall from "./wall.js";

const SINGLE = 3; // more new ones than these come forward together
const ROWS = 6; // of those, as many as the stage has room for
const SPREAD_MS = 120;
const AGAIN_MS = 10000;
const ANYWAY_MS = 600000;
const BEAT_MS = 1000;
const MOST_GROWTH = 22; // tenths, of a message's letters
const ANSWER_MS = 8000;
const MOST_KEPT = 200;
// What was raised longer ago has come forward where the wall was on.
const NEW_MS = 60000;

/** @type {AlertStage} */
let stage = absent();

// How long something is shown hangs on the wall's own clock, which can be made to run faster.
/**
 * @param {() => void} act
 * @param {number} ms
 */
const later = (act, ms) => wallClock.later(act, ms);

/**
 * @param {AlertItem} alert
 */
const markOf = (alert) => `${alert.id}@${alert.raised_at}`;

// ---- which were shown, also before this page was loaded ----------------------------------

/**
 * @param {string} wall
 */
const keptName = (wall) => `ioc-wall-alerts-${wall}`;

/**
 * The marks of alerts that came forward on this wall; null where this browser has never shown it.
 * @param {string} wall
 * @returns {Set<string> | null}
 */
function readShown(wall) {
  try {
    const marks = JSON.parse(localStorage.getItem(keptName(wall)) || "null");
    return Array.isArray(marks) ? new Set(marks) : null;
  } catch {
    return null;
  }
}

/**
 * A wall that is opened anew has not shown anything itself, but its alerts came forward when they came.
 * @param {AlertItem[]} alerts
 * @param {number} now  of the server
 */
const marksBefore = (alerts, now) =>
  new Set(alerts.filter((alert) => Date.parse(alert.raised_at) < now - NEW_MS).map(markOf));

function keepShown() {
  // What is over cannot come again: its number is never given anew.
  const open = new Set(stage.alerts.map(markOf));
  const marks = [...(stage.shownMarks || [])].filter((mark) => open.has(mark)).slice(-MOST_KEPT);
  stage.shownMarks = new Set(marks);
  try {
    localStorage.setItem(keptName(stage.wall), JSON.stringify(marks));
  } catch {
    // Without a place to keep it a reload shows them once more.
  }
}

// ---- what is open --------------------------------------------------------------------------

async function ask() {
  const mine = stage;
  if (!mine || mine.asking) {
    if (mine) mine.again = true;
    return;
  }
  mine.asking = true;
  mine.again = false;
  const query = new URLSearchParams({ wall: mine.wall, lang: mine.language });
  try {
    const answer = await fetch(`/api/v1/alerts?${query}`, {
      cache: "no-store",
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    if (!answer.ok) throw new Error(String(answer.status));
    const list = await answer.json();
    if (mine !== stage) return;
    mine.due = performance.now() + ANYWAY_MS;
    mine.shownMarks ??= marksBefore(list.items, Date.parse(answer.headers.get("date") || "") || Date.now());
    take(list, mine.shownMarks);
  } catch {
    mine.due = performance.now() + AGAIN_MS;
  } finally {
    mine.asking = false;
    if (mine === stage && mine.again) ask();
  }
}

/**
 * @param {AlertList} list
 * @param {Set<string>} shownMarks
 */
function take(list, shownMarks) {
  stage.list = list;
  stage.alerts = list.items;
  const waiting = new Set(stage.queue);
  for (const alert of list.items) {
    const mark = markOf(alert);
    if (!alert.acknowledged_at && !shownMarks.has(mark) && !waiting.has(mark)) stage.queue.push(mark);
  }
  const open = new Map(unseen().map((alert) => [markOf(alert), alert]));
  stage.queue = stage.queue.filter((mark) => open.has(mark));
  // What was acknowledged or is over leaves the stage at once; a changed number is told anew.
  if (stage.forward) {
    stage.forward.marks = stage.forward.marks.filter((mark) => open.has(mark));
    if (!stage.forward.marks.length) close();
    else draw();
  }
  drawBadge();
  next();
  keepShown();
}

/** Alerts that nobody has seen. What is over is none of them: the server's clock decides that. */
const unseen = () => stage.alerts.filter((alert) => !alert.acknowledged_at);

// ---- coming forward ------------------------------------------------------------------------

function next() {
  if (!stage || stage.forward || !stage.queue.length) return;
  const together = stage.queue.length > SINGLE;
  const marks = stage.queue.splice(0, together ? Infinity : 1);
  if (!together) stage.turn = { at: (stage.turn ? stage.turn.at : 0) + 1 };
  const seconds = stage.list.seconds * (together ? Math.min(2, 1 + marks.length / 10) : 1);
  stage.forward = { marks, together, seconds, began: performance.now() };
  for (const mark of marks) stage.shownMarks?.add(mark);
  keepShown();
  draw();
  bringScene();
  stage.timer = later(close, seconds * 1000);
}

function close() {
  window.clearTimeout(stage.timer);
  stage.forward = null;
  if (!stage.queue.length) stage.turn = null;
  stage.panel.replaceChildren();
  stage.panel.hidden = true;
  stage.place.classList.remove("is-forward");
  drawBadge();
  next();
}

/** The scene that shows the number stands behind the panel and is seen when that goes. */
function bringScene() {
  if (!stage.forward || stage.forward.together || stage.root.classList.contains("is-held")) return;
  const alert = find(stage.forward.marks[0]);
  if (!alert || !alert.indicator) return;
  const card = stage.root.querySelector(`[data-scene] [data-indicator="${CSS.escape(alert.indicator)}"]`);
  const scene = card && card.closest("[data-scene]");
  if (scene) wall.show(scene.dataset.scene);
}

/**
 * @param {string} mark
 */
const find = (mark) => stage.alerts.find((alert) => markOf(alert) === mark);

function draw() {
  if (!stage.forward) return;
  const { marks, together } = stage.forward;
  const alerts = marks.map(find).filter((alert) => alert !== undefined);
  const loudest = alerts.some((/** @type {AlertItem} */ alert) => alert.level === "red")
    ? "red"
    : alerts.some((/** @type {AlertItem} */ alert) => alert.level === "amber")
      ? "amber"
      : "info";
  const isMessage = !together && !alerts[0].words.value;
  stage.panel.className = `wall-alert-panel is-${loudest}${isMessage ? " is-message" : ""}`;
  stage.panel.classList.toggle("is-bare", isMessage && !alerts[0].words.text);
  stage.panel.dataset.alerts = alerts.map((/** @type {AlertItem} */ alert) => alert.id).join(" ");
  stage.panel.replaceChildren(...(together ? many(alerts) : single(alerts[0])));
  if (!together) wallAlertMap.draw(stage.panel, stage.map, alerts[0], stage.language).then(growMessage);
  stage.panel.hidden = false;
  stage.place.classList.add("is-forward");
  growMessage();
  drawBadge();
}

/** The words of a message are as large as the panel has room for, the title in two lines. */
function growMessage() {
  const panel = stage?.panel;
  if (!panel || panel.hidden || !panel.classList.contains("is-message")) return;
  const texts = [...panel.querySelectorAll(".wall-alert-name, .wall-alert-text")];
  const [title] = texts;
  for (let tenths = MOST_GROWTH; tenths >= 10; tenths -= 1) {
    panel.style.setProperty("--alert-growth", String(tenths / 10));
    const isTooTall =
      panel.scrollHeight > panel.clientHeight + 1 ||
      title.offsetHeight > 2.5 * parseFloat(getComputedStyle(title).lineHeight);
    if (!isTooTall && !texts.some((text) => text.scrollWidth > text.clientWidth + 1)) return;
  }
}

/**
 * @param {string} mark
 * @param {string} words
 * @param {HTMLElement[]} parts
 */
function head(mark, words, parts) {
  const element = node("header", "wall-alert-head");
  const sign = node("span", "wall-alert-mark", mark);
  sign.setAttribute("aria-hidden", "true");
  element.append(sign, node("span", "wall-alert-heading", words), ...parts);
  return element;
}

/**
 * @param {AlertItem} alert
 */
function single(alert) {
  const { words } = alert;
  const parts = [];
  const waiting = stage.queue.length;
  if (stage.turn && stage.turn.at + waiting > 1) {
    parts.push(node("span", "wall-alert-turn", `${stage.turn.at}/${stage.turn.at + waiting}`));
  }
  if (words.demo) parts.unshift(node("span", "wall-demo", words.demo));
  parts.push(node("span", "wall-alert-raised", words.at));
  const heading = !words.value ? `${words.heading} · ${words.chip}` : words.heading;
  const elements = [head(words.mark, heading, parts)];

  const what = node("div", "wall-alert-what");
  const name = node("h2", "wall-alert-name", words.name);
  name.classList.toggle("is-long", words.name.length > (words.value ? 21 : 32));
  what.append(name);
  if (words.value) {
    const value = node("strong", "wall-alert-value", words.value);
    value.classList.toggle("is-wide", words.value.length > 6);
    what.append(value);
  }
  elements.push(what);
  if (words.value) {
    const second = node("p", "wall-alert-second");
    second.append(
      node("span", "wall-alert-target", words.target),
      node("span", "wall-alert-chip", `${words.mark} ${words.chip}`),
    );
    elements.push(second);
  } else elements.push(node("p", "wall-alert-text", words.text));

  const lines = node("dl", "wall-alert-lines");
  for (const line of words.lines) {
    const row = node("div", `wall-alert-line is-${line.about}`);
    row.append(node("dt", "", line.label), node("dd", "", line.text));
    lines.append(row);
  }
  elements.push(lines, running());
  return elements;
}

/**
 * @param {AlertItem[]} alerts
 */
function many(alerts) {
  const { many: heading, more } = stage.list;
  const rows = alerts.length > ROWS ? alerts.slice(0, ROWS - 1) : alerts;
  const list = node("ul", "wall-alert-list");
  for (const { words, level } of rows) {
    const row = node("li", `is-${level}`);
    row.append(node("span", "wall-alert-row-name", words.name));
    row.append(
      node("strong", "", words.value),
      node("span", "wall-alert-chip", `${words.mark} ${words.chip}`),
    );
    list.append(row);
  }
  const rest = alerts.length - rows.length;
  if (rest) list.append(node("li", "wall-alert-more", more.replace("{}", String(rest))));
  const demo = alerts.find((alert) => alert.words.demo);
  const parts = demo ? [node("span", "wall-demo", demo.words.demo)] : [];
  parts.push(node("span", "wall-alert-raised", alerts[alerts.length - 1].words.at));
  const places = new Set(
    alerts.map((alert) => (alert.words.lines.find(({ about }) => about === "where") || {}).text || ""),
  );
  if (places.size === 1) list.prepend(node("li", "wall-alert-more", [...places][0]));
  return [head(alerts[0].words.mark, heading.replace("{}", String(alerts.length)), parts), list, running()];
}

/** The line that says how long it stays. A change of the number does not begin it anew. */
function running() {
  const line = node("div", "wall-alert-time");
  const { began, seconds } = stage.forward || { began: 0, seconds: 0 };
  line.style.animationDuration = `${seconds}s`;
  line.style.animationDelay = `${began - performance.now()}ms`;
  return line;
}

// ---- the quiet line ------------------------------------------------------------------------

function drawBadge() {
  const open = unseen();
  const level = ["red", "amber", "info"].find((each) => open.some((alert) => alert.level === each)) || "info";
  const mark = open.find((alert) => alert.level === level)?.words.mark || "";
  const text = open.length ? `${mark} ${stage.list.unseen_words}` : "";
  if (stage.badge.textContent !== text) stage.badge.textContent = text;
  stage.badge.className = `wall-alert-badge is-${level}`;
  stage.badge.hidden = !text || Boolean(stage.forward);
  drawColumn(open, level);
}

/**
 * Where a panel has room, what nobody has seen stands beside the map of every scene.
 * @param {AlertItem[]} open
 * @param {string} level  of the loudest
 */
function drawColumn(open, level) {
  // Only a hall shows it (side.css): elsewhere nothing is seen of its change.
  const isSeen = stage.root.dataset.kind === "hall";
  const key = JSON.stringify([level, stage.list?.unseen_words, open.map(({ id, words }) => [id, words])]);
  for (const column of stage.root.querySelectorAll(".wall-alerts")) {
    if (column.dataset.key === key) continue;
    column.dataset.key = key;
    const parts = open.length ? columnOf(open) : [];
    if (!parts.length && !column.firstChild) continue;
    const fillIn = () => {
      column.className = `wall-alerts is-${level}`;
      column.replaceChildren(...parts);
    };
    if (isSeen) wall.unseen(column.parentElement, fillIn);
    else fillIn();
  }
}

/**
 * @param {AlertItem[]} open
 */
function columnOf(open) {
  const list = node("ul", "wall-alerts-lines");
  for (const { level, words } of open) {
    const line = node("li", `is-${level}`);
    line.append(
      node("span", "wall-alerts-mark", words.mark),
      node("span", "wall-alerts-name", [words.name, words.value].filter(Boolean).join(" ")),
      node("span", "wall-alerts-at", words.at),
    );
    list.append(line);
  }
  return [node("h3", "wall-part-name", stage.list.unseen_words), list];
}

// ---- start and end -------------------------------------------------------------------------

function beat() {
  const root = document.getElementById("wall");
  const place = document.getElementById("wall-alert");
  if (stage && (!root || stage.place !== place || stage.wall !== root.dataset.wall)) end();
  // A picture of a scene that is being edited is no wall.
  if (!root || !place || !root.dataset.wall) return;
  if (!stage) begin(root, place);
  else if (performance.now() >= stage.due) ask();
  // Scenes that were changed come without it.
  else if (stage.list && root.querySelector(".wall-alerts:not([data-key])")) drawBadge();
}

/**
 * @param {HTMLElement} root
 * @param {HTMLElement} place
 */
function begin(root, place) {
  const wall = root.dataset.wall || "";
  const panel = node("section", "wall-alert-panel");
  panel.setAttribute("role", "alert");
  panel.hidden = true;
  // Somebody who stands before the wall need not wait; nobody but the remote says that it was seen.
  panel.addEventListener("click", (event) => {
    event.stopPropagation();
    close();
  });
  const badge = node("p", "wall-alert-badge");
  badge.setAttribute("role", "status");
  badge.hidden = true;
  const map = wallAlertMap.element();
  place.replaceChildren(badge, panel);
  stage = {
    root,
    place,
    panel,
    map,
    badge,
    wall,
    language: knownLanguage(root.lang),
    shownMarks: readShown(wall),
    alerts: [],
    queue: [],
    list: absent(),
    forward: null,
    turn: null,
    timer: 0,
    asking: false,
    again: false,
    due: performance.now() + AGAIN_MS,
  };
  ask();
}

function end() {
  window.clearTimeout(stage.timer);
  stage.place.replaceChildren();
  stage = absent();
}

let beating = 0;
function onPage() {
  const here = document.body.dataset.page === "wall";
  if (here && !beating) {
    beating = window.setInterval(beat, BEAT_MS);
    beat();
  } else if (!here && beating) {
    window.clearInterval(beating);
    beating = 0;
    if (stage) end();
  }
}

let isLost = false;

/** What this module hears from the page's begin on; main.js calls it once. */
export function listen() {
  window.addEventListener("ioc:live", ({ detail }) => {
    if (isLost && detail.state !== "lost" && stage) ask();
    isLost = detail.state === "lost";
  });
  window.addEventListener("ioc:signal", ({ detail }) => {
    const isAlert = detail.missed || (detail.items || []).some((item) => item.about === "alert");
    // Hundreds of walls hear it in the same moment.
    if (stage && isAlert) window.setTimeout(ask, Math.random() * SPREAD_MS);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && stage && stage.forward) close();
  });
  new MutationObserver(onPage).observe(document.body, { attributes: true, attributeFilter: ["data-page"] });
  onPage();
}
