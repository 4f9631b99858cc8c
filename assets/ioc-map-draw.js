/* Painting: fills by class, borders, points, islands, and the raised areas above them. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  const COLOURS = [
    "seq-1", "seq-2", "seq-3", "seq-4", "seq-5", "seq-6", "seq-7",
    "div-1", "div-2", "div-3", "div-4", "div-5", "div-6",
    "good", "warn", "bad", "nodata", "nodata-ink",
    "map-sea", "map-quiet", "map-quiet-border", "map-land", "map-border", "map-outline", "map-focus",
    "map-selected", "map-label", "map-halo", "map-frame", "map-point-edge",
  ];
  const MIN_ISLET_PX = 1.7;

  /** The colours of the theme in force, read from the CSS variables of map.css. */
  function readPalette(element) {
    const style = getComputedStyle(element);
    const palette = { font: style.fontFamily, size: parseFloat(style.getPropertyValue("font-size")) || 14 };
    for (const name of COLOURS) palette[name] = style.getPropertyValue(`--ioc-${name}`).trim() || "#888";
    palette.hatch = hatch(palette["nodata-ink"]);
    return palette;
  }

  function hatch(ink) {
    const tile = document.createElement("canvas");
    tile.width = tile.height = 8;
    const pen = tile.getContext("2d");
    pen.strokeStyle = ink;
    pen.lineWidth = 1.4;
    pen.beginPath();
    for (const at of [-8, 0, 8]) {
      pen.moveTo(at - 2, 10);
      pen.lineTo(at + 10, -2);
    }
    pen.stroke();
    return pen.createPattern(tile, "repeat");
  }

  /** One path per class, so that a change of figures is a handful of fills. */
  function groupByClass(state) {
    const { land, classes, featureRow } = state;
    const groups = new Map();
    const islets = new Map();
    land.features.forEach((feature, at) => {
      const row = featureRow[at];
      const key = row < 0 ? ioc.scale.OUTSIDE : classes ? classes.of[row] : ioc.scale.OUTSIDE;
      if (feature.path) {
        if (!groups.has(key)) groups.set(key, new Path2D());
        groups.get(key).addPath(feature.path);
      }
      if (feature.islets.length) {
        if (!islets.has(key)) islets.set(key, []);
        islets.get(key).push(...feature.islets);
      }
    });
    return { groups, islets };
  }

  function enter(ctx, state, pane) {
    const { dpr } = state;
    ctx.setTransform(dpr * pane.k, 0, 0, dpr * pane.k, dpr * pane.tx, dpr * pane.ty);
  }

  function leave(ctx, state) {
    ctx.setTransform(state.dpr, 0, 0, state.dpr, 0, 0);
  }

  function colourOf(state, key) {
    if (key === ioc.scale.OUTSIDE) return state.palette["map-quiet"];
    if (key === ioc.scale.NO_DATA) return state.palette.nodata;
    return state.palette[state.classes.classes[key].colour];
  }

  function fillHatched(ctx, state, pane, path) {
    state.palette.hatch.setTransform(new DOMMatrix().scale(1 / pane.k));
    ctx.fillStyle = state.palette.hatch;
    ctx.fill(path, "evenodd");
  }

  function drawNeighbours(ctx, state, pane) {
    const { outline, palette } = state;
    if (!outline || outline === state.land) return;
    ctx.fillStyle = palette["map-quiet"];
    for (const feature of outline.features) if (feature.path) ctx.fill(feature.path, "evenodd");
    ctx.strokeStyle = palette["map-quiet-border"];
    ctx.lineWidth = 0.8 / pane.k;
    for (const kind of ["siblings", "parents", "outer"]) ctx.stroke(outline.borders[kind]);
  }

  function drawBorders(ctx, state, pane) {
    const { land, palette } = state;
    const strong = state.font / 14;
    const count = land.features.length;
    // Many small areas: thinner lines, or the borders would hide the colours.
    const thin = Math.min(1, Math.max(0.35, 14 / Math.sqrt(count) + 0.1 * Math.log2(state.view.zoom + 1)));
    ctx.lineJoin = "round";
    ctx.strokeStyle = palette["map-border"];
    ctx.lineWidth = (thin * strong) / pane.k;
    ctx.stroke(land.borders.siblings);
    ctx.strokeStyle = palette["map-outline"];
    ctx.lineWidth = (0.9 * strong) / pane.k;
    ctx.stroke(land.borders.parents);
    ctx.lineWidth = (count > 400 ? 0.7 : 1.2) * (strong / pane.k);
    ctx.stroke(land.borders.outer);
  }

  function drawAreas(ctx, state, pane) {
    const { palette } = state;
    for (const [key, path] of state.grouped.groups) {
      ctx.fillStyle = colourOf(state, key);
      ctx.fill(path, "evenodd");
      if (key === ioc.scale.NO_DATA) fillHatched(ctx, state, pane, path);
    }
    if (state.missingShapes) ctx.fillStyle = palette["map-quiet"];
  }

  function drawGround(ctx, state, pane) {
    const { land, palette, inner } = state;
    const own = new Path2D();
    const others = new Path2D();
    land.features.forEach((feature, at) => feature.path && (inner[at] ? own : others).addPath(feature.path));
    ctx.fillStyle = palette["map-quiet"];
    ctx.fill(others, "evenodd");
    ctx.fillStyle = palette["map-land"];
    ctx.fill(own, "evenodd");
  }

  function dot(path, x, y, radius) {
    path.moveTo(x + radius, y);
    path.arc(x, y, radius, 0, 2 * Math.PI);
  }

  /** Offshore parts: true shapes, and a dot where the shape would be too small to see. */
  function drawIslands(ctx, state, pane) {
    const { palette } = state;
    const small = (MIN_ISLET_PX * state.font) / 14 / pane.k;
    const fill = (key, path) => {
      ctx.fillStyle = colourOf(state, key);
      ctx.fill(path);
      if (key === ioc.scale.NO_DATA) fillHatched(ctx, state, pane, path);
      ctx.strokeStyle = palette["map-outline"];
      ctx.lineWidth = 0.6 / pane.k;
      ctx.stroke(path);
    };
    enter(ctx, state, pane);
    for (const [key, islets] of state.grouped.islets) {
      const path = new Path2D();
      for (const islet of islets) {
        path.addPath(islet.path);
        if (islet.box[2] - islet.box[0] < 2 * small) dot(path, islet.x, islet.y, small);
      }
      fill(key, path);
    }
    for (const { owner, dots } of Object.values(state.missingIslands || {})) {
      const row = owner < 0 ? -1 : state.featureRow[owner];
      const key = row < 0 || !state.classes ? ioc.scale.OUTSIDE : state.classes.of[row];
      const path = new Path2D();
      for (const [x, y] of dots) dot(path, x, y, small);
      fill(key, path);
    }
    leave(ctx, state);
  }

  const SPRITE_MARKS = {
    good: (path, r) => path.arc(0, 0, r, 0, 2 * Math.PI),
    warn: (path, r) => {
      path.moveTo(0, -1.25 * r);
      path.lineTo(1.15 * r, 0.85 * r);
      path.lineTo(-1.15 * r, 0.85 * r);
      path.closePath();
    },
    bad: (path, r) => path.rect(-0.95 * r, -0.95 * r, 1.9 * r, 1.9 * r),
  };

  function sprite(state, key, radius) {
    const { palette, dpr } = state;
    const half = Math.ceil(radius * 1.4 + 2);
    const tile = document.createElement("canvas");
    tile.width = tile.height = 2 * half * dpr;
    const pen = tile.getContext("2d");
    pen.setTransform(dpr, 0, 0, dpr, half * dpr, half * dpr);
    const colour = key >= 0 ? state.classes.classes[key].colour : "";
    pen.beginPath();
    (SPRITE_MARKS[colour] || SPRITE_MARKS.good)(pen, radius);
    pen.fillStyle = colourOf(state, key);
    pen.fill();
    if (key === ioc.scale.NO_DATA) {
      palette.hatch.setTransform(new DOMMatrix());
      pen.fillStyle = palette.hatch;
      pen.fill();
    }
    pen.strokeStyle = key === ioc.scale.NO_DATA ? palette["nodata-ink"] : palette["map-point-edge"];
    pen.lineWidth = Math.min(1, radius / 3);
    pen.stroke();
    return { tile, half };
  }

  function pointRadius(state, pane) {
    const { spots, land } = state;
    const box = spots.box || land.box;
    const span = Math.sqrt(((box[2] - box[0]) * (box[3] - box[1])) / Math.max(spots.count, 1)) * pane.k;
    return Math.min(7, Math.max(2.1, span * 0.3)) * (state.spec.wall ? 1.25 : 1);
  }

  function drawPoints(ctx, state, pane) {
    const { spots, classes, width, height } = state;
    if (!classes) return;
    const radius = pointRadius(state, pane);
    leave(ctx, state);
    const order = classes.classes.map((_, at) => at);
    // The worst lie on top: those are looked for.
    if (classes.mode !== "status" && state.spec.direction !== "down") order.reverse();
    for (const key of [ioc.scale.OUTSIDE, ioc.scale.NO_DATA, ...order]) {
      const { tile, half } = sprite(state, key, key === ioc.scale.OUTSIDE ? radius * 0.6 : radius);
      for (let row = 0; row < spots.x.length; row += 1) {
        if (classes.of[row] !== key) continue;
        const x = spots.x[row] * pane.k + pane.tx;
        const y = spots.y[row] * pane.k + pane.ty;
        if (x > -half && y > -half && x < width + half && y < height + half) {
          ctx.drawImage(tile, x - half, y - half, 2 * half, 2 * half);
        }
      }
    }
  }

  /** Shapes for the two statuses that ask for action, where the area has room for one. */
  function drawMarks(ctx, state, pane) {
    if (!state.classes || state.classes.mode !== "status" || state.spec.points) return;
    leave(ctx, state);
    const r = 3.4 * (state.font / 14);
    ctx.fillStyle = state.palette["map-halo"];
    ctx.strokeStyle = state.palette["map-label"];
    ctx.lineWidth = 0.9;
    state.land.features.forEach((feature, at) => {
      const row = state.featureRow[at];
      const key = row < 0 ? -2 : state.classes.of[row];
      if (key < 1 || !feature.anchor || feature.room * pane.k < 5 * r) return;
      ctx.save();
      ctx.translate(feature.anchor[0] * pane.k + pane.tx, feature.anchor[1] * pane.k + pane.ty);
      ctx.beginPath();
      SPRITE_MARKS[key === 1 ? "warn" : "bad"](ctx, r);
      ctx.fill();
      ctx.stroke();
      ctx.restore();
      state.markRoom = 1.5 * r;
    });
  }

  /** Everything that moves with the land. */
  function paintBase(state) {
    const { baseContext: ctx, view, land } = state;
    leave(ctx, state);
    ctx.clearRect(0, 0, state.width, state.height);
    if (!land || !view) return;
    const pane = view.main;
    enter(ctx, state, pane);
    drawNeighbours(ctx, state, pane);
    if (state.spec.points) drawGround(ctx, state, pane);
    else drawAreas(ctx, state, pane);
    drawBorders(ctx, state, pane);
    if (!view.inset) drawIslands(ctx, state, pane);
    if (state.spec.points) drawPoints(ctx, state, pane);
    state.markRoom = 0;
    drawMarks(ctx, state, pane);
    leave(ctx, state);
    ioc.labels.draw(ctx, state, pane);
  }

  function drawInset(ctx, state) {
    const { inset } = state.view;
    const { rect } = inset;
    leave(ctx, state);
    ctx.save();
    ctx.beginPath();
    ctx.roundRect(rect.x, rect.y, rect.w, rect.h, 6);
    ctx.fillStyle = state.palette["map-sea"];
    ctx.fill();
    ctx.strokeStyle = state.palette["map-frame"];
    ctx.lineWidth = 1;
    ctx.stroke();
    ctx.clip();
    drawIslands(ctx, state, inset);
    ioc.labels.drawIslandNames(ctx, state, inset, []);
    ctx.restore();
  }

  function strokeRow(ctx, state, row, style) {
    const { spots, view, palette } = state;
    if (state.spec.points) {
      if (Number.isNaN(spots.x[row])) return;
      const x = spots.x[row] * view.main.k + view.main.tx;
      const y = spots.y[row] * view.main.k + view.main.ty;
      const radius = pointRadius(state, view.main) + 2 + style.width;
      leave(ctx, state);
      ctx.beginPath();
      ctx.arc(x, y, radius, 0, 2 * Math.PI);
      if (style.raised && state.classes) {
        ctx.fillStyle = colourOf(state, state.classes.of[row]);
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
      enter(ctx, state, pane);
      ctx.lineJoin = "round";
      if (style.raised) {
        ctx.save();
        ctx.shadowColor = "rgba(0, 0, 0, 0.45)";
        ctx.shadowBlur = 10 * state.dpr;
        ctx.shadowOffsetY = 3 * state.dpr;
        ctx.fillStyle = state.classes ? colourOf(state, state.classes.of[row]) : palette["map-quiet"];
        ctx.fill(feature.path, "evenodd");
        ctx.restore();
        if (state.classes && state.classes.of[row] === ioc.scale.NO_DATA) fillHatched(ctx, state, pane, feature.path);
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
      enter(ctx, state, sea);
      ctx.strokeStyle = style.colour;
      ctx.lineWidth = (style.width * 0.8) / sea.k;
      const path = new Path2D();
      const small = (MIN_ISLET_PX * 1.5 * state.font) / 14 / sea.k;
      for (const islet of feature.islets) dot(path, islet.x, islet.y, Math.max(small, (islet.box[2] - islet.box[0]) / 2));
      ctx.stroke(path);
    }
    leave(ctx, state);
  }

  /** Everything that stays light: the inset, the selected, hovered and focused area. */
  function paintOverlay(state) {
    const { overlayContext: ctx, palette } = state;
    leave(ctx, state);
    ctx.clearRect(0, 0, state.width, state.height);
    if (!state.land || !state.view) return;
    if (state.view.inset) drawInset(ctx, state);
    if (state.moving) return;
    const scale = Math.max(1, state.font / 16);
    if (state.selected >= 0) {
      strokeRow(ctx, state, state.selected, { colour: palette["map-selected"], width: 2.6 * scale, raised: true });
      if (state.spec.labels && !state.spec.points) ioc.labels.drawOne(ctx, state, state.selected);
    }
    if (state.hover >= 0 && state.hover !== state.selected) {
      strokeRow(ctx, state, state.hover, { colour: palette["map-focus"], width: 1.8 * scale });
    }
    if (state.focus >= 0 && state.keyboard) {
      strokeRow(ctx, state, state.focus, { colour: palette["map-focus"], width: 3 * scale });
    }
  }

  ioc.draw = { readPalette, groupByClass, paintBase, paintOverlay, pointRadius, colourOf, SPRITE_MARKS };
})();
