/* From a TopoJSON to land that a canvas can draw: one path per area, one path per kind of border. */

// One frame for all lands, so that an outline fits whatever it surrounds: Mercator in 1/1000
// degree around the middle of the country. Canvas paths hold 32-bit floats: small numbers keep
// decimetres.
const UNIT = 1000;
const LON0 = 108;
const RAD = Math.PI / 180;
/**
 * @param {number} lat
 */
const northing = (lat) => Math.log(Math.tan(Math.PI / 4 + (lat * RAD) / 2)) / RAD;
const LAT0 = northing(16);
/**
 * @param {number} lon
 */
export const projectX = (lon) => (lon - LON0) * UNIT;
/**
 * @param {number} lat
 */
export const projectY = (lat) => (LAT0 - northing(lat)) * UNIT;

// East of every cape of the mainland and its coastal islands.
const OFFSHORE_LON = 109.47;
const OFFSHORE_X = projectX(OFFSHORE_LON);
const BETWEEN_Y = projectY(14);

// Drawn when the loaded boundaries leave the archipelagos out: [lon, lat] of known islands.
/** @type {Record<string, [number, number][]>} */
const ISLETS = {
  hoangSa: [
    [111.61, 16.53],
    [112.33, 16.83],
    [112.73, 16.67],
    [111.2, 15.78],
    [111.51, 16.45],
    [111.7, 16.47],
    [112.27, 16.95],
  ],
  truongSa: [
    [111.92, 8.65],
    [114.33, 11.43],
    [114.37, 10.18],
    [114.48, 10.38],
    [114.33, 9.89],
    [114.37, 10.38],
    [114.28, 11.05],
    [112.92, 7.89],
    [113.7, 8.97],
    [112.25, 8.86],
    [115.02, 9.08],
    [114.8, 7.97],
  ],
};
/** @type {BorderKind[]} */
export const BORDER_KINDS = ["siblings", "parents", "outer"];

// The areas that they belong to, finest first, in either vintage.
/** @type {Record<string, string[]>} */
const OWNERS = { hoangSa: ["20333", "498", "48"], truongSa: ["22736", "576", "56"] };

/**
 * @param {Topology} topology
 */
function readArcs(topology) {
  const { transform } = topology;
  const [sx, sy] = transform ? transform.scale : [1, 1];
  const [ox, oy] = transform ? transform.translate : [0, 0];
  return topology.arcs.map((/** @type {number[][]} */ arc) => {
    const points = new Float32Array(arc.length * 2);
    let x = 0;
    let y = 0;
    for (let at = 0; at < arc.length; at += 1) {
      if (transform) {
        x += arc[at][0];
        y += arc[at][1];
      } else {
        x = arc[at][0];
        y = arc[at][1];
      }
      points[2 * at] = projectX(x * sx + ox);
      points[2 * at + 1] = projectY(y * sy + oy);
    }
    return points;
  });
}

/**
 * Stitch the arcs of a ring into one array x0, y0, x1, y1, … without the closing point.
 * @param {number[]} indexes
 * @param {Float32Array[]} arcs
 */
function stitch(indexes, arcs) {
  let length = 0;
  for (const index of indexes) length += arcs[index < 0 ? ~index : index].length - 2;
  const ring = new Float32Array(Math.max(length, 0));
  let to = 0;
  for (const index of indexes) {
    const arc = arcs[index < 0 ? ~index : index];
    if (index >= 0) {
      ring.set(arc.subarray(0, arc.length - 2), to);
      to += arc.length - 2;
    } else {
      for (let at = arc.length - 2; at > 0; at -= 2) {
        ring[to] = arc[at];
        ring[to + 1] = arc[at + 1];
        to += 2;
      }
    }
  }
  return ring;
}

/**
 * @param {Path2D} path
 * @param {Float32Array} points
 * @param {boolean} close
 */
function tracing(path, points, close) {
  path.moveTo(points[0], points[1]);
  for (let at = 2; at < points.length; at += 2) path.lineTo(points[at], points[at + 1]);
  if (close) path.closePath();
}

/**
 * @param {Float32Array} ring
 * @returns {{box: Box, size: number, middle: number}}
 */
function measure(ring) {
  let x0 = Infinity;
  let y0 = Infinity;
  let x1 = -Infinity;
  let y1 = -Infinity;
  let twice = 0;
  let cy = 0;
  // Relative to the first point: products of large coordinates would lose the small areas.
  const ox = ring[0];
  const oy = ring[1];
  for (let at = 0, last = ring.length - 2; at < ring.length; last = at, at += 2) {
    const x = ring[at];
    const y = ring[at + 1];
    if (x < x0) x0 = x;
    if (x > x1) x1 = x;
    if (y < y0) y0 = y;
    if (y > y1) y1 = y;
    const lastY = ring[last + 1] - oy;
    const cross = (ring[last] - ox) * (y - oy) - (x - ox) * lastY;
    twice += cross;
    cy += cross * (lastY + (y - oy));
  }
  const middle = twice ? oy + cy / (3 * twice) : (y0 + y1) / 2;
  return { box: [x0, y0, x1, y1], size: Math.abs(twice) / 2, middle: Math.min(Math.max(middle, y0), y1) };
}

