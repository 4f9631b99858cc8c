/* What lies above the land and changes with the hand: the raised, hovered and focused area, the inset. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  const dot = (path, x, y, radius) => {
    path.moveTo(x + radius, y);
    path.arc(x, y, radius, 0, 2 * Math.PI);
  };

  function drawInset(ctx, state) {
    const { inset } = state.view;
    const { rect } = inset;
    ioc.draw.leave(ctx, state);
    ctx.save();
    ctx.beginPath();
    ctx.roundRect(rect.x, rect.y, rect.w, rect.h, 6);
    ctx.fillStyle = state.palette["map-sea"];
    ctx.fill();
    ctx.strokeStyle = state.palette["map-frame"];
    ctx.lineWidth = 1;
    ctx.stroke();
    ctx.clip();
    ioc.draw.drawIslands(ctx, state, inset);
    ioc.labels.drawIslandNames(ctx, state, inset, []);
    ctx.restore();
  }

  function strokeRow(ctx, state, row, style) {
    const { spots, view, palette } = state;
    if (state.spec.points) {
      if (Number.isNaN(spots.x[row])) return;
      const x = spots.x[row] * view.main.k + view.main.tx;
      const y = spots.y[row] * view.main.k + view.main.ty;
      const radius = ioc.points.radius(state, view.main) + 2 + style.width;
      ioc.draw.leave(ctx, state);
      ctx.beginPath();
      ctx.arc(x, y, radius, 0, 2 * Math.PI);
      if (style.raised && state.classes) {
        ctx.fillStyle = ioc.draw.colourOf(state, state.classes.of[row]);
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
      ioc.draw.enter(ctx, state, pane);
      ctx.lineJoin = "round";
      if (style.raised) {
        ctx.save();
        ctx.shadowColor = "rgba(0, 0, 0, 0.45)";
        ctx.shadowBlur = 10 * state.dpr;
        ctx.shadowOffsetY = 3 * state.dpr;
        ctx.fillStyle = state.classes ? ioc.draw.colourOf(state, state.classes.of[row]) : palette["map-quiet"];
        ctx.fill(feature.path, "evenodd");
        ctx.restore();
        if (state.classes && state.classes.of[row] === ioc.scale.NO_DATA) ioc.draw.fillHatched(ctx, state, pane, feature.path);
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
      ioc.draw.enter(ctx, state, sea);
      ctx.strokeStyle = style.colour;
      ctx.lineWidth = (style.width * 0.8) / sea.k;
      const path = new Path2D();
      const small = (1.5 * ioc.draw.isletRadius(state)) / sea.k;
      for (const islet of feature.islets) dot(path, islet.x, islet.y, Math.max(small, (islet.box[2] - islet.box[0]) / 2));
      ctx.stroke(path);
    }
    ioc.draw.leave(ctx, state);
  }

  /** Everything that stays light: the inset, the selected, hovered and focused area. */
  function paint(state) {
    const { overlayContext: ctx, palette } = state;
    ioc.draw.clear(ctx, state);
    if (!state.land || !state.view) return;
    if (state.view.inset) drawInset(ctx, state);
    if (state.moving) return;
    const scale = state.strong;
    if (state.selected >= 0) {
      strokeRow(ctx, state, state.selected, { colour: palette["map-selected"], width: 2.6 * scale, raised: true });
      if (state.spec.labels && !state.spec.points) ioc.labels.drawOne(ctx, state, state.selected);
    }
    for (const row of ioc.fresh.rows(state)) {
      if (row !== state.selected) strokeRow(ctx, state, row, { colour: palette["map-fresh"], width: 2.4 * scale });
    }
    if (state.hover >= 0 && state.hover !== state.selected) {
      strokeRow(ctx, state, state.hover, { colour: palette["map-focus"], width: 1.8 * scale });
    }
    if (state.focus >= 0 && state.keyboard) {
      strokeRow(ctx, state, state.focus, { colour: palette["map-focus"], width: 3 * scale });
    }
  }

  /** Whether anything stands above the land. */
  function shows(state) {
    const { view, selected, hover, focus } = state;
    return Boolean(view && view.inset) || selected >= 0 || hover >= 0 || focus >= 0 || ioc.fresh.rows(state).length > 0;
  }

  ioc.overlay = { paint, shows };
})();
