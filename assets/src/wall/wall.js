/* The wall's clockwork: scenes that take turns, lines that say one thing after another. */
import { absent } from "../core/absent.js";
import * as live from "../core/live.js";
import * as map from "../map/map.js";
import * as wallCare from "./care.js";
import * as wallClock from "./clock.js";
import { fit } from "./fit.js";
import * as wallHands from "./hands.js";
import * as wallHead from "./head.js";
import * as wallLine from "./line.js";
import * as wallNews from "./news.js";
import * as wallOrders from "./orders.js";
import { layOut } from "./panel.js";
import * as wallPins from "./pins.js";
import * as wallPlay from "./play/play.js";
import * as wallPlot from "./plot.js";
import { firstSeats, markSeats, seat } from "./seats.js";
import { showTurn } from "./turns.js";

const PAGE_MS = 5000;
const REFUSED_ASK_MS = 60 * 1000;
const FRAMES = 200;
const SETTLE_MS = 60; // new words are in the page by then

/** @type {WallState} */
let wall = absent();
/** @type {number | null} */
let refusalTimer = null; // timer of a page that may show nothing

const now = () => wallClock.now();
const steady = () => wallClock.steady();
/**
 * @param {string} code
 */
const sectionOf = (code) => wall.root.querySelector(`[data-scene="${code}"]`);

// ---- scenes -----------------------------------------------------------------------------

/**
 * Draw a scene's map where it is not drawn yet; resolves when it can be shown, map or not.
 * @param {string} code
 */
function prepare(code) {
  const scene = wall.scenes.get(code);
  if (scene.drawing) return scene.drawing;
  const id = wallPlay.mapId(scene);
  const picture = scene.map ? map.show(id, scene.map) : Promise.resolve(null);
  scene.drawing = picture.catch(() => null);
  return scene.drawing;
}

/** The scenes after the shown one, so that none is waited for. */
async function prepareRest() {
  const mine = wall;
  for (const code of order()) {
    if (mine !== wall) return;
    await prepare(code);
  }
}

function order() {
  const codes = [...wall.scenes.keys()];
  const at = codes.indexOf(wall.sceneCode);
  return [...codes.slice(at), ...codes.slice(0, at)];
}

/**
 * Change to a scene; the present one stays until the other is drawn.
 * @param {string} code
 */
export async function show(code) {
  if (!wall || !wall.scenes.has(code) || wall.next === code) return;
  const mine = wall;
  wall.next = code;
  await prepare(code);
  if (mine === wall && !wall.shown.includes(code)) await putInOrder(code);
  if (mine !== wall || wall.next !== code) return;
  wall.next = null;
  wall.shown = seat(wall.shown, wall.sceneCode, code);
  wall.sceneCode = code;
  wall.since = steady();
  markSeats(wall.root, wall.shown, code);
  turnTo(0);
  play();
  markDots();
  for (const row of sectionOf(code).querySelectorAll("[data-fresh]")) wallNews.fade(row);
  nameWindow();
}

/** The window is named after the scene and the wall (layouts.wall.page.window_title). */
function nameWindow() {
  const names = [wall.scenes.get(wall.sceneCode)?.name, wall.root.dataset.name];
  document.title = names.filter(Boolean).join(" · ");
}

/**
 * The cards of a scene that nobody reads go where their urgency puts them.
 * @param {string} code
 */
async function putInOrder(code) {
  if (!wallNews.putInOrder(wall.scenes.get(code))) return;
  await new Promise((go) => window.setTimeout(go, SETTLE_MS));
  if (wall?.scenes.has(code)) settle(sectionOf(code));
}

/**
 * By hand or by order every scene can be reached, by itself only those whose hours these are.
 * @param {number} by
 */
function step(by, onlyDue = false) {
  if (!wall) return;
  const codes = [...wall.scenes.keys()];
  const from = codes.indexOf(wall.next || wall.sceneCode);
  const after = codes.map(
    (_, index) => codes[(from + by * (index + 1) + codes.length * codes.length) % codes.length],
  );
  const due = onlyDue ? after.filter((code) => wallClock.isDue(wall.scenes.get(code), now())) : after;
  if (due.length) show(due[0]);
  // The only one whose hours these are begins anew.
  if (due[0] === wall.sceneCode) {
    wall.since = steady();
    if (wallNews.isOutOfOrder(wall.scenes.get(due[0])))
      unseen(sectionOf(due[0]), () => wall && putInOrder(due[0]));
  }
}