/**
 * The widest stretch of a polygon on its middle line: where a name sits inside.
 * @param {Float32Array[]} rings
 * @param {number} y
 */
function roomIn(rings, y) {
  const crossings = [];
  for (const ring of rings) {
    for (let at = 0, last = ring.length - 2; at < ring.length; last = at, at += 2) {
      const ya = ring[last + 1];
      const yb = ring[at + 1];
      if (ya > y !== yb > y) crossings.push(ring[last] + ((y - ya) / (yb - ya)) * (ring[at] - ring[last]));
    }
  }
  crossings.sort((a, b) => a - b);
  let best = [0, 0];
  for (let at = 0; at + 1 < crossings.length; at += 2) {
    if (crossings[at + 1] - crossings[at] > best[1] - best[0]) best = [crossings[at], crossings[at + 1]];
  }
  return best;
}

/**
 * The polygons of a geometry: the rings of each, as numbers of arcs.
 * @param {Geometry} geometry
 * @returns {number[][][]}
 */
function polygonsOf({ type, arcs = [] }) {
  if (type === "Polygon") return [arcs];
  return type === "MultiPolygon" ? arcs : [];
}

/**
 * An island of its own.
 * @param {Float32Array[]} rings
 * @param {Box} box
 * @param {number} size
 * @returns {Islet}
 */
function isletOf(rings, box, size) {
  const path = new Path2D();
  for (const ring of rings) tracing(path, ring, true);
  const x = (box[0] + box[2]) / 2;
  const y = (box[1] + box[3]) / 2;
  return { path, rings, x, y, size, box, group: y < BETWEEN_Y ? "hoangSa" : "truongSa" };
}

/**
 * Where a name stands inside of the largest polygon of an area, and how much room it has.
 * @param {{rings: Float32Array[], box: Box, size: number, middle: number}} polygon
 * @returns {{anchor: [number, number], room: number}}
 */
function anchorIn({ rings, box, middle }) {
  const [from, to] = roomIn(rings, middle + 1e-3);
  const x = to > from ? (from + to) / 2 : (box[0] + box[2]) / 2;
  return { anchor: [x, middle], room: to - from };
}

/**
 * @param {Geometry} geometry
 * @param {Float32Array[]} arcs
 * @returns {Feature}
 */
function readFeature(geometry, arcs) {
  const { id, properties = {} } = geometry;
  /** @type {Feature} */
  const feature = {
    code: String(id),
    codes: properties.codes || [String(id)],
    parent: properties.p != null ? String(properties.p) : null,
    path: null, // mainland
    islets: [], // offshore parts
    rings: [], // mainland rings, for export
    box: null,
    size: 0,
    anchor: null,
    room: 0,
  };
  let largest = null;
  for (const polygon of polygonsOf(geometry)) {
    const rings = polygon.map((ring) => stitch(ring, arcs)).filter((ring) => ring.length >= 6);
    if (!rings.length) continue;
    const { box, size, middle } = measure(rings[0]);
    if (box[0] > OFFSHORE_X) {
      feature.islets.push(isletOf(rings, box, size));
      continue;
    }
    feature.path = feature.path || new Path2D();
    for (const ring of rings) tracing(feature.path, ring, true);
    feature.rings.push(...rings);
    feature.box = unite([feature.box, box]);
    feature.size += size;
    if (!largest || size > largest.size) largest = { rings, box, size, middle };
  }
  if (largest) return Object.assign(feature, anchorIn(largest));
  if (feature.islets.length) {
    const main = feature.islets.reduce((best, islet) => (islet.size > best.size ? islet : best));
    feature.anchor = [main.x, main.y];
  }
  return feature;
}

/**
 * @param {any[]} nested  arcs by number, in lists of lists
 * @param {(arc: number) => void} visit
 */
function eachArc(nested, visit) {
  for (const item of nested) {
    if (typeof item === "number") visit(item < 0 ? ~item : item);
    else eachArc(item, visit);
  }
}

/**
 * Borders drawn once each: between siblings, between parents, and towards the outside.
 * @param {Geometry[]} geometries
 * @param {Feature[]} features
 * @param {Float32Array[]} arcs
 * @returns {Record<BorderKind, BorderLine[]>}
 */
