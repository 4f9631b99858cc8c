/* From a TopoJSON to land that a canvas can draw: one path per area, one path per kind of border. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  // One frame for all lands, so that an outline fits whatever it surrounds: Mercator in 1/1000
  // degree around the middle of the country. Canvas paths hold 32-bit floats: small numbers keep
  // decimetres.
  const UNIT = 1000;
  const LON0 = 108;
  const RAD = Math.PI / 180;
  const northing = (lat) => Math.log(Math.tan(Math.PI / 4 + (lat * RAD) / 2)) / RAD;
  const LAT0 = northing(16);
  const projectX = (lon) => (lon - LON0) * UNIT;
  const projectY = (lat) => (LAT0 - northing(lat)) * UNIT;

  // East of every cape of the mainland and its coastal islands.
  const OFFSHORE_LON = 109.47;
  const OFFSHORE_X = projectX(OFFSHORE_LON);
  const BETWEEN_Y = projectY(14);

  // Drawn when the loaded boundaries leave the archipelagos out: [lon, lat] of known islands.
  const ISLETS = {
    hoangSa: [[111.61, 16.53], [112.33, 16.83], [112.73, 16.67], [111.2, 15.78], [111.51, 16.45], [111.7, 16.47], [112.27, 16.95]],
    truongSa: [[111.92, 8.65], [114.33, 11.43], [114.37, 10.18], [114.48, 10.38], [114.33, 9.89], [114.37, 10.38], [114.28, 11.05], [112.92, 7.89], [113.7, 8.97], [112.25, 8.86], [115.02, 9.08], [114.8, 7.97]],
  };
  // The areas that they belong to, finest first, in either vintage.
  const OWNERS = { hoangSa: ["20333", "498", "48"], truongSa: ["22736", "576", "56"] };

  function readArcs(topology) {
    const { transform } = topology;
    const [sx, sy] = transform ? transform.scale : [1, 1];
    const [ox, oy] = transform ? transform.translate : [0, 0];
    return topology.arcs.map((arc) => {
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

  /** Stitch the arcs of a ring into one array x0, y0, x1, y1, … without the closing point. */
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

  function tracing(path, points, close) {
    path.moveTo(points[0], points[1]);
    for (let at = 2; at < points.length; at += 2) path.lineTo(points[at], points[at + 1]);
    if (close) path.closePath();
  }

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

  /** The widest stretch of a polygon on its middle line: where a name sits inside. */
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

  function readFeature(geometry, arcs) {
    const polygons = geometry.type === "Polygon" ? [geometry.arcs] : geometry.type === "MultiPolygon" ? geometry.arcs : [];
    const feature = {
      code: String(geometry.id),
      codes: (geometry.properties && geometry.properties.codes) || [String(geometry.id)],
      parent: geometry.properties && geometry.properties.p != null ? String(geometry.properties.p) : null,
      path: null, // mainland
      islets: [], // offshore parts: {path, x, y, size, group}
      rings: [], // mainland rings, for export
      box: null,
      size: 0,
      anchor: null,
      room: 0,
    };
    let largest = null;
    for (const polygon of polygons) {
      const rings = polygon.map((ring) => stitch(ring, arcs)).filter((ring) => ring.length >= 6);
      if (!rings.length) continue;
      const measured = measure(rings[0]);
      const { box } = measured;
      if (box[0] > OFFSHORE_X) {
        const path = new Path2D();
        for (const ring of rings) tracing(path, ring, true);
        const x = (box[0] + box[2]) / 2;
        const y = (box[1] + box[3]) / 2;
        feature.islets.push({ path, rings, x, y, size: measured.size, box, group: y < BETWEEN_Y ? "hoangSa" : "truongSa" });
        continue;
      }
      if (!feature.path) {
        feature.path = new Path2D();
        feature.box = [...box];
      }
      for (const ring of rings) {
        tracing(feature.path, ring, true);
        feature.rings.push(ring);
      }
      feature.box = [
        Math.min(feature.box[0], box[0]),
        Math.min(feature.box[1], box[1]),
        Math.max(feature.box[2], box[2]),
        Math.max(feature.box[3], box[3]),
      ];
      feature.size += measured.size;
      if (!largest || measured.size > largest.size) largest = { ...measured, rings };
    }
    if (largest) {
      const [from, to] = roomIn(largest.rings, largest.middle + 1e-3);
      feature.room = to - from;
      feature.anchor = to > from ? [(from + to) / 2, largest.middle] : [(largest.box[0] + largest.box[2]) / 2, largest.middle];
    } else if (feature.islets.length) {
      const main = feature.islets.reduce((best, islet) => (islet.size > best.size ? islet : best));
      feature.anchor = [main.x, main.y];
    }
    return feature;
  }

  function eachArc(nested, visit) {
    for (const item of nested) {
      if (typeof item === "number") visit(item < 0 ? ~item : item);
      else eachArc(item, visit);
    }
  }

  /** Borders drawn once each: between siblings, between parents, and towards the outside. */
  function readBorders(geometries, features, arcs) {
    const first = new Int32Array(arcs.length).fill(-1);
    const second = new Int32Array(arcs.length).fill(-1);
    geometries.forEach((geometry, at) =>
      eachArc(geometry.arcs || [], (arc) => {
        if (first[arc] < 0) first[arc] = at;
        else if (first[arc] !== at) second[arc] = at;
      }),
    );
    const lines = { siblings: [], parents: [], outer: [] };
    for (let arc = 0; arc < arcs.length; arc += 1) {
      if (first[arc] < 0 || arcs[arc].length < 4 || arcs[arc][0] > OFFSHORE_X) continue;
      let kind = "outer";
      if (second[arc] >= 0) kind = features[first[arc]].parent === features[second[arc]].parent ? "siblings" : "parents";
      const span = Math.min(...[first[arc], second[arc]].filter((at) => at >= 0).map((at) => Math.sqrt(features[at].size)));
      lines[kind].push({ points: arcs[arc], owner: first[arc], span });
    }
    return lines;
  }

  /** One path for each kind of border, and the siblings' once more by how large their areas are. */
  function pathsOf(lines) {
    const borders = { siblings: new Path2D(), parents: new Path2D(), outer: new Path2D(), bySpan: new Map() };
    for (const kind of ["siblings", "parents", "outer"]) {
      for (const { points, span } of lines[kind]) {
        tracing(borders[kind], points, false);
        if (kind !== "siblings") continue;
        const step = Math.round(2 * Math.log2(Math.max(span, 1)));
        if (!borders.bySpan.has(step)) borders.bySpan.set(step, { span: 2 ** (step / 2), path: new Path2D() });
        tracing(borders.bySpan.get(step).path, points, false);
      }
    }
    return borders;
  }

  function unite(boxes) {
    let whole = null;
    for (const box of boxes) {
      if (!box) continue;
      whole = whole
        ? [Math.min(whole[0], box[0]), Math.min(whole[1], box[1]), Math.max(whole[2], box[2]), Math.max(whole[3], box[3])]
        : [...box];
    }
    return whole;
  }

  /** Land of a topology: {features, byCode, borders, lines, box}; the box is the mainland's. */
  function fromTopology(topology) {
    const object = topology.objects.areas || Object.values(topology.objects)[0];
    const geometries = object.geometries || [];
    const arcs = readArcs(topology);
    const features = geometries.map((geometry) => readFeature(geometry, arcs));
    const lines = readBorders(geometries, features, arcs);
    const byCode = new Map(features.map((feature, at) => [feature.code, at]));
    return { features, byCode, borders: pathsOf(lines), lines, box: unite(features.map((feature) => feature.box)) };
  }

  /** Several lands as one, as where a province is laid beside those that it came of. */
  function join(lands) {
    if (lands.length === 1) return lands[0];
    const features = lands.flatMap((land) => land.features);
    const lines = { siblings: [], parents: [], outer: [] };
    let before = 0;
    for (const land of lands) {
      for (const kind of Object.keys(lines)) {
        for (const line of land.lines[kind]) lines[kind].push({ ...line, owner: line.owner + before });
      }
      before += land.features.length;
    }
    const byCode = new Map(features.map((feature, at) => [feature.code, at]));
    return { features, byCode, borders: pathsOf(lines), lines, box: unite(lands.map((land) => land.box)) };
  }

  /** The islands that the land itself lacks: {group: {owner: index or -1, dots: [x, y][]}}. */
  function missingIslands(land) {
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

  ioc.land = { fromTopology, join, missingIslands, pathsOf, projectX, projectY, unite };
})();
