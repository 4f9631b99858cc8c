/* What lies around the land: neighbours, sea and towns by name, rivers, and relief to read the land by. It is
   an ornament: it comes after the numbers, never under them, and a map without it is right. */
import { absent } from "../core/absent.js";
import { whenIdle } from "../core/idle.js";
import { isOn, projectX, projectY } from "../core/land.js";
import { say } from "../core/words.js";
import { clash, enter, fontSize, leave } from "./pen.js";

// Made by scripts/land.py; the number is raised with each change, for browsers keep the files.
const CONTENT = "/assets/land/around.json?v=1";
const RELIEF = "/assets/land/relief.webp?v=2";
const TOWN_ZOOM = 0.09; // pixels of a thousandth of a degree, from which towns are named
const MOST_TOWNS = 9;
// On a wall: the main ones of its own land, where the map has so many of its letters both ways, as a hall's has.
const MOST_WALL_TOWNS = 2;
const HALL_LETTERS = 40;
const EDGE_PX = 8;
// Up to so many pixels of a thousandth of a degree the relief is sharp; the least of its strength.
const SHARP_ZOOM = 0.12;
const SOFTEST = 0.5;
const IDLE = { timeout: 400 };

/** @type {Around}  null until it is there */
let around = absent();
/** @type {Promise<Around | null> | null} */
let coming = null;

/**
 * x, y, x, y … in degrees as a path in lengths of the land.
 * @param {Path2D} path
 * @param {number[]} points
 */
function trace(path, points) {
  for (let at = 0; at < points.length; at += 2) {
    const [x, y] = [projectX(points[at]), projectY(points[at + 1])];
    if (at) path.lineTo(x, y);
    else path.moveTo(x, y);
  }
}

/**
 * @param {AroundFile} file
 * @param {ImageBitmap} relief
 * @returns {Around}
 */
function read(file, relief) {
  const countries = new Path2D();
  const borders = new Path2D();
  for (const ring of file.land) {
    trace(countries, ring);
    countries.closePath();
  }
  for (const line of file.borders) trace(borders, line);
  const rivers = [new Path2D(), new Path2D()];
  for (const [width, course] of file.rivers) trace(rivers[width - 1], course);
  const [west, south, east, north] = file.box;
  const [x, y] = [projectX(west), projectY(north)];
  return {
    file,
    countries,
    borders,
    rivers,
    relief,
    frame: { x, y, w: projectX(east) - x, h: projectY(south) - y },
    towns: file.towns.map(([name, lon, lat]) => ({ name, x: projectX(lon), y: projectY(lat) })),
    names: placesOf(file.names),
    provinces: file.provinces,
  };
}

/**
 * Where each name may stand, in lengths of the land, and how far from there to the next border.
 * @param {Record<string, number[]>} names
 */
export function placesOf(names) {
  /** @type {Record<string, {x: number, y: number, clear: number}[]>} */
  const places = {};
  for (const [id, numbers] of Object.entries(names)) {
    places[id] = [];
    for (let at = 0; at < numbers.length; at += 3) {
      const [lon, lat, clear] = numbers.slice(at, at + 3);
      places[id].push({ x: projectX(lon), y: projectY(lat), clear: 1000 * clear });
    }
  }
  return places;
}

/** Fetch it once, when the browser has nothing better to do; null where it cannot be had. */
function load() {
  coming =
    coming ||
    Promise.all([fetch(CONTENT), fetch(RELIEF)])
      .then(async ([content, picture]) => {
        if (!content.ok || !picture.ok) return null;
        around = read(await content.json(), await createImageBitmap(await picture.blob()));
        return around;
      })
      .catch(() => null);
  return coming;
}

/**
 * Ask for it after the first picture, and draw once more when it is there.
 * @param {MapState} state
 */
export function ask(state) {
  if (around || state.asksAround) return;
  state.asksAround = true;
  whenIdle(() => load().then((there) => there && drawWhenIdle(state)), IDLE);
}

/** What lies around, where it has come; null before. */
export const current = () => around;

/** From so many pixels of a thousandth of a degree on the hills are soft. */
export const isSoft = (/** @type {number} */ zoom) => zoom > SHARP_ZOOM;

