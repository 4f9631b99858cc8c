/* Painting the land: fills by class, borders, islands, and what is laid aside while only numbers change. */
import * as around from "./around.js";
import * as labels from "./labels.js";
import { drawOutlines } from "./outlines.js";
import { clear, colourOf, enter, fontSize, isletRadius, keyOf, leave } from "./pen.js";
import * as points from "./points.js";
import * as scale from "./scale.js";

const SEAM_PX = 3;

/**
 * The hatching keeps its size and place on the screen whatever the scale of the land.
 * @param {MapState} state
 * @param {Pane} pane
 */
function layHatch(state, { k, tx, ty }) {
  state.palette.hatch.setTransform(new DOMMatrix().translate(-tx / k, -ty / k).scale(state.strong / k));
}

/**
 * @param {Canvas2D} ctx
 * @param {MapState} state
 * @param {Pane} pane
 * @param {Path2D} path
 */
export function fillHatched(ctx, state, pane, path) {
  layHatch(state, pane);
  ctx.fillStyle = state.palette.hatch;
  ctx.fill(path, "evenodd");
}

/**
 * @param {Canvas2D} ctx
 * @param {MapState} state
 * @param {Pane} pane
 */
function drawNeighbours(ctx, state, pane) {
  const { outline, palette } = state;
  if (!outline || outline === state.land) return;
  // Beneath what is there already, so the lines come before the fills.
  ctx.globalCompositeOperation = "destination-over";
  ctx.strokeStyle = palette["map-quiet-border"];
  ctx.lineWidth = (0.8 * state.strong) / pane.k;
  if (state.around) ctx.stroke(state.around);
  ctx.fillStyle = ctx.strokeStyle = palette["map-quiet"];
  ctx.lineJoin = "round";
  // Towards land of another source a seam stays: the neighbours reach a little under what is shown.
  ctx.lineWidth = (SEAM_PX * state.strong) / pane.k;
  for (const feature of outline.features) {
    // The own province in another source's shape would lie beneath as land where there is sea.
    if (!feature.path || state.ownOutline.has(feature.code)) continue;
    ctx.fill(feature.path, "evenodd");
    ctx.stroke(feature.path);
  }
  ctx.globalCompositeOperation = "source-over";
}

/**
 * @param {Canvas2D} ctx
 * @param {MapState} state
 * @param {Pane} pane
 */
function drawBorders(ctx, state, pane) {
  const { land, palette } = state;
  const { strong } = state;
  const count = land.features.length;
  // Many small areas: thinner lines, or the borders would hide the colours.
  const thin = Math.min(1, Math.max(0.2, 14 / Math.sqrt(count) + 0.1 * Math.log2(state.view.zoom + 1)));
  ctx.lineJoin = "round";
  ctx.strokeStyle = palette[state.spec.points ? "map-quiet-border" : "map-border"];
  // Between areas of a few pixels lines would be all that is seen: they fade with the areas.
  for (const { span, path } of land.borders.bySpan.values()) {
    const pixels = (span * pane.k) / strong;
    ctx.globalAlpha = Math.min(1, Math.max(0, (pixels - 3) / 11));
    if (!ctx.globalAlpha) continue;
    ctx.lineWidth = (thin * strong) / pane.k;
    ctx.stroke(path);
  }
  ctx.globalAlpha = 1;
  if (!state.framed) ctx.strokeStyle = palette["map-outline"];
  ctx.lineWidth = (0.9 * strong) / pane.k;
  ctx.stroke(land.borders.parents);
  ctx.strokeStyle = palette["map-outline"];
  if (state.framed && state.outline) ctx.stroke(state.outline.borders.siblings);
  // Villages of one commune: it stands among its neighbours, so its own border is told apart.
  const own = state.spec.points ? land.features.filter((feature, at) => state.inner[at] && feature.path) : [];
  if (own.length === 1 && own[0].path) ctx.stroke(own[0].path);
  ctx.lineWidth = (count > 400 ? 0.7 : 1.2) * (strong / pane.k);
  ctx.stroke(land.borders.outer);
}

/**
 * Fill the areas, one by one: a canvas does that faster than one path per class, because it
 * sorts the edges of each path. With `before` (colours by shape) only those that changed; their
 * rim is drawn along, or it would keep a trace of the colour beneath.
 * @param {Canvas2D} ctx
 * @param {MapState} state
 * @param {Pane} pane
 * @param {string[] | null} before
 * @param {string[]} colours
 */
function drawAreas(ctx, state, pane, before, colours) {
  const { land, palette } = state;
  /** @type {Map<string, Path2D[]>} */
  const order = new Map([[palette.nodata, []]]);
  land.features.forEach((feature, at) => {
    if (!feature.path || (before && before[at] === colours[at])) return;
    const paths = order.get(colours[at]) || [];
    paths.push(feature.path);
    order.set(colours[at], paths);
  });
  ctx.lineJoin = "round";
  ctx.lineWidth = 0.5 / pane.k;
  for (const [colour, paths] of order) {
    ctx.fillStyle = ctx.strokeStyle = colour;
    for (const path of paths) {
      ctx.fill(path, "evenodd");
      if (before) ctx.stroke(path);
    }
    if (colour !== palette.nodata || !paths.length) continue;
    if (before) for (const path of paths) fillHatched(ctx, state, pane, path);
    else hatchAll(ctx, state, pane);
  }
}

