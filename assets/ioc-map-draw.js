/* Painting the land: fills by class, borders, islands, and what is laid aside while only numbers change. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  const MIN_ISLET_PX = 1.7;
  const SEAM_PX = 3;

  /** Smallest radius of an island on the screen. */
  const isletRadius = (state) => MIN_ISLET_PX * state.strong;

  /** The class of a shape: of the area that it stands for, OUTSIDE when that has no row. */
  function keyOf(state, at) {
    const row = state.featureRow[at];
    return row < 0 || !state.classes ? ioc.scale.OUTSIDE : state.classes.of[row];
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

  /** The hatching keeps its size and place on the screen whatever the scale of the land. */
  function layHatch(state, { k, tx, ty }) {
    state.palette.hatch.setTransform(new DOMMatrix().translate(-tx / k, -ty / k).scale(state.strong / k));
  }

  function fillHatched(ctx, state, pane, path) {
    layHatch(state, pane);
    ctx.fillStyle = state.palette.hatch;
    ctx.fill(path, "evenodd");
  }

  function drawNeighbours(ctx, state, pane) {
    const { outline, palette } = state;
    if (!outline || outline === state.land) return;
    // Beneath what is there already, so the lines come before the fills.
    ctx.globalCompositeOperation = "destination-over";
    ctx.strokeStyle = palette["map-quiet-border"];
    ctx.lineWidth = (0.8 * state.strong) / pane.k;
    ctx.stroke(state.around);
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
    if (state.framed) ctx.stroke(state.outline.borders.siblings);
    // Villages of one commune: it stands among its neighbours, so its own border is told apart.
    const own = state.spec.points ? land.features.filter((feature, at) => state.inner[at] && feature.path) : [];
    if (own.length === 1) ctx.stroke(own[0].path);
    ctx.lineWidth = (count > 400 ? 0.7 : 1.2) * (strong / pane.k);
    ctx.stroke(land.borders.outer);
  }

  /**
   * Fill the areas, one by one: a canvas does that faster than one path per class, because it
   * sorts the edges of each path. With `before` (colours by shape) only those that changed; their
   * rim is drawn along, or it would keep a trace of the colour beneath.
   */
  function drawAreas(ctx, state, pane, before, colours) {
    const { land, palette } = state;
    const order = new Map([[palette.nodata, []]]);
    land.features.forEach((feature, at) => {
      if (!feature.path || (before && before[at] === colours[at])) return;
      if (!order.has(colours[at])) order.set(colours[at], []);
      order.get(colours[at]).push(feature.path);
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

  /** Hatch all that is on the canvas so far: one fill instead of thousands. */
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

  /** Whether so many areas lost their data that painting all anew is cheaper. */
  function manyHatched(state, before, colours) {
    let changed = 0;
    colours.forEach((colour, at) => (changed += colour === state.palette.nodata && before[at] !== colour));
    return changed > FEW;
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
    const small = isletRadius(state) / pane.k;
    const fill = (key, path) => {
      ctx.fillStyle = colourOf(state, key);
      ctx.fill(path);
      if (key === ioc.scale.NO_DATA) fillHatched(ctx, state, pane, path);
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
      const key = owner < 0 ? ioc.scale.OUTSIDE : keyOf(state, owner);
      const path = new Path2D();
      for (const [x, y] of dots) dot(path, x, y, small);
      fill(key, path);
    }
    leave(ctx, state);
  }

  /** Shapes for the two statuses that ask for action, where the area has room for one. */
  function drawMarks(ctx, state, pane) {
    state.marks = [];
    if (!state.classes || state.classes.mode !== "status" || state.spec.points) return;
    leave(ctx, state);
    const r = 0.32 * ioc.labels.fontSize(state);
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
      ioc.points.MARKS[colour](ctx, r);
      ctx.fill();
      ctx.stroke();
      ctx.restore();
      state.markRoom = 1.5 * r;
    });
  }

  /** What is on the base canvas, so that a change of figures repaints the difference only. */
  function sameScene(state) {
    const { drawn, view } = state;
    return (
      drawn &&
      drawn.land === state.land &&
      drawn.palette === state.palette.key &&
      drawn.k === view.main.k &&
      drawn.tx === view.main.tx &&
      drawn.ty === view.main.ty
    );
  }

  /** Everything that moves with the land; `onlyColours`: nothing else can have changed. */
  function paintLand(state, onlyColours) {
    const { baseContext: base, linesContext: lines, view, land } = state;
    if (!land || !view) {
      for (const ctx of [base, lines]) clear(ctx, state);
      state.drawn = null;
      return;
    }
    const pane = view.main;
    const same = onlyColours && sameScene(state);
    const { k, tx, ty } = pane;
    let colours = null;
    if (state.spec.points) {
      // The land lies beneath: other numbers change nothing of it.
      if (!same) {
        clear(base, state);
        enter(base, state, pane);
        drawGround(base, state, pane);
        drawNeighbours(base, state, pane);
        drawBorders(base, state, pane);
      }
    } else {
      colours = land.features.map((_, at) => colourOf(state, keyOf(state, at)));
      let before = same ? state.drawn.colours : null;
      if (before && manyHatched(state, before, colours)) before = null;
      if (!before) clear(base, state);
      enter(base, state, pane);
      drawAreas(base, state, pane, before, colours);
      if (!before) drawNeighbours(base, state, pane);
    }
    state.drawn = { land, palette: state.palette.key, k, tx, ty, colours };
    paintLines(state, same);
  }

  /** What lies above the land's colours. */
  function paintLines(state, same) {
    const { linesContext: lines, view, spec } = state;
    const pane = view.main;
    if (!same) state.still = null;
    state.markRoom = 0;
    if (spec.points) {
      state.marks = [];
      ioc.points.draw(lines, state, pane);
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
    ioc.labels.draw(lines, state, pane);
  }

  /** What no number changes: borders beneath names and marks; all that is written over points. */
  function drawStill(ctx, state) {
    const { view, spec } = state;
    const pane = view.main;
    if (spec.points) {
      if (!view.inset) drawIslands(ctx, state, pane);
      leave(ctx, state);
      ioc.labels.draw(ctx, state, pane);
      return;
    }
    enter(ctx, state, pane);
    drawBorders(ctx, state, pane);
    if (state.other) ioc.beside.drawOutlines(ctx, state, pane);
    leave(ctx, state);
  }

  /** The same from a picture that is drawn once and laid aside: time that runs asks for it each frame. */
  function layStill(ctx, state) {
    if (!state.still) {
      const sheet = new OffscreenCanvas(state.lines.width, state.lines.height);
      drawStill(sheet.getContext("2d"), state);
      state.still = sheet.transferToImageBitmap();
    }
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.drawImage(state.still, 0, 0);
  }

  /** What of the borders' canvas hangs on the numbers: letters on colours, marks, islands. */
  function onLines(state) {
    const { land, classes, spec, view } = state;
    if (!classes) return "";
    const inked = land.features.length <= ioc.labels.CROWD && spec.labels;
    const owners = new Set(view.inset ? [] : Object.values(state.missingIslands || {}).map((group) => group.owner));
    const found = [classes.mode, spec.labels, spec.language, state.font, state.reserved.join()];
    land.features.forEach((feature, at) => {
      const key = keyOf(state, at);
      const marked = classes.mode === "status" && key > 0;
      if (inked || marked || (feature.islets.length && !view.inset) || owners.has(at)) found.push(`${at}:${key}`);
    });
    return found.join(" ");
  }

  function clear(ctx, state) {
    leave(ctx, state);
    ctx.clearRect(0, 0, state.width, state.height);
  }

  ioc.draw = { paintLand, drawIslands, fillHatched, isletRadius, colourOf, keyOf, enter, leave, clear };
})();