/**
 * How strong the relief is: from near its hills are soft, and step back.
 * @param {Palette} palette
 * @param {number} zoom
 */
export const reliefStrength = (palette, zoom) =>
  Math.min(1, Math.max(SOFTEST, SHARP_ZOOM / zoom)) * Number(palette["map-relief"]) || 0;

/**
 * @param {Canvas2D} ctx
 * @param {MapState} state
 * @param {Pane} pane
 */
function layRelief(ctx, state, pane) {
  const { x, y, w, h } = around.frame;
  ctx.imageSmoothingQuality = "high";
  ctx.globalAlpha = reliefStrength(state.palette, pane.k);
  ctx.drawImage(around.relief, x, y, w, h);
  ctx.globalAlpha = 1;
}

/**
 * @param {Canvas2D} ctx
 * @param {MapState} state
 * @param {Pane} pane
 */
function drawRivers(ctx, state, pane) {
  ctx.lineJoin = ctx.lineCap = "round";
  ctx.strokeStyle = state.palette["map-river"];
  around.rivers.forEach((path, at) => {
    ctx.lineWidth = ((0.8 + 0.7 * at) * state.strong) / pane.k;
    ctx.stroke(path);
  });
}

/**
 * The picture beneath, moved to where the land is now, until it is drawn anew.
 * @param {MapState} state
 */
export function follow(state) {
  const { ground, groundPane, view } = state;
  state.aroundSpots = null;
  if (!groundPane || !view) return;
  const scale = view.main.k / groundPane.k;
  const [x, y] = [view.main.tx - groundPane.tx * scale, view.main.ty - groundPane.ty * scale];
  ground.style.transform = scale === 1 && !x && !y ? "" : `translate(${x}px, ${y}px) scale(${scale})`;
}

/**
 * Draw what is beneath once the map itself is on the screen: the numbers wait for nothing of it.
 * @param {MapState} state
 */
export function drawWhenIdle(state) {
  const { view, groundPane, palette, ground } = state;
  if (!around || !view || state.moving || state.drawsGround) return;
  const { k, tx, ty } = view.main;
  const look = [palette.key, ground.width, ground.height].join();
  const isThere =
    groundPane?.k === k && groundPane.tx === tx && groundPane.ty === ty && groundPane.look === look;
  if (isThere && state.isShaded) return;
  state.drawsGround = true;
  whenIdle(() => {
    state.drawsGround = false;
    if (!state.element.isConnected || state.moving || !state.view || !state.baseCanvas) return;
    if (!isThere) drawBeneath(state, look);
    if (!state.isShaded) shadeLand(state);
    if (state.aroundSpots || state.running) return;
    // They came after the names of the map, and what is laid aside is without them.
    state.still = null;
    leave(state.linesContext, state);
    drawNames(state.linesContext, state, state.view.main, fontSize(state));
  }, IDLE);
}

/**
 * The neighbours' land with its relief, on the canvas beneath all others.
 * @param {MapState} state
 * @param {string} look  what it hangs on beside the view
 */
function drawBeneath(state, look) {
  const { ground: canvas, groundContext: ctx, view, land } = state;
  leave(ctx, state);
  ctx.clearRect(0, 0, canvas.width, canvas.height);
  canvas.style.transform = "";
  state.groundPane = null;
  if (!view || !land) return;
  const pane = view.main;
  state.groundPane = { k: pane.k, tx: pane.tx, ty: pane.ty, look };
  ctx.save();
  enter(ctx, state, pane);
  ctx.fillStyle = state.palette["map-country"];
  ctx.fill(around.countries);
  ctx.clip(around.countries);
  layRelief(ctx, state, pane);
  drawRivers(ctx, state, pane);
  ctx.strokeStyle = state.palette["map-quiet-border"];
  ctx.lineWidth = (1.6 * state.strong) / pane.k;
  ctx.stroke(around.borders);
  ctx.restore();
}

/**
 * Relief and rivers on land that has no colours of numbers: beneath points whatever is on the canvas, else the
 * provinces around.
 * @param {MapState} state
 */
