/* Names on the map: largest first, only where they fit, never over one another. */
import * as format from "../core/format.js";
import { isOn } from "../core/land.js";
import * as pen from "./pen.js";
import * as farIslands from "./far.js";
import * as points from "./points.js";
import * as scale from "./scale.js";

export const CROWD = 400; // more areas than this: the map names their parents instead
const FEW = 60; // so many points at most have names of their own: the villages of one commune
export const LINE = 1.3; // stacked Vietnamese marks need it

/**
 * @param {string} text
 */
function split(text) {
  const parts = text.split(" ");
  if (parts.length < 2) return [text];
  let best = { lines: [text], longest: Infinity };
  for (let at = 1; at < parts.length; at += 1) {
    const lines = [parts.slice(0, at).join(" "), parts.slice(at).join(" ")];
    const longest = Math.max(lines[0].length, lines[1].length);
    if (longest < best.longest) best = { lines, longest };
  }
  return best.lines;
}

/**
 * Dark letters on a light area, light ones on a dark area, with a halo of the area's own colour
 * that only interrupts the borders; across areas the letters of the theme.
 * @param {MapState} state
 * @param {number} [row]
 */
export function inkOn(state, row) {
  const { palette } = state;
  if (row === undefined || row < 0 || !state.classes || state.spec.points)
    return { text: palette["map-label"], halo: palette["map-halo"] };
  const colour = pen.colourOf(state, state.classes.of[row]);
  if (!palette.light.has(colour)) palette.light.set(colour, lightness(colour) > 0.45);
  return palette.light.get(colour) ? { text: "#13212c", halo: colour } : { text: "#ffffff", halo: colour };
}

/**
 * @param {string} colour
 */
function lightness(colour) {
  const brush = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  brush.fillStyle = colour;
  // The canvas writes any colour as #rrggbb.
  const hex = String(brush.fillStyle);
  const [red, green, blue] = [1, 3, 5].map((at) => (parseInt(hex.slice(at, at + 2), 16) / 255) ** 2.2);
  return Math.sqrt(0.2126 * red + 0.7152 * green + 0.0722 * blue);
}

/**
 * @param {Canvas2D} ctx
 * @param {MapState} state
 * @param {string[]} lines
 * @param {number} x
 * @param {number} y
 * @param {number} size
 * @param {string | number} weight
 * @param {number} [row]
 */
