/* What lies far from the rest of the land: set aside into a frame of its own; and whose outline is whose. */
import * as landShapes from "../core/land.js";

const APART = 225; // world units, about 25 km: land this far away is an island of its own
const WORTH = 1.25; // so much larger the rest must become
const MOST = 1000; // more areas than this are a country: its islands stay where they are
const GROUP = "far:";

/**
 * @param {Box} a
 * @param {Box} b
 */
const gap = (a, b) => Math.max(a[0] - b[2], b[0] - a[2], a[1] - b[3], b[1] - a[3], 0);

/**
 * Group boxes that lie near one another, each through any of its group: lists of places.
 * @param {Box[]} boxes
 */
function groupsOf(boxes) {
  const groups = [];
  const open = new Set(boxes.keys());
  for (const start of boxes.keys()) {
    if (!open.delete(start)) continue;
    const group = [start];
    for (let next = 0; next < group.length; next += 1) {
      for (const other of open) {
        if (gap(boxes[group[next]], boxes[other]) > APART) continue;
        open.delete(other);
        group.push(other);
      }
    }
    groups.push(group);
  }
  return groups;
}

/**
 * @param {Box} box
 */
const side = (box) => Math.max(box[2] - box[0], box[3] - box[1]);

/**
 * Places of the shown areas that would make the others small: those apart from the largest group,
 * where a frame around that group alone is a quarter larger. Empty: nothing is set aside.
 * @param {Feature[]} features
 * @param {boolean[]} inner
 */
function farOf(features, inner) {
  const places = features.flatMap(({ box }, at) => (box && inner[at] ? [at] : []));
  if (places.length < 3 || places.length > MOST) return [];
  const groups = groupsOf(places.map((at) => /** @type {Box} */ (features[at].box))).map((group) =>
    group.map((at) => places[at]),
  );
  const main = groups.reduce((best, group) => (group.length > best.length ? group : best));
  const rest = places.filter((at) => !main.includes(at));
  if (!rest.length || rest.length * 3 > main.length) return [];
  /**
   * @param {number[]} list
   */
  const around = (list) => side(/** @type {Box} */ (landShapes.unite(list.map((at) => features[at].box))));
  return around(places) >= WORTH * around(main) ? rest : [];
}

/**
 * The land with its far areas as islands; the same land where there are none.
 * @param {Land} land
 * @param {boolean[]} inner
 */
export function setAside(land, inner) {
  const far = new Set(farOf(land.features, inner));
  if (!far.size) return land;
  /** @type {Feature[]} */
  const features = land.features.map((feature, at) => {
    const { path, anchor, box } = feature;
    if (!far.has(at) || !path || !anchor || !box) return feature;
    const [x, y] = anchor;
    const islet = {
      path,
      rings: feature.rings,
      x,
      y,
      size: feature.size,
      box,
      group: GROUP + at,
    };
    return { ...feature, path: null, rings: [], box: null, islets: [...feature.islets, islet] };
  });
  /** @type {Land["lines"]} */
  const lines = { siblings: [], parents: [], outer: [] };
  for (const kind of landShapes.BORDER_KINDS)
    lines[kind] = land.lines[kind].filter(({ owner }) => !far.has(owner));
  const box = landShapes.unite(features.map((feature) => feature.box));
  return { ...land, features, lines, borders: landShapes.pathsOf(lines), box };
}

/**
 * The place of the area that an island's group stands for; -1 for the archipelagos.
 * @param {string} group
 */
export const placeOf = (group) => (group.startsWith(GROUP) ? Number(group.slice(GROUP.length)) : -1);

/**
 * Codes of the outlines whose land is what the map shows itself: all in which an area stands on a
 * map of the country, else the one in which most do.
 * @param {Land | null} outline
 * @param {Land} land
 * @param {CanvasRenderingContext2D} probe
 * @param {boolean} isCountry
 */
export function ownOutlines(outline, land, probe, isCountry) {
  const counts = new Map();
  if (!outline) return new Set();
  const anchors = land.features.flatMap(({ path, anchor }) => (path && anchor ? [anchor] : []));
  const every = Math.ceil(anchors.length / 400);
  anchors.forEach(([x, y], at) => {
    if (at % every) return;
    for (const { code, box, path } of outline.features) {
      if (!box || !path || x < box[0] || x > box[2] || y < box[1] || y > box[3]) continue;
      if (probe.isPointInPath(path, x, y, "evenodd")) counts.set(code, (counts.get(code) || 0) + 1);
    }
  });
  if (isCountry) return new Set(counts.keys());
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return new Set(most ? [most[0]] : []);
}

/**
 * One path of the outlines' borders, without the coast of those that the map shows itself.
 * @param {Land | null} outline
 * @param {Set<string>} own
 */
export function linesAround(outline, own) {
  if (!outline) return null;
  const outside = outline.lines.outer.filter(({ owner }) => !own.has(outline.features[owner].code));
  const { siblings, parents, outer } = landShapes.pathsOf({ ...outline.lines, outer: outside });
  const path = new Path2D(siblings);
  path.addPath(parents);
  path.addPath(outer);
  return path;
}