function shadeLand(state) {
  const { baseContext: ctx, outline, ownOutline, spec, view } = state;
  state.isShaded = true;
  if (!spec.points && !outline) return;
  ctx.save();
  enter(ctx, state, view.main);
  if (!spec.points) {
    const path = new Path2D();
    for (const feature of outline?.features || [])
      if (feature.path && !ownOutline.has(feature.code)) path.addPath(feature.path);
    ctx.clip(path, "evenodd");
  }
  ctx.globalCompositeOperation = "source-atop";
  layRelief(ctx, state, view.main);
  drawRivers(ctx, state, view.main);
  ctx.restore();
}

/**
 * The place of a name with the most room around it; null where none has enough.
 * @param {{x: number, y: number, clear: number}[]} places
 * @param {Pane} pane
 * @param {{wide: number, high: number, width: number, height: number}} size  half of the text, and of the map
 * @param {Box[]} boxes
 */
export function roomiest(places, pane, { wide, high, width, height }, boxes) {
  /** @type {{x: number, y: number, box: Box} | null} */
  let best = null;
  let most = 0;
  for (const place of places) {
    const [x, y] = [place.x * pane.k + pane.tx, place.y * pane.k + pane.ty];
    const edge = Math.min(x - wide, width - x - wide, y - high, height - y - high) - EDGE_PX;
    const room = Math.min(place.clear * pane.k, wide + edge);
    if (edge < 0 || room < wide || room <= most) continue;
    /** @type {Box} */
    const box = [x - wide, y - high, x + wide, y + high];
    if (clash(box, boxes)) continue;
    [best, most] = [{ x, y, box }, room];
  }
  return best;
}

/**
 * Names of neighbours and seas, of the provinces around, and of towns: where each has room.
 * @param {Canvas2D} ctx  to measure
 * @param {MapState} state
 * @param {Pane} pane
 * @param {number} size  of letters
 * @returns {AroundSpot[]}
 */
function findSpots(ctx, state, pane, size) {
  const { spec, width, height, outline, ownOutline } = state;
  const boxes = [...state.reserved, ...state.covered, ...state.nameSpots.map(({ box }) => box)];
  for (const { x, y, lines } of state.islandNames)
    boxes.push([x - 4 * size, y - lines.length * size, x + 4 * size, y + lines.length * size]);
  /** @type {AroundSpot[]} */
  const spots = [];
  ctx.font = fontOf(state, size);
  const sizeOf = (/** @type {string} */ text) => ({
    wide: ctx.measureText(text).width / 2 + 3,
    high: 0.65 * size,
    width,
    height,
  });
  for (const [id, places] of Object.entries(around.names)) {
    const text = say(`map-around-${id}`, spec.language);
    const spot = roomiest(places, pane, sizeOf(text), boxes);
    if (!spot) continue;
    boxes.push(spot.box);
    spots.push({ text, x: spot.x, y: spot.y, box: spot.box, kind: "land" });
  }
  const names = around.provinces[spec.vintage] || {};
  for (const feature of outline && outline !== state.land && spec.parent !== "VN" ? outline.features : []) {
    const text = names[feature.code];
    if (!text || ownOutline.has(feature.code) || !feature.anchor) continue;
    const [x, y] = feature.anchor;
    const spot = roomiest([{ x, y, clear: feature.room / 2 }], pane, sizeOf(text), boxes);
    if (!spot) continue;
    boxes.push(spot.box);
    spots.push({ text, x: spot.x, y: spot.y, box: spot.box, kind: "land" });
  }
  spots.push(...townsIn(state, pane, sizeOf, boxes, townsFor(state, pane, size)));
  return [...spots, ...creditIn(state, sizeOf, boxes)];
}

/**
 * @param {MapState} state
 * @param {Box} box
 */
function isOnLand({ land, inner, view }, box) {
  const { k, tx, ty } = view.main;
  return land.features.some(
    ({ box: own }, at) =>
      inner[at] && own && clash([own[0] * k + tx, own[1] * k + ty, own[2] * k + tx, own[3] * k + ty], [box]),
  );
}

/**
 * Whose data the surroundings are, in the corner that is free; on a wall off the land, whose page of settings has it.
 * @param {MapState} state
 * @param {(text: string) => {wide: number, high: number, width: number, height: number}} sizeOf
 * @param {Box[]} boxes
 */