function write(ctx, state, lines, x, y, size, weight, row) {
  ctx.font = `${weight} ${size}px ${state.palette.font}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  const ink = inkOn(state, row);
  ctx.strokeStyle = ink.halo;
  ctx.lineWidth = Math.max(2.5, size * 0.2);
  ctx.fillStyle = ink.text;
  lines.forEach((line, at) => {
    const top = y + (at - (lines.length - 1) / 2) * size * LINE;
    ctx.strokeText(line, x, top);
    ctx.fillText(line, x, top);
  });
}

/**
 * What may be named: [{name, x, y, room, tall, size}] in world units, largest first.
 * @param {MapState} state
 */
function candidates(state) {
  const { land, directory, spec, featureRow } = state;
  if (!directory) return [];
  if (spec.points || land.features.length > CROWD) return parentsOf(state);
  /** @type {NameCandidate[]} */
  const names = [];
  land.features.forEach((feature, at) => {
    const row = featureRow[at];
    if (
      row < 0 ||
      !feature.anchor ||
      !feature.box ||
      (state.classes && state.classes.of[row] === scale.OUTSIDE)
    )
      return;
    names.push({
      row,
      name: directory.names[row],
      city: cityRank(directory.full_names[row], spec),
      x: feature.anchor[0],
      y: feature.anchor[1],
      room: feature.room,
      tall: feature.box[3] - feature.box[1],
      size: feature.size,
      path: feature.path,
    });
  });
  return names.sort(byRank);
}

const CAPITAL = "Thành phố Hà Nội";
const CITY = /^Thành phố /u;

/**
 * On a map of the country: 2 for the capital, 1 for a city of its own, which are small and looked for.
 * @param {string} fullName
 * @param {MapSpec} spec
 */
function cityRank(fullName, spec) {
  if (spec.parent !== "VN") return 0;
  return fullName === CAPITAL ? 2 : CITY.test(fullName) ? 1 : 0;
}

/**
 * @param {NameCandidate} a
 * @param {NameCandidate} b
 */
const byRank = (a, b) => (b.city || 0) - (a.city || 0) || b.size - a.size;

/**
 * What is named: the parents of the shapes, or the shapes themselves on a map of points or in a frame.
 * @param {MapState} state
 */
function groupsOf(state) {
  const { land, directory, spec, framed, outline, provinces } = state;
  const alone = spec.points || framed;
  const nameOf = (/** @type {string} */ code) =>
    framed ? provinces?.full_names[provinces.row.get(code) ?? -1] : directory.parentName.get(code);
  /** @type {Map<string, NameGroup>} */
  const groups = new Map();
  for (const feature of framed && outline ? outline.features : land.features) {
    const code = (alone ? feature.code : feature.parent) || "";
    const name = nameOf(code);
    const { anchor, size } = feature;
    if (!name || !feature.box || !anchor) continue;
    const city = alone && !framed ? 0 : cityRank(name, spec);
    const group = groups.get(code) || { name, city, x: 0, y: 0, size: 0, members: [] };
    group.x += anchor[0] * size;
    group.y += anchor[1] * size;
    group.size += size;
    group.members.push({ anchor, room: feature.room });
    groups.set(code, group);
  }
  return groups;
}

/**
 * @param {MapState} state
 */
function parentsOf(state) {
  /** @type {NameCandidate[]} */
  const names = [];
  for (const group of groupsOf(state).values()) {
    const x = group.x / group.size;
    const y = group.y / group.size;
    // The middle of a bent province may lie outside it: take the nearest of its own areas.
    const away = (/** @type {NamedShape} */ { anchor }) => (anchor[0] - x) ** 2 + (anchor[1] - y) ** 2;
    const nearest = group.members.reduce((best, member) => (away(member) < away(best) ? member : best));
    const span = Math.sqrt(group.size);
    names.push({
      row: -1,
      name: bare(group.name),
      x: nearest.anchor[0],
      y: nearest.anchor[1],
      // Among points a name needs air around it.
      room: state.spec.points ? nearest.room * 0.72 : span * 1.1,
      tall: span,
      size: group.size,
      city: group.city,
    });
  }
  return names.sort(byRank);
}

/**
 * Without the kind of area: the place on the map says it.
 * @param {string} name
 */
function bare(name) {
  return name.replace(/^(Tỉnh|Thành phố|Huyện|Thị xã|Quận|Xã|Phường|Thị trấn|Đặc khu)\s+(?!\d)/u, "");
}

/**
 * @param {Canvas2D} ctx
 * @param {MapState} state
 * @param {Pane} pane
 * @param {NameCandidate} item
 * @param {Box[]} boxes
 * @param {number} size
 */
function place(ctx, state, pane, item, boxes, size) {
  ctx.font = `500 ${size}px ${state.palette.font}`;
  const x = item.x * pane.k + pane.tx;
  const middle = item.y * pane.k + pane.ty;
  if (x < 0 || middle < 0 || x > state.width || middle > state.height) return null;
  const room = item.room * pane.k;
  const tall = item.tall * pane.k;
  for (const lines of [[item.name], split(item.name)]) {
    const wide = Math.max(...lines.map((line) => ctx.measureText(line).width));
    const high = lines.length * size * LINE;
    // From afar a name is worth a border crossed.
    const slack = state.spec.wall ? 1.2 : 1;
    if (!item.city && (wide > room * 0.98 * slack || high > tall * 0.9 * slack)) continue;
    const hasMark = state.markRoom && item.row >= 0 && state.classes.of[item.row] > 0;
    const y = hasMark ? middle + state.markRoom + high / 2 : middle;
    /** @type {Box} */
    const box = [x - wide / 2 - 3, y - high / 2 - 1, x + wide / 2 + 3, y + high / 2 + 1];
    if (!pen.clash(box, boxes)) return { lines, x, y, box };
  }
  return null;
}

/**
 * The area at a place of the land; -1 for none.
 * @param {MapState} state
 * @param {number} x
 * @param {number} y
 */
function areaAt({ land, probe, featureRow }, x, y) {
  const at = land.features.findIndex((each) => isOn(each, probe, x, y));
  return at < 0 ? -1 : featureRow[at];
}

/**
 * Whether the ink of an area's name is also right on another: as dark or as light, and coloured or hatched alike.
 * @param {MapState} state
 * @param {number} row
 * @param {number} other
 */
function isAlike(state, row, other) {
  if (other < 0 || !state.classes) return false;
  const [one, two] = [state.classes.of[row], state.classes.of[other]];
  return one === two || (one >= 0 && two >= 0 && inkOn(state, row).text === inkOn(state, other).text);
}

/**
 * The area whose colour a name is on; -1 where the name goes beyond it to one that is not alike, or off the land: its
 * halo would be a smear there.
 * @param {Canvas2D} ctx
 * @param {MapState} state
 * @param {Pane} pane
 * @param {NameCandidate} item
 * @param {{ lines: string[], x: number, y: number }} spot
 * @param {number} size
 */
function groundOf(ctx, state, pane, { row, path }, { lines, x, y }, size) {
  if (!path) return row;
  const isOn = lines.every((line, at) => {
    const half = ctx.measureText(line).width / 2;
    const middle = (y + (at - (lines.length - 1) / 2) * size * LINE - pane.ty) / pane.k;
    return [x - half, x + half].every((side) => {
      const end = (side - pane.tx) / pane.k;
      const isOwn = state.probe.isPointInPath(path, end, middle, "evenodd");
      return isOwn || isAlike(state, row, areaAt(state, end, middle));
    });
  });
  return isOn ? row : -1;
}

/**
 * @param {Canvas2D} ctx
 * @param {MapState} state
 * @param {Pane} pane
 */
export function draw(ctx, state, pane) {
  /** @type {Box[]} */
  const boxes = [...state.reserved, ...state.covered];
  for (const { x, y, r } of state.marks) boxes.push([x - r, y - r, x + r, y + r]);
  const size = pen.fontSize(state);
  state.nameSpots = [];
  if (!state.view.inset) drawIslandNames(ctx, state, pane, boxes);
  if (!state.spec.labels) return;
  if (state.spec.points && state.spots.count <= FEW) return namePoints(ctx, state, pane, boxes, size);
  for (const item of state.names || (state.names = candidates(state))) {
    if (!item.city && item.room * pane.k < size * 1.6) continue;
    const spot = place(ctx, state, pane, item, boxes, size);
    if (!spot) continue;
    boxes.push(spot.box);
    const ground = groundOf(ctx, state, pane, item, spot, size);
    const weight = item.row < 0 && !state.spec.points ? 600 : 500;
    write(ctx, state, spot.lines, spot.x, spot.y, size, weight, ground);
    state.nameSpots.push({ ...spot, name: item.name, row: item.row, ground });
  }
}

/**
 * The rows of points in the order in which they get names: the worst first, as they lie on top.
 * @param {MapState} state
 * @param {number[]} rows
 */
export function byNeed(state, rows) {
  const { classes } = state;
  if (!classes) return rows;
  const order = points.order(state);
  const need = (/** @type {number} */ row) => order.indexOf(classes.of[row]);
  return [...rows].sort((one, two) => need(two) - need(one));
}

/**
 * What the names of points hang on, apart from the view.
 * @param {MapState} state
 */
export const needsOf = ({ spec, spots, classes }) =>
  spec.labels && spots.count <= FEW && classes ? classes.of.join() : "";

/**
 * Names beside few points, where there is room: of a commune's villages, not of a province's. The worst get
 * theirs first.
 * @param {Canvas2D} ctx
 * @param {MapState} state
 * @param {Pane} pane
 * @param {Box[]} boxes
 * @param {number} size
 */
function namePoints(ctx, state, pane, boxes, size) {
  const { spots, directory, classes, width, height } = state;
  if (!directory) return;
  const radius = points.radius(state, pane);
  const rows = [...spots.x.keys()].filter(
    (row) => !Number.isNaN(spots.x[row]) && (!classes || classes.of[row] !== scale.OUTSIDE),
  );
  const at = byNeed(state, rows).map((row) => ({
    row,
    x: spots.x[row] * pane.k + pane.tx,
    y: spots.y[row] * pane.k + pane.ty,
    r: radius * (classes ? points.growth(state, classes.of[row]) : 1),
  }));
  const pinRows = new Set(state.namedAbove.map((code) => directory.row.get(code)));
  for (const { row, x, y, r } of at) {
    boxes.push([x - r, y - r, x + r, y + r]);
    // Those that the wall names itself have its dot.
    if (pinRows.has(row)) boxes.push([x, y - state.font, x + state.font, y + state.font / 2]);
  }
  ctx.font = `500 ${size}px ${state.palette.font}`;
  for (const { row, x, y, r } of at) {
    if (pinRows.has(row)) continue;
    const wide = ctx.measureText(directory.names[row]).width / 2 + 2;
    const high = (size * LINE) / 2;
    // The ring about a raised point needs room too.
    const near = row === state.selected ? r + 5 : r;
    const [aside, above] = [near + 3 + wide, near + 1 + high];
    const corner = [0.7 * near + 2 + wide, 0.7 * near + high];
    /** @type {[number, number][]} */
    const places = [
      [x + aside, y],
      [x - aside, y],
      [x, y - above],
      [x, y + above],
      [x + corner[0], y - corner[1]],
      [x + corner[0], y + corner[1]],
      [x - corner[0], y - corner[1]],
      [x - corner[0], y + corner[1]],
    ];
    const middle = places.find(([cx, cy]) => {
      /** @type {Box} */
      const box = [cx - wide, cy - high, cx + wide, cy + high];
      return box[0] > 0 && box[1] > 0 && box[2] < width && box[3] < height && !pen.clash(box, boxes);
    });
    if (!middle) continue;
    const [left, top] = [middle[0] - wide, middle[1] - high];
    /** @type {Box} */
    const box = [left, top, left + 2 * wide, top + 2 * high];
    boxes.push(box);
    const name = directory.names[row];
    write(ctx, state, [name], ...middle, size, 500, -1);
    state.nameSpots.push({ lines: [name], x: middle[0], y: middle[1], box, name, row });
  }
}

/**
 * The archipelagos are named on every map that shows them.
 * @param {Canvas2D} ctx
 * @param {MapState} state
 * @param {Pane} pane
 * @param {Box[]} boxes
 */
export function drawIslandNames(ctx, state, pane, boxes) {
  const word = format.words(state.spec.language);
  // Names of areas are an extra on a wall; these two must be read from five metres, so they are
  // larger there, and without the word for what they are.
  const size = state.spec.wall ? state.font : pen.fontSize(state);
  state.islandNames = [];
  const frame = state.view.inset ? state.view.inset.rect : { x: 0, y: 0, w: state.width, h: state.height };
  const groups = Object.entries(state.islandBoxes).map(([group, box]) => ({
    group,
    box: /** @type {Box} */ ([
      box[0] * pane.k + pane.tx,
      box[1] * pane.k + pane.ty,
      box[2] * pane.k + pane.tx,
      box[3] * pane.k + pane.ty,
    ]),
  }));
  for (const { group, box } of groups) {
    const far = state.featureRow[farIslands.placeOf(group)];
    /** @type {string[]} */
    const whole = far === undefined ? word[group].split("\n") : split(state.directory.names[far] || "");
    const lines = state.spec.wall && far === undefined ? whole.filter((line) => line.endsWith("Sa")) : whole;
    ctx.font = `italic 500 ${size}px ${state.palette.font}`;
    const wide = Math.max(...lines.map((line) => ctx.measureText(line).width)) / 2 + 4;
    const high = (lines.length * size * LINE) / 2;
    const x = Math.min(Math.max((box[0] + box[2]) / 2, frame.x + wide), frame.x + frame.w - wide);
    const others = [...boxes, ...groups.filter((other) => other.group !== group).map((other) => other.box)];
    /**
     * @param {number} y
     */
    const around = (y) => /** @type {Box} */ ([x - wide, y - high, x + wide, y + high]);
    /**
     * @param {number} y
     */
    const within = (y) => y - high >= frame.y && y + high <= frame.y + frame.h;
    const places = [box[3] + high + 3, box[1] - high - 3, (box[1] + box[3]) / 2];
    const y = places.find((one) => within(one) && !pen.clash(around(one), others)) ?? places[2];
    write(ctx, state, lines, x, y, size, "italic 500");
    state.islandNames.push({ lines, x, y, size });
    boxes.push(around(y));
  }
}

/**
 * The name of a raised area again, because raising it covered the one below.
 * @param {Canvas2D} ctx
 * @param {MapState} state
 * @param {number} row
 */
export function drawOne(ctx, state, row) {
  const spot = (state.nameSpots || []).find((one) => one.row === row);
  if (spot) write(ctx, state, spot.lines, spot.x, spot.y, pen.fontSize(state), 600, row);
}