/**
 * Hatch all that is on the canvas so far: one fill instead of thousands.
 * @param {Canvas2D} ctx
 * @param {MapState} state
 * @param {Pane} pane
 */
function hatchAll(ctx, state, pane) {
  layHatch(state, { k: 1, tx: 0, ty: 0 });
  leave(ctx, state);
  ctx.globalCompositeOperation = "source-atop";
  ctx.fillStyle = state.palette.hatch;
  ctx.fillRect(0, 0, state.width, state.height);
  ctx.globalCompositeOperation = "source-over";
  enter(ctx, state, pane);
}

const FEW = 300;

/**
 * Whether so many areas lost their data that painting all anew is cheaper.
 * @param {MapState} state
 * @param {string[]} before
 * @param {string[]} colours
 */
function manyHatched(state, before, colours) {
  let count = 0;
  colours.forEach((colour, at) => {
    if (colour === state.palette.nodata && before[at] !== colour) count += 1;
  });
  return count > FEW;
}

/**
 * @param {Canvas2D} ctx
 * @param {MapState} state
 */
function drawGround(ctx, state) {
  const { land, palette, inner } = state;
  const own = new Path2D();
  const others = new Path2D();
  land.features.forEach((feature, at) => feature.path && (inner[at] ? own : others).addPath(feature.path));
  ctx.fillStyle = palette["map-quiet"];
  ctx.fill(others, "evenodd");
  ctx.fillStyle = palette["map-land"];
  ctx.fill(own, "evenodd");
}

/**
 * @param {Path2D} path
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 */
function dot(path, x, y, radius) {
  path.moveTo(x + radius, y);
  path.arc(x, y, radius, 0, 2 * Math.PI);
}

/**
 * Offshore parts: true shapes, and a dot where the shape would be too small to see.
 * @param {Canvas2D} ctx
 * @param {MapState} state
 * @param {Pane} pane
 */
export function drawIslands(ctx, state, pane) {
  const { palette } = state;
  const small = isletRadius(state) / pane.k;
  /**
   * @param {number} key
   * @param {Path2D} path
   */
  const fill = (key, path) => {
    ctx.fillStyle = colourOf(state, key);
    ctx.fill(path);
    if (key === scale.NO_DATA) fillHatched(ctx, state, pane, path);
    ctx.strokeStyle = palette["map-outline"];
    ctx.lineWidth = (0.6 * state.strong) / pane.k;
    ctx.stroke(path);
  };
  enter(ctx, state, pane);
  state.land.features.forEach((feature, at) => {
    if (!feature.islets.length) return;
    const path = new Path2D();
    for (const islet of feature.islets) {
      path.addPath(islet.path);
      if (islet.box[2] - islet.box[0] < 2 * small) dot(path, islet.x, islet.y, small);
    }
    fill(keyOf(state, at), path);
  });
  for (const { owner, dots } of Object.values(state.missingIslands || {})) {
    const key = owner < 0 ? scale.OUTSIDE : keyOf(state, owner);
    const path = new Path2D();
    for (const [x, y] of dots) dot(path, x, y, small);
    fill(key, path);
  }
  leave(ctx, state);
}

/**
 * Shapes for the two statuses that ask for action, where the area has room for one.
 * @param {Canvas2D} ctx
 * @param {MapState} state
 * @param {Pane} pane
 */
function drawMarks(ctx, state, pane) {
  state.marks = [];
  if (!state.classes || state.classes.mode !== "status" || state.spec.points) return;
  leave(ctx, state);
  const r = 0.32 * fontSize(state);
  ctx.fillStyle = state.palette["map-halo"];
  ctx.strokeStyle = state.palette["map-label"];
  ctx.lineWidth = 0.9;
  state.land.features.forEach((feature, at) => {
    const key = keyOf(state, at);
    if (key < 1 || !feature.anchor || feature.room * pane.k < 5 * r) return;
    ctx.save();
    const colour = key === 1 ? "warn" : "bad";
    const x = feature.anchor[0] * pane.k + pane.tx;
    const y = feature.anchor[1] * pane.k + pane.ty;
    state.marks.push({ colour, x, y, r });
    ctx.translate(x, y);
    ctx.beginPath();
    points.MARKS[colour](ctx, r);
    ctx.fill();
    ctx.stroke();
    ctx.restore();
    state.markRoom = 1.5 * r;
  });
}

/**
 * What is on the base canvas, so that a change of figures repaints the difference only.
 * @param {MapState} state
 */