const markDots = () => wallHead.markDots(wall.root, [...wall.scenes.keys()], wall.sceneCode);

export function hold(isHeld = true) {
  if (!wall) return;
  wall.isHeld = isHeld;
  wall.since = steady();
  wall.root.classList.toggle("is-held", isHeld);
  wallLine.tell(wall.isHeld);
}

/**
 * Show another area in every scene; "" is the wall's own again.
 * @param {string} area
 */
function goTo(area) {
  wall.away = area;
  for (const scene of wall.scenes.values()) if (scene.area !== area) wallNews.mark(scene);
  wallNews.refresh(wall, take);
}

// ---- lines that take turns ---------------------------------------------------------------

/**
 * @param {number} page
 */
function turnTo(page) {
  wall.page = page;
  wall.turnedAt = steady();
  turnPages();
}

function turnPages() {
  for (const code of wall.shown) showTurn(sectionOf(code), wall.page, wall.composition);
}

function beat() {
  if (!wall.root.isConnected) return stop();
  const at = now();
  const { hour, day } = wallClock.local(at);
  wallHead.tellTime(hour, day);
  wallCare.tend(wall.root, wall.screen, wall.theme, at);
  wallOrders.tend(orders);
  if (steady() - wall.turnedAt >= PAGE_MS) turnTo(wall.page + 1);
  const scene = wall.scenes.get(wall.sceneCode);
  const isOver = steady() - wall.since >= scene.seconds * 1000 || !wallClock.isDue(scene, at);
  if (!wall.isHeld && !wall.next && isOver && !wallPlay.isRunning()) step(1, true);
  // The age of a number grows overnight, without any change of the store.
  if (day !== wall.day) {
    wall.day = day;
    for (const each of wall.scenes.values()) wallNews.mark(each);
  }
  if (wall.screen && wall.screen.until && Date.parse(wall.screen.until) <= at && !wall.expired) {
    wall.expired = true;
    askScreen();
  }
  wallLine.behind(wall.shown.some((code) => wallNews.isBehind(wall.scenes.get(code))));
  wallLine.tell(wall.isHeld);
  wallNews.refresh(wall, take);
}

// ---- news from the server ----------------------------------------------------------------

/**
 * @param {SceneAnswer} answer
 */
function take(answer) {
  if (!wall || !wall.scenes.has(answer.scene)) return;
  const scene = wall.scenes.get(answer.scene);
  // Another area is another scene: its parts are elsewhere, and do not move there before all eyes.
  const isElsewhere = answer.area !== scene.area && wall.shown.includes(answer.scene);
  const isStill = () => wall?.scenes.get(answer.scene) === scene;
  if (isElsewhere) unseen(sectionOf(answer.scene), () => isStill() && apply(scene, answer));
  else apply(scene, answer);
}

/**
 * Do something to a scene, or to a part of it, while that is not seen.
 * @param {HTMLElement} part
 * @param {() => void} act
 */
export function unseen(part, act) {
  const section = /** @type {HTMLElement} */ (part.closest("[data-scene]"));
  part.classList.add("is-unseen");
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      act();
      const isThere = wall && section.isConnected && wall.scenes.has(String(section.dataset.scene));
      if (isThere) settle(section);
      window.setTimeout(() => part.classList.remove("is-unseen"), 2 * SETTLE_MS);
    }),
  );
}

/**
 * @param {WallSceneState} scene
 * @param {SceneAnswer} answer
 */
function apply(scene, answer) {
  const isMove = wallNews.apply(wall, answer);
  // What is new is said at once, not when its turn comes.
  if (isMove && wall.shown.includes(answer.scene)) turnTo(0);
  if (JSON.stringify(scene.map) !== JSON.stringify(answer.map)) {
    if (answer.scene === wall.sceneCode) wallPlay.end();
    scene.map = answer.map;
    scene.drawing = null;
    // What is drawn stays until the new picture is ready: no scene becomes unready.
    prepare(answer.scene);
  }
  scene.before = answer.before;
  scene.villages = answer.villages;
  scene.plot = answer.plot;
  window.setTimeout(() => wall && settle(sectionOf(answer.scene)), SETTLE_MS);
  // The next scene at once; the same one again only with the next beat.
  if (!wallNews.isBehind(scene)) wallNews.refresh(wall, take);
}

