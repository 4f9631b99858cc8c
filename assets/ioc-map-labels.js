/* Names on the map: largest first, only where they fit, never over one another. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  const CROWD = 400; // more areas than this: the map names their parents instead
  const LINE = 1.3; // stacked Vietnamese marks need it

  function split(text) {
    const parts = text.split(" ");
    if (parts.length < 2) return [text];
    let best = null;
    for (let at = 1; at < parts.length; at += 1) {
      const lines = [parts.slice(0, at).join(" "), parts.slice(at).join(" ")];
      const longest = Math.max(lines[0].length, lines[1].length);
      if (!best || longest < best.longest) best = { lines, longest };
    }
    return best.lines;
  }

  function clash(box, taken) {
    return taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]);
  }

  function write(ctx, state, lines, x, y, size, weight) {
    ctx.font = `${weight} ${size}px ${state.palette.font}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    ctx.strokeStyle = state.palette["map-halo"];
    ctx.lineWidth = Math.max(2.5, size * 0.22);
    ctx.fillStyle = state.palette["map-label"];
    lines.forEach((line, at) => {
      const top = y + (at - (lines.length - 1) / 2) * size * LINE;
      ctx.strokeText(line, x, top);
      ctx.fillText(line, x, top);
    });
  }

  /** What may be named: [{name, x, y, room, tall, size}] in world units, largest first. */
  function candidates(state) {
    const { land, directory, spec, featureRow } = state;
    if (!directory) return [];
    if (spec.points || land.features.length > CROWD) return parentsOf(state);
    const found = [];
    land.features.forEach((feature, at) => {
      const row = featureRow[at];
      if (row < 0 || !feature.anchor || !feature.box || (state.classes && state.classes.of[row] === ioc.scale.OUTSIDE)) return;
      found.push({
        row,
        name: directory.names[row],
        x: feature.anchor[0],
        y: feature.anchor[1],
        room: feature.room,
        tall: feature.box[3] - feature.box[1],
        size: feature.size,
      });
    });
    return found.sort((a, b) => b.size - a.size);
  }

  function parentsOf(state) {
    const { land, directory, spec } = state;
    const groups = new Map();
    for (const feature of land.features) {
      const code = spec.points ? feature.code : feature.parent;
      const name = directory.parentName.get(code);
      if (!name || !feature.box || !feature.anchor) continue;
      const group = groups.get(code) || { name, x: 0, y: 0, size: 0, members: [] };
      group.x += feature.anchor[0] * feature.size;
      group.y += feature.anchor[1] * feature.size;
      group.size += feature.size;
      group.members.push(feature);
      groups.set(code, group);
    }
    const found = [];
    for (const group of groups.values()) {
      const x = group.x / group.size;
      const y = group.y / group.size;
      // The middle of a bent province may lie outside it: take the nearest of its own areas.
      const nearest = group.members.reduce((best, feature) => {
        const far = (feature.anchor[0] - x) ** 2 + (feature.anchor[1] - y) ** 2;
        return !best || far < best.far ? { far, feature } : best;
      }, null).feature;
      const span = Math.sqrt(group.size);
      found.push({ row: -1, name: bare(group.name), x: nearest.anchor[0], y: nearest.anchor[1], room: span * 1.1, tall: span, size: group.size });
    }
    return found.sort((a, b) => b.size - a.size);
  }

  /** Without the kind of area: the place on the map says it. */
  function bare(name) {
    return name.replace(/^(Tỉnh|Thành phố|Huyện|Thị xã|Quận|Xã|Phường|Thị trấn|Đặc khu)\s+(?!\d)/u, "");
  }

  function place(ctx, state, pane, item, taken, size) {
    ctx.font = `500 ${size}px ${state.palette.font}`;
    const x = item.x * pane.k + pane.tx;
    const y = item.y * pane.k + pane.ty + (state.markRoom ? state.markRoom + size * 0.7 : 0);
    if (x < 0 || y < 0 || x > state.width || y > state.height) return null;
    const room = item.room * pane.k;
    const tall = item.tall * pane.k;
    for (const lines of [[item.name], split(item.name)]) {
      const wide = Math.max(...lines.map((line) => ctx.measureText(line).width));
      const high = lines.length * size * LINE;
      if (wide > room * 0.98 || high > tall * 0.9) continue;
      const box = [x - wide / 2 - 3, y - high / 2 - 1, x + wide / 2 + 3, y + high / 2 + 1];
      if (!clash(box, taken)) return { lines, x, y, box };
    }
    return null;
  }

  function fontSize(state) {
    return state.spec.wall ? Math.max(18, state.font * 0.62) : Math.max(11, state.font * 0.82);
  }

  function draw(ctx, state, pane) {
    const taken = [...state.reserved];
    const size = fontSize(state);
    state.placed = [];
    if (!state.view.inset) drawIslandNames(ctx, state, pane, taken);
    if (!state.spec.labels) return;
    for (const item of state.names || (state.names = candidates(state))) {
      if (item.room * pane.k < size * 1.6) continue;
      const spot = place(ctx, state, pane, item, taken, size);
      if (!spot) continue;
      taken.push(spot.box);
      write(ctx, state, spot.lines, spot.x, spot.y, size, 500);
      state.placed.push({ ...spot, name: item.name, row: item.row });
    }
  }

  /** The archipelagos are named on every map that shows them. */
  function drawIslandNames(ctx, state, pane, taken) {
    const word = ioc.format.words(state.spec.language);
    const size = fontSize(state);
    state.islandNames = [];
    for (const [group, box] of Object.entries(state.islandBoxes)) {
      const lines = word[group].split("\n");
      ctx.font = `italic 500 ${size}px ${state.palette.font}`;
      const wide = Math.max(...lines.map((line) => ctx.measureText(line).width)) / 2 + 4;
      const high = lines.length * size * LINE;
      const middle = ((box[0] + box[2]) / 2) * pane.k + pane.tx;
      const below = box[3] * pane.k + pane.ty + high / 2 + 4;
      const above = box[1] * pane.k + pane.ty - high / 2 - 4;
      const frame = state.view.inset ? state.view.inset.rect : { x: 0, y: 0, w: state.width, h: state.height };
      const y = below + high / 2 > frame.y + frame.h ? Math.max(above, frame.y + high / 2 + 2) : below;
      const x = Math.min(Math.max(middle, frame.x + wide), frame.x + frame.w - wide);
      write(ctx, state, lines, x, y, size, "italic 500");
      state.islandNames.push({ lines, x, y, size });
      taken.push([x - wide, y - high / 2, x + wide, y + high / 2]);
    }
  }

  /** The name of a raised area again, because raising it covered the one below. */
  function drawOne(ctx, state, row) {
    const spot = (state.placed || []).find((one) => one.row === row);
    if (spot) write(ctx, state, spot.lines, spot.x, spot.y, fontSize(state), 600);
  }

  ioc.labels = { draw, drawIslandNames, drawOne, fontSize, LINE };
})();
