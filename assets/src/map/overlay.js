/* What lies above the land and changes with the hand: the raised, hovered and focused area, the inset. */
import * as draw from "./draw.js";
import * as pen from "./pen.js";
import * as fresh from "./fresh.js";
import * as labels from "./labels.js";
import * as points from "./points.js";
import * as scale from "./scale.js";

/**
 * @param {Path2D} path
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 */
const dot = (path, x, y, radius) => {
  path.moveTo(x + radius, y);
  path.arc(x, y, radius, 0, 2 * Math.PI);
};

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {MapState} state
 */
function drawInset(ctx, state) {
  const { inset } = state.view;
  if (!inset) return;
  const { rect } = inset;
  pen.leave(ctx, state);
  ctx.save();
  ctx.beginPath();
  ctx.roundRect(rect.x, rect.y, rect.w, rect.h, 6);
  ctx.fillStyle = state.palette["map-sea"];
  ctx.fill();
  ctx.strokeStyle = state.palette["map-frame"];
  ctx.lineWidth = 1;
  ctx.stroke();
  ctx.clip();
  draw.drawIslands(ctx, state, inset);
  labels.drawIslandNames(ctx, state, inset, []);
  ctx.restore();
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {MapState} state
 * @param {number} row
 * @param {{ colour: string, width: number, raised?: boolean }} style
 */
function strokeRow(ctx, state, row, style) {
  const { spots, view, palette } = state;
  if (state.spec.points) {
    if (Number.isNaN(spots.x[row])) return;
    const x = spots.x[row] * view.main.k + view.main.tx;
    const y = spots.y[row] * view.main.k + view.main.ty;
    const larger = state.classes ? points.growth(state, state.classes.of[row]) : 1;
    const radius = points.radius(state, view.main) * larger + 2 + style.width;
    pen.leave(ctx, state);
    // A raised point keeps the shape of its verdict.
    const shape = points.shapeOf(state, row);
    ctx.save();
    ctx.translate(x, y);
    ctx.beginPath();
    shape(ctx, radius);
    ctx.restore();
    if (style.raised && state.classes) {
      ctx.fillStyle = pen.colourOf(state, state.classes.of[row]);
      ctx.fill();
    }
    ctx.strokeStyle = palette["map-halo"];
    ctx.lineWidth = style.width + 2.5;
    ctx.stroke();
    ctx.strokeStyle = style.colour;
    ctx.lineWidth = style.width;
    ctx.stroke();
    return;
  }
  const feature = state.land.features[state.rowFeature[row]];
  if (!feature) return;
  const pane = view.main;
  if (feature.path) {
    pen.enter(ctx, state, pane);
    ctx.lineJoin = "round";
    if (style.raised) {
      ctx.save();
      ctx.shadowColor = "rgba(0, 0, 0, 0.45)";
      ctx.shadowBlur = 10 * state.dpr;
      ctx.shadowOffsetY = 3 * state.dpr;
      ctx.fillStyle = state.classes ? pen.colourOf(state, state.classes.of[row]) : palette["map-quiet"];
      ctx.fill(feature.path, "evenodd");
      ctx.restore();
      if (state.classes && state.classes.of[row] === scale.NO_DATA)
        draw.fillHatched(ctx, state, pane, feature.path);
    }
    ctx.strokeStyle = palette["map-halo"];
    ctx.lineWidth = (style.width + 2) / pane.k;
    ctx.stroke(feature.path);
    ctx.strokeStyle = style.colour;
    ctx.lineWidth = style.width / pane.k;
    ctx.stroke(feature.path);
  }
  const sea = view.inset || pane;
  if (feature.islets.length) {
    pen.enter(ctx, state, sea);
    ctx.strokeStyle = style.colour;
    ctx.lineWidth = (style.width * 0.8) / sea.k;
    const path = new Path2D();
    const small = (1.5 * pen.isletRadius(state)) / sea.k;
    for (const islet of feature.islets)
      dot(path, islet.x, islet.y, Math.max(small, (islet.box[2] - islet.box[0]) / 2));
    ctx.stroke(path);
  }
  pen.leave(ctx, state);
}

/**
 * The rows of the areas that are compared with the selected one.
 * @param {MapState} state
 */
function peerRows({ spec, directory }) {
  const rows = (spec.peers || []).map((code) => directory.row.get(code));
  return rows.filter((row) => row !== undefined);
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {MapState} state
 */
function drawPeers(ctx, state) {
  for (const row of peerRows(state)) {
    if (row !== state.selected)
      strokeRow(ctx, state, row, { colour: state.palette["map-selected"], width: 1.8 * state.strong });
  }
}

/**
 * Everything that stays light: the inset, the selected, hovered and focused area.
 * @param {MapState} state
 */
export function paint(state) {
  const { overlayContext: ctx, palette } = state;
  pen.clear(ctx, state);
  if (!state.land || !state.view) return;
  if (state.view.inset) drawInset(ctx, state);
  if (state.moving) return;
  const scale = state.strong;
  if (state.selected >= 0) {
    strokeRow(ctx, state, state.selected, {
      colour: palette["map-selected"],
      width: 2.6 * scale,
      raised: true,
    });
    if (state.spec.labels && !state.spec.points) labels.drawOne(ctx, state, state.selected);
  }
  for (const row of fresh.rows(state)) {
    if (row !== state.selected)
      strokeRow(ctx, state, row, { colour: palette["map-fresh"], width: 2.4 * scale });
  }
  drawPeers(ctx, state);
  if (state.hover >= 0 && state.hover !== state.selected) {
    strokeRow(ctx, state, state.hover, { colour: palette["map-focus"], width: 1.8 * scale });
  }
  if (state.focus >= 0 && state.keyboard) {
    strokeRow(ctx, state, state.focus, { colour: palette["map-focus"], width: 3 * scale });
  }
}

/**
 * Whether anything stands above the land.
 * @param {MapState} state
 */
export function shows(state) {
  const { view, selected, hover, focus } = state;
  return (
    Boolean(view && view.inset) ||
    selected >= 0 ||
    hover >= 0 ||
    focus >= 0 ||
    peerRows(state).length > 0 ||
    fresh.rows(state).length > 0
  );
}