function sameScene(state) {
  const { baseCanvas: scene, view } = state;
  return (
    scene &&
    scene.land === state.land &&
    scene.palette === state.palette.key &&
    scene.k === view.main.k &&
    scene.tx === view.main.tx &&
    scene.ty === view.main.ty
  );
}

/**
 * Everything that moves with the land; `onlyColours`: nothing else can have changed.
 * @param {MapState} state
 * @param {boolean} onlyColours
 */
export function paintLand(state, onlyColours) {
  const { baseContext: base, linesContext: lines, view, land } = state;
  if (!land || !view) {
    for (const ctx of [base, lines]) clear(ctx, state);
    state.baseCanvas = null;
    return;
  }
  const pane = view.main;
  const same = onlyColours && sameScene(state);
  const { k, tx, ty } = pane;
  if (!same) around.follow(state);
  // What is cleared has lost its relief.
  let isKept = true;
  /** @type {string[] | null} */
  let colours = null;
  if (state.spec.points) {
    // The land lies beneath: other numbers change nothing of it.
    if (!same) {
      isKept = false;
      clear(base, state);
      enter(base, state, pane);
      drawGround(base, state);
      drawNeighbours(base, state, pane);
      drawBorders(base, state, pane);
    }
  } else {
    colours = land.features.map((_, at) => colourOf(state, keyOf(state, at)));
    let before = same && state.baseCanvas ? state.baseCanvas.colours : null;
    if (before && manyHatched(state, before, colours)) before = null;
    if (!before) {
      isKept = false;
      clear(base, state);
    }
    enter(base, state, pane);
    drawAreas(base, state, pane, before, colours);
    if (!before) drawNeighbours(base, state, pane);
  }
  state.baseCanvas = { land, palette: state.palette.key, k, tx, ty, colours };
  state.isShaded = state.isShaded && isKept;
  paintLines(state, same);
}

/**
 * What lies above the land's colours.
 * @param {MapState} state
 * @param {boolean | null} same
 */
function paintLines(state, same) {
  const { linesContext: lines, view, spec } = state;
  const pane = view.main;
  if (!same) state.still = null;
  state.markRoom = 0;
  if (spec.points) {
    // Names follow the numbers, but not each frame while time runs.
    if (!state.running) {
      const needs = labels.needsOf(state);
      if (state.lined !== needs) state.still = null;
      state.lined = needs;
    }
    state.marks = [];
    points.draw(lines, state, pane);
    if (same) layStill(lines, state);
    else drawStill(lines, state);
    return;
  }
  const numbers = onLines(state);
  if (same && state.lined === numbers) return;
  state.lined = numbers;
  clear(lines, state);
  if (same) layStill(lines, state);
  else drawStill(lines, state);
  if (!view.inset) drawIslands(lines, state, pane);
  drawMarks(lines, state, pane);
  leave(lines, state);
  labels.draw(lines, state, pane);
  around.drawNames(lines, state, pane, fontSize(state));
}

/**
 * What no number changes: borders beneath names and marks; all that is written over points.
 * @param {Canvas2D} ctx
 * @param {MapState} state
 */
function drawStill(ctx, state) {
  const { view, spec } = state;
  const pane = view.main;
  if (spec.points) {
    if (!view.inset) drawIslands(ctx, state, pane);
    leave(ctx, state);
    labels.draw(ctx, state, pane);
    around.drawNames(ctx, state, pane, fontSize(state));
    return;
  }
  enter(ctx, state, pane);
  drawBorders(ctx, state, pane);
  if (state.other) drawOutlines(ctx, state, pane);
  leave(ctx, state);
}

/**
 * The same from a picture that is drawn once and laid aside: time that runs asks for it each frame.
 * @param {Canvas2D} ctx
 * @param {MapState} state
 */
function layStill(ctx, state) {
  if (!state.still) {
    const sheet = new OffscreenCanvas(state.lines.width, state.lines.height);
    drawStill(/** @type {Canvas2D} */ (sheet.getContext("2d")), state);
    state.still = sheet.transferToImageBitmap();
  }
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.drawImage(state.still, 0, 0);
}

/**
 * What of the borders' canvas hangs on the numbers: letters on colours, marks, islands.
 * @param {MapState} state
 */
function onLines(state) {
  const { land, classes, spec, view } = state;
  if (!classes) return "";
  const inked = land.features.length <= labels.CROWD && spec.labels;
  const owners = new Set(
    view.inset ? [] : Object.values(state.missingIslands || {}).map((group) => group.owner),
  );
  const texts = [classes.mode, spec.labels, spec.language, state.font, state.reserved.join()];
  land.features.forEach((feature, at) => {
    const key = keyOf(state, at);
    const hasMark = classes.mode === "status" && key > 0;
    if (inked || hasMark || (feature.islets.length && !view.inset) || owners.has(at))
      texts.push(`${at}:${key}`);
  });
  return texts.join(" ");
}