/**
 * @param {CustomEvent<LiveWord>} event
 */
function onLive(event) {
  const isBack = wallLine.takeWord(event.detail);
  if (isBack && (wall || refusalTimer)) {
    wallLine.checkVersion();
    askScreen();
  }
  if (!wall) return;
  const { revision, touched } = event.detail;
  // A store that was restored from a copy counts from further back.
  if (revision >= 0 && revision !== wall.revision) {
    wall.revision = revision;
    for (const scene of wall.scenes.values()) {
      if (scene.revision !== revision && live.concerns({ touched }, scene.indicators)) wallNews.mark(scene);
    }
  }
  wallLine.tell(wall.isHeld);
  wallNews.refresh(wall, take);
}

/**
 * @param {CustomEvent<SignalsAnswer>} event
 */
function onSignal(event) {
  const { items = [], missed } = event.detail;
  if (missed || items.some((each) => each.about === "wall" || each.about === "scene")) askScreen();
  if (!wall || !wall.screen) return;
  for (const { about, key, body } of items) {
    if (about === "order" && key === wall.screen.code)
      wallOrders.obey(orders, /** @type {WallCommand} */ (body));
  }
}

function askScreen() {
  // A scene that is only looked at (in an editor) is no screen.
  if (!refusalTimer && !(wall && wall.screen)) return;
  wallNews.askScreenSoon(
    () => wall?.screen?.digest || "",
    () => (wall && wall.sceneCode) || "",
    start,
  );
}

// ---- hands --------------------------------------------------------------------------------

const orders = {
  step,
  show,
  hold,
  goTo,
  turn: () => turnTo(0),
  isHeld: () => wall.isHeld,
  get words() {
    return wall.words;
  },
};

const hands = {
  step,
  toggle: () => hold(!wall.isHeld),
};

/**
 * @param {KeyboardEvent} event
 */
const onKey = (event) => wall && wallHands.press(event, wall.root, hands);
/**
 * @param {MouseEvent} event
 */
const onTap = (event) => wallHands.tap(event, hands);
const onMove = () => wallHands.stir(wall.root);

// ---- start ---------------------------------------------------------------------------------

/**
 * @param {WallOrder} screenOrder
 * @returns {WallScenes}
 */
function scenesOf(screenOrder) {
  const { revision } = screenOrder;
  const began = { area: "", revision, marks: 0, marksSeen: 0, drawing: null, reveal: null };
  return /** @type {WallScenes} */ (
    new Map(screenOrder.scenes.map((scene) => [scene.code, { ...scene, ...began, inOrder: scene.leaves }]))
  );
}

/**
 * @param {WallSceneState} scene
 * @param {HTMLElement} map
 */
function placePinsOf(scene, map) {
  wallPins.place(map, scene, wall.composition.worst);
}

/**
 * Let the shown scene play, if it is one that does.
 */
function play() {
  const scene = wall.scenes.get(wall.sceneCode);
  const section = sectionOf(scene.code);
  const reveal = (/** @type {number | null} */ count) => {
    scene.reveal = count;
    const map = section.querySelector(".wall-map");
    if (wall && map) placePinsOf(scene, /** @type {HTMLElement} */ (map));
  };
  wallPlay.begin(scene, section, { words: wall.words, reveal });
}

/**
 * @param {MutationRecord[]} changes  maps that were painted
 */
function placePins(changes) {
  for (const change of changes) {
    const map = /** @type {HTMLElement} */ (change.target);
    const section = map.closest("[data-scene]");
    const scene = section && wall.scenes.get(section.dataset.scene);
    if (scene) placePinsOf(scene, map);
  }
}

/**
 * Begin with what the page was told of its screen, or go on where that has changed.
 * @param {WallOrder} screenOrder
 */
function start(screenOrder) {
  const root = document.getElementById("wall");
  if (!root || !screenOrder) return null;
  begin(root, screenOrder, FRAMES);
  return screenOrder.revision || 0;
}

/**
 * Fit the texts of a scene into their places, and draw its trend at its size.
 * @param {HTMLElement} section
 */
function settle(section) {
  fit(section, wall.composition);
  const plot = section.querySelector(".wall-trend-picture");
  if (plot)
    wallPlot.draw(/** @type {HTMLElement} */ (plot), wall.scenes.get(String(section.dataset.scene)).plot);
  if (wall.shown.includes(String(section.dataset.scene))) turnPages();
}

