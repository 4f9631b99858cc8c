/* Land and directory joined: which row is which shape, where it stands, what lies inside. */
import * as landShapes from "../core/land.js";
import * as far from "./far.js";
import * as scale from "./scale.js";

/**
 * Communes of the country hang under districts in the earlier vintage: there the provinces' own
 * lines and names frame them, not the parents'.
 * @param {MapSpec} spec
 * @param {Land | null} outline
 * @param {Directory} directory
 */
export function isFramed(spec, outline, directory) {
  if (!outline || spec.points || spec.parent !== "VN" || spec.level === "province") return false;
  return !directory.parents.some((code) => outline.byCode.has(code));
}

/**
 * Where the areas of shapes stand, and which shape each one is.
 * @param {MapState} state
 * @param {Float64Array} x
 * @param {Float64Array} y
 */
function placeShapes({ spec, land, directory, featureRow, rowFeature }, x, y) {
  // The file is of an earlier vintage, in which these codes named other land.
  const stale = new Set(spec.stale || []);
  land.features.forEach((feature, at) => {
    for (const code of feature.codes) {
      const row = directory.row.get(code);
      if (row === undefined || stale.has(code)) continue;
      // A shape that stands for several areas is coloured by the first of them.
      if (featureRow[at] < 0) featureRow[at] = row;
      rowFeature[row] = at;
      if (feature.anchor) [x[row], y[row]] = feature.anchor;
    }
  });
}

/**
 * @param {Directory} directory
 * @param {Float64Array} x
 * @param {Float64Array} y
 */
function placePoints({ lon, lat }, x, y) {
  for (let row = 0; row < x.length; row += 1) {
    const east = lon ? lon[row] : null;
    if (east === null || east === undefined || Number.isNaN(east)) continue;
    x[row] = landShapes.projectX(east);
    y[row] = landShapes.projectY(Number(lat[row]));
  }
}

/**
 * Count what has a place, and what has none.
 * @param {MapState} state
 * @param {Float64Array} x
 * @param {Float64Array} y
 */
function measureSpots(state, x, y) {
  const { spec, directory } = state;
  /** @type {Box | null} */
  let box = null;
  let count = 0;
  let missing = 0;
  for (let row = 0; row < x.length; row += 1) {
    if (!scale.counts(spec, directory, row)) continue;
    if (Number.isNaN(x[row])) {
      missing += 1;
      continue;
    }
    count += 1;
    box = landShapes.unite([box, [x[row], y[row], x[row], y[row]]]);
  }
  state.spots = { x, y, count, box };
  state.missingShapes = missing;
}

/**
 * Which shapes lie inside of what is shown.
 * @param {MapState} state
 */
function insideOf({ spec, land, directory, featureRow }) {
  const parents = new Set(spec.points ? directory.parents : []);
  const focus = spec.filter_parent;
  return land.features.map((feature, at) => {
    if (!spec.points) return featureRow[at] >= 0 && scale.counts(spec, directory, featureRow[at]);
    if (focus) return feature.code === focus || feature.parent === focus;
    return parents.has(feature.code) || feature.code === spec.parent || feature.parent === spec.parent;
  });
}

/**
 * Where each group of islands lies, with those that the land itself lacks.
 * @param {MapState} state
 */
function boxesOfIslands({ spec, land, inner, missingIslands }) {
  /** @type {Record<string, Box>} */
  const boxes = {};
  /** @type {(group: string, box: Box) => void} */
  const add = (group, box) => {
    boxes[group] = /** @type {Box} */ (landShapes.unite([boxes[group] || null, box]));
  };
  land.features.forEach((feature, at) => {
    if (!inner[at] && !spec.islands) return;
    for (const islet of feature.islets) add(islet.group, islet.box);
  });
  for (const [group, { dots }] of Object.entries(missingIslands))
    for (const [x, y] of dots) add(group, [x, y, x, y]);
  return boxes;
}

/**
 * Join land and directory of a map.
 * @param {MapState} state
 */
export function join(state) {
  const { land, directory, spec } = state;
  const rows = directory.codes.length;
  state.featureRow = new Int32Array(land.features.length).fill(-1);
  state.rowFeature = new Int32Array(rows).fill(-1);
  state.names = null;
  const x = new Float64Array(rows).fill(NaN);
  const y = new Float64Array(rows).fill(NaN);
  if (spec.points) placePoints(directory, x, y);
  else placeShapes(state, x, y);
  measureSpots(state, x, y);
  state.inner = insideOf(state);
  state.framed = isFramed(spec, state.outline, directory);
  state.ownOutline = far.ownOutlines(state.outline, land, state.probe, spec.parent === "VN");
  state.around = far.linesAround(state.outline, state.ownOutline);
  if (!spec.islands && !spec.points) state.land = far.setAside(land, state.inner);
  state.missingIslands = spec.islands ? landShapes.missingIslands(land) : {};
  state.islandBoxes = boxesOfIslands(state);
}
