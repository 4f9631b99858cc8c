/* What the wall asks the server: what a scene says now, and what the screen itself is. */
import * as live from "../core/live.js";
import { setProps } from "../core/props.js";
import { isLanguage } from "../core/words.js";
import * as wallClock from "./clock.js";
import { keepPlaces } from "./places.js";

const ANSWER_MS = 12000;
const AGAIN_MS = 3000;
const FRESH_MS = 9000;
// Of the page's own address, what a scene depends on, and what the screen does.
const OWN = ["man-hinh", "dia-ban", "ky-dia-gioi", "lang"];
const OF_SCREEN = [...OWN, "nen"];

/** @type {{ code: string, until: number, marks: number } | null} */
let asking = null; // {code, until, marks}: the scene that is asked for and not told yet
/** @type {number | undefined} */
let screenAsked; // timer
let lastAsked = 0; // which question for the screen was the last

/**
 * Add what the page's own address says; an unknown language is as good as none.
 * @param {URLSearchParams} fields
 * @param {string[]} names
 */
function addOwn(fields, names) {
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (value && names.includes(name) && (name !== "lang" || isLanguage(value))) fields.set(name, value);
  }
  return fields;
}

/**
 * Something has changed that a scene shows.
 * @param {WallSceneState} scene
 */
export const mark = (scene) => (scene.marks += 1);

/**
 * @param {WallSceneState} scene
 */
export const isBehind = (scene) => scene.marks > scene.marksSeen;

/**
 * Ask for a scene that is behind, the shown one first, one at a time; `take` what is told.
 * @param {WallState} wall
 * @param {(told: SceneAnswer) => void} take
 */
export async function refresh(wall, take) {
  const now = performance.now();
  if (document.documentElement.dataset.live === "lost" || (asking && now < asking.until)) return;
  const code = wall.order().find((one) => isBehind(wall.scenes.get(one)));
  if (!code) return;
  const mine = (asking = { code, until: now + ANSWER_MS, marks: wall.scenes.get(code).marks });
  try {
    const answer = await fetch(addressOf(wall, code), {
      cache: "no-store",
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    if (answer.status === 200) return take(await answer.json());
  } catch {
    // The line's state is told elsewhere.
  }
  mine.until = performance.now() + AGAIN_MS;
}

/**
 * @param {WallState} wall
 * @param {string} code
 */
function addressOf(wall, code) {
  const fields = new URLSearchParams({ scene: code, area: wall.away, rev: String(wall.revision) });
  if (wall.screen) fields.set("screen", wall.screen.digest);
  return `/wall/scene?${addOwn(fields, OWN)}`;
}

/**
 * Set what differs in one scene; numbers that changed say so quietly. Tells whether some did.
 * @param {WallState} wall
 * @param {SceneAnswer} answer
 */
export function apply(wall, answer) {
  const scene = wall.scenes.get(answer.scene);
  if (asking && asking.code === answer.scene) {
    scene.marksSeen = Math.min(asking.marks, scene.marks);
    asking = null;
  }
  scene.revision = answer.revision;
  // The answer to a question of before an order.
  if (answer.area !== wall.away && !isBehind(scene)) mark(scene);
  const elsewhere = answer.area !== scene.area;
  scene.area = answer.area;
  scene.inOrder = answer.leaves;
  const isRead = wall.shown.includes(answer.scene) && !elsewhere;
  const before = setLeaves(scene, isRead ? keepPlaces(scene.leaves, answer.leaves) : answer.leaves);
  let isMove = false;
  for (const [id, props] of Object.entries(scene.leaves)) {
    const row = /^(.*-row-\d+)-value$/.exec(id);
    if (!row || before[id]?.children === props.children || elsewhere) continue;
    // Another card may have come to this place: the order follows the urgency.
    if (before[row[1]]?.["data-indicator"] !== scene.leaves[row[1]]["data-indicator"]) continue;
    isMove = true;
    const element = document.getElementById(row[1]);
    element.dataset.fresh = "";
    element.querySelector(".wall-fresh").dataset.before = before[id].children;
    if (wall.shown.includes(answer.scene)) fade(element);
  }
  return isMove;
}

/**
 * Set what differs; returns what there was.
 * @param {WallSceneState} scene
 * @param {WallLeaves} leaves
 */
function setLeaves(scene, leaves) {
  const before = scene.leaves;
  for (const [id, props] of Object.entries(leaves)) {
    const changes = Object.entries(props).filter(
      ([name, value]) => JSON.stringify(before[id]?.[name]) !== JSON.stringify(value),
    );
    if (changes.length) setProps(id, Object.fromEntries(changes));
  }
  scene.leaves = leaves;
  return before;
}

/**
 * Whether the cards of a scene would have another order, were it shown anew.
 * @param {WallSceneState} scene
 */
export const isOutOfOrder = (scene) => scene.inOrder !== scene.leaves;

/**
 * Put the cards of a scene into their order, before it is shown again; tells whether some moved.
 * @param {WallSceneState} scene
 */
export function putInOrder(scene) {
  if (!isOutOfOrder(scene)) return false;
  const rows = [...document.querySelectorAll(`[data-scene="${scene.code}"] .wall-row[data-fresh]`)];
  for (const row of rows) delete row.dataset.fresh;
  setLeaves(scene, scene.inOrder);
  return true;
}

/**
 * @param {HTMLElement} row
 */
export function fade(row) {
  wallClock.later(() => delete row.dataset.fresh, FRESH_MS);
}

/**
 * Ask what the screen is: its scenes, its area, whether it may show anything at all.
 * @param {string} digest
 * @param {string} sceneCode
 * @param {(told: WallOrder) => void} take
 */
async function askScreen(digest, sceneCode, take) {
  const mine = (lastAsked += 1);
  const fields = addOwn(
    new URLSearchParams({ digest, shown: sceneCode, signal: String(live.signal()) }),
    OF_SCREEN,
  );
  try {
    const answer = await fetch(`/wall/screen?${fields}`, {
      cache: "no-store",
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    if (answer.status !== 200) return; // It is what the page shows.
    const content = await answer.json();
    if (mine !== lastAsked) return;
    setProps("wall-stage", { children: content.stage });
    // The new scenes are in the page with the next picture but one.
    requestAnimationFrame(() => requestAnimationFrame(() => take(content.screen)));
  } catch {
    // The line's state is told elsewhere; the next word of the server asks again.
  }
}

/**
 * The same soon: one question for several words that come together.
 * @param {() => string} digest
 * @param {() => string} sceneCode
 * @param {(told: WallOrder) => void} take
 */
export function askScreenSoon(digest, sceneCode, take) {
  window.clearTimeout(screenAsked);
  screenAsked = window.setTimeout(() => askScreen(digest(), sceneCode(), take), 50);
}