/** Put as many scenes on screen as it has room for. */
function sitDown() {
  if (wall.shown.length !== Math.min(wall.composition.scenes, wall.scenes.size))
    wall.shown = firstSeats(order(), wall.composition.scenes);
  markSeats(wall.root, wall.shown, wall.sceneCode);
}

function settleAll() {
  if (wall) for (const code of wall.scenes.keys()) settle(sectionOf(code));
}

function onResize() {
  wall.composition = layOut(wall.root, wall.screen);
  sitDown();
  settleAll();
}

/**
 * A wall as it begins, or as it goes on where its screen has changed.
 * @param {HTMLElement} root
 * @param {WallOrder} screenOrder
 * @param {WallComposition} composition
 * @param {WallState | null} before
 * @returns {WallState}
 */
function stateOf(root, screenOrder, composition, before) {
  const { screen, theme, words, shown: sceneCode } = screenOrder;
  const { isHeld, away, page } = before || { isHeld: screenOrder.hold, away: "", page: 0 };
  return {
    root,
    screen,
    theme,
    composition,
    words,
    scenes: scenesOf(screenOrder),
    sceneCode,
    shown: [sceneCode],
    next: null,
    isHeld,
    away,
    revision: live.revision > 0 ? live.revision : screenOrder.revision,
    since: before && before.sceneCode === sceneCode ? before.since : steady(),
    day: wallClock.local(now()).day,
    page,
    turnedAt: steady(),
    expired: false,
    order,
    pictures: new MutationObserver(placePins),
  };
}

/**
 * The scenes may still be on their way into the page.
 * @param {HTMLElement} root
 * @param {WallOrder} screenOrder
 * @param {number} frames
 */
function begin(root, screenOrder, frames) {
  const isThere = screenOrder.scenes.every(({ code }) => document.getElementById(`wall-scene-${code}`));
  if (!isThere && frames) return window.requestAnimationFrame(() => begin(root, screenOrder, frames - 1));
  const before = wall && wall.root === root ? wall : null;
  if (before && screenOrder.language !== root.lang) return location.reload();
  stop();
  const composition = layOut(root, screenOrder.screen);
  root.classList.toggle("is-refused", Boolean(screenOrder.refused));
  if (screenOrder.refused || !screenOrder.scenes.length) {
    refusalTimer = window.setInterval(askScreen, REFUSED_ASK_MS);
    return null;
  }
  run(stateOf(root, screenOrder, composition, before), screenOrder.revision);
  if (!before) wallLine.checkVersion();
  return null;
}

/**
 * Let a wall run.
 * @param {WallState} next
 * @param {number} revision  of the store when its page was made
 */
function run(next, revision) {
  wall = next;
  const { root, screen } = wall;
  root.dataset.wall = screen ? screen.code : "";
  if (wall.away) goTo(wall.away);
  // What came between the page's making and its first word from the server.
  if (wall.revision !== revision) for (const scene of wall.scenes.values()) wallNews.mark(scene);
  root.addEventListener("click", onTap);
  root.addEventListener("pointermove", onMove);
  window.addEventListener("resize", onResize);
  // Each new picture may have moved the land: a legend that grew, a panel of another size.
  wall.pictures.observe(root, { attributes: true, subtree: true, attributeFilter: ["data-painted"] });
  sitDown();
  root.classList.toggle("is-held", wall.isHeld);
  settleAll();
  // Letters on their way are measured again.
  if (document.fonts.status !== "loaded") document.fonts.ready.then(settleAll);
  markDots();
  nameWindow();
  beat();
  wallClock.beat(beat);
  prepare(wall.sceneCode).then(() => wall === next && play());
  prepareRest();
}

function stop() {
  window.clearInterval(refusalTimer ?? undefined);
  refusalTimer = null;
  wallPlay.end();
  if (!wall) return;
  wallClock.beat(null);
  wall.pictures.disconnect();
  wall.root.removeEventListener("click", onTap);
  wall.root.removeEventListener("pointermove", onMove);
  window.removeEventListener("resize", onResize);
  wall = absent();
}

export const clientside = { start };

export const pace = wallClock.pace;

/** What this module hears from the page's begin on; main.js calls it once. */
export function listen() {
  window.addEventListener("ioc:live", onLive);
  window.addEventListener("ioc:signal", onSignal);
  document.addEventListener("keydown", onKey, true);
}