function creditIn(state, sizeOf, boxes) {
  const text = say("map-around-credit", state.spec.language);
  const { wide, high, width, height } = sizeOf(text);
  for (const x of [width - wide - EDGE_PX, wide + EDGE_PX]) {
    const y = height - high - EDGE_PX / 2;
    /** @type {Box} */
    const box = [x - wide, y - high, x + wide, y + high];
    const isFree = box[0] >= 0 && !clash(box, boxes) && !(state.spec.wall && isOnLand(state, box));
    if (isFree) return [{ text, x, y, box, kind: "credit" }];
  }
  return [];
}

/**
 * Whether a town is on the map's own land.
 * @param {MapState} state
 * @param {AroundTown} town
 */
function isInside({ land, inner, probe }, { x, y }) {
  return land.features.some((each, at) => inner[at] && isOn(each, probe, x, y));
}

/**
 * The towns that a map may name, the largest first, and how many of them. A wall of a hall's size names the main ones
 * of its own land, clear of the marks of its areas.
 * @param {MapState} state
 * @param {Pane} pane
 * @param {number} size  of letters
 * @returns {{ towns: AroundTown[], most: number, marks: Box[] }}
 */
function townsFor(state, pane, size) {
  const { spec, width, height } = state;
  if (spec.labels) return { towns: pane.k >= TOWN_ZOOM ? around.towns : [], most: MOST_TOWNS, marks: [] };
  const isHall = spec.wall && Math.min(width, height) >= HALL_LETTERS * size;
  return {
    towns: isHall ? around.towns.filter((town) => isInside(state, town)) : [],
    most: MOST_WALL_TOWNS,
    marks: state.marks.map(({ x, y, r }) => [x - r, y - r, x + r, y + r]),
  };
}

/**
 * The largest towns in view whose name has room beside their dot.
 * @param {MapState} state
 * @param {Pane} pane
 * @param {(text: string) => {wide: number, high: number, width: number, height: number}} sizeOf
 * @param {Box[]} boxes
 * @param {{ towns: AroundTown[], most: number, marks: Box[] }} choice
 * @returns {AroundSpot[]}
 */
function townsIn(state, pane, sizeOf, boxes, { towns: all, most, marks }) {
  /** @type {AroundSpot[]} */
  const towns = [];
  for (const { name, x, y } of all) {
    if (towns.length === most) break;
    const [left, top] = [x * pane.k + pane.tx, y * pane.k + pane.ty];
    const { wide, high } = sizeOf(name);
    /** @type {Box} */
    const box = [left - 4, top - high, left + 8 + 2 * wide, top + high];
    if (box[0] < 0 || box[1] < 0 || box[2] > state.width || box[3] > state.height) continue;
    if (clash(box, boxes) || clash(box, marks)) continue;
    boxes.push(box);
    towns.push({ text: name, x: left, y: top, box, kind: "town" });
  }
  return towns;
}

/**
 * @param {MapState} state
 * @param {number} size
 */
const fontOf = (state, size) => `500 ${size}px ${state.palette.font}`;

/**
 * Write the names that are no areas of the map: after its own, and where these leave room. On a wall without names
 * of areas they are as large as its least letter.
 * @param {Canvas2D} ctx
 * @param {MapState} state
 * @param {Pane} pane
 * @param {number} size
 */
export function drawNames(ctx, state, pane, size) {
  if (!around || !(state.spec.labels || state.spec.wall)) return;
  const letters = state.spec.labels ? size : state.font;
  const spots = state.aroundSpots || (state.aroundSpots = findSpots(ctx, state, pane, letters));
  ctx.font = fontOf(state, letters);
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  ctx.lineWidth = Math.max(2, 0.2 * letters);
  ctx.strokeStyle = state.palette["map-halo"];
  for (const { text, x, y, kind } of spots) {
    const isTown = kind === "town";
    ctx.fillStyle = state.palette[isTown ? "map-label" : "map-muted"];
    ctx.textAlign = isTown ? "left" : "center";
    const left = isTown ? x + 6 : x;
    ctx.strokeText(text, left, y);
    ctx.fillText(text, left, y);
    if (!isTown) continue;
    ctx.beginPath();
    ctx.arc(x, y, state.spec.wall ? 0.16 * letters : 2.2, 0, 2 * Math.PI);
    ctx.stroke();
    ctx.fill();
  }
}