function readBorders(geometries, features, arcs) {
  const first = new Int32Array(arcs.length).fill(-1);
  const second = new Int32Array(arcs.length).fill(-1);
  geometries.forEach((geometry, at) =>
    eachArc(geometry.arcs || [], (arc) => {
      if (first[arc] < 0) first[arc] = at;
      else if (first[arc] !== at) second[arc] = at;
    }),
  );
  /** @type {Record<BorderKind, BorderLine[]>} */
  const lines = { siblings: [], parents: [], outer: [] };
  for (let arc = 0; arc < arcs.length; arc += 1) {
    if (first[arc] < 0 || arcs[arc].length < 4 || arcs[arc][0] > OFFSHORE_X) continue;
    /** @type {BorderKind} */
    let kind = "outer";
    if (second[arc] >= 0)
      kind = features[first[arc]].parent === features[second[arc]].parent ? "siblings" : "parents";
    const span = Math.min(
      ...[first[arc], second[arc]].filter((at) => at >= 0).map((at) => Math.sqrt(features[at].size)),
    );
    lines[kind].push({ points: arcs[arc], owner: first[arc], span });
  }
  return lines;
}

/**
 * One path for each kind of border, and the siblings' once more by how large their areas are.
 * @param {Record<BorderKind, BorderLine[]>} lines
 * @returns {Land["borders"]}
 */
export function pathsOf(lines) {
  /** @type {Land["borders"]} */
  const borders = { siblings: new Path2D(), parents: new Path2D(), outer: new Path2D(), bySpan: new Map() };
  for (const kind of BORDER_KINDS) {
    for (const { points, span } of lines[kind]) {
      tracing(borders[kind], points, false);
      if (kind !== "siblings") continue;
      const step = Math.round(2 * Math.log2(Math.max(span, 1)));
      const same = borders.bySpan.get(step) || { span: 2 ** (step / 2), path: new Path2D() };
      borders.bySpan.set(step, same);
      tracing(same.path, points, false);
    }
  }
  return borders;
}

/**
 * The box around boxes; null where there is none.
 * @param {(Box | null)[]} boxes
 * @returns {Box | null}
 */
export function unite(boxes) {
  /** @type {Box | null} */
  let whole = null;
  for (const box of boxes) {
    if (!box) continue;
    whole = whole
      ? [
          Math.min(whole[0], box[0]),
          Math.min(whole[1], box[1]),
          Math.max(whole[2], box[2]),
          Math.max(whole[3], box[3]),
        ]
      : [...box];
  }
  return whole;
}

/**
 * Land of a topology: {features, byCode, borders, lines, box}; the box is the mainland's.
 * @param {Topology} topology
 * @returns {Land}
 */
export function fromTopology(topology) {
  const object = topology.objects.areas || Object.values(topology.objects)[0];
  const geometries = object.geometries || [];
  const arcs = readArcs(topology);
  /** @type {Feature[]} */
  const features = geometries.map((geometry) => readFeature(geometry, arcs));
  const lines = readBorders(geometries, features, arcs);
  const byCode = new Map(features.map((feature, at) => [feature.code, at]));
  return {
    features,
    byCode,
    borders: pathsOf(lines),
    lines,
    box: unite(features.map((feature) => feature.box)),
  };
}

/**
 * Several lands as one, as where a province is laid beside those that it came of.
 * @param {Land[]} lands
 * @returns {Land}
 */
export function join(lands) {
  if (lands.length === 1) return lands[0];
  const features = lands.flatMap((land) => land.features);
  /** @type {Record<BorderKind, BorderLine[]>} */
  const lines = { siblings: [], parents: [], outer: [] };
  let before = 0;
  for (const land of lands) {
    for (const kind of BORDER_KINDS) {
      for (const line of land.lines[kind]) lines[kind].push({ ...line, owner: line.owner + before });
    }
    before += land.features.length;
  }
  const byCode = new Map(features.map((feature, at) => [feature.code, at]));
  return { features, byCode, borders: pathsOf(lines), lines, box: unite(lands.map((land) => land.box)) };
}

/**
 * The islands that the land itself lacks: {group: {owner: index or -1, dots: [x, y][]}}.
 * @param {Land} land
 */
export function missingIslands(land) {
  /** @type {Record<string, {owner: number, dots: number[][]}>} */
  const missing = {};
  for (const group of Object.keys(ISLETS)) {
    if (land.features.some((feature) => feature.islets.some((islet) => islet.group === group))) continue;
    const owner = OWNERS[group].map((code) => land.byCode.get(code)).find((at) => at !== undefined);
    missing[group] = {
      owner: owner === undefined ? -1 : owner,
      dots: ISLETS[group].map(([lon, lat]) => [projectX(lon), projectY(lat)]),
    };
  }
  return missing;
}

/**
 * Whether a place is on a drawn area.
 * @param {{ box: number[] | null, path: Path2D | null }} feature  its box and outline
 * @param {CanvasRenderingContext2D} probe
 * @param {number} x
 * @param {number} y
 */
export const isOn = ({ box, path }, probe, x, y) =>
  !!box &&
  !!path &&
  x > box[0] &&
  x < box[2] &&
  y > box[1] &&
  y < box[3] &&
  probe.isPointInPath(path, x, y, "evenodd");
