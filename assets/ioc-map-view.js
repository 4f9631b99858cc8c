/* Where the land stands on the canvas: fitted, zoomed, with the archipelagos in place or in an inset. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  const MAX_ZOOM = 60;

  function fitted(box, area) {
    const width = Math.max(box[2] - box[0], 1e-3);
    const height = Math.max(box[3] - box[1], 1e-3);
    const k = Math.min(area.w / width, area.h / height);
    return {
      k,
      tx: area.x + (area.w - width * k) / 2 - box[0] * k,
      ty: area.y + (area.h - height * k) / 2 - box[1] * k,
    };
  }

  function grown(box, share) {
    const pad = Math.max(box[2] - box[0], box[3] - box[1], 1) * share;
    return [box[0] - pad, box[1] - pad, box[2] + pad, box[3] + pad];
  }

  /** The corner of the free area that hides the fewest areas. */
  function quietCorner(area, size, pane, anchors) {
    const corners = [
      { x: area.x + area.w - size.w, y: area.y + area.h - size.h },
      { x: area.x + area.w - size.w, y: area.y },
      { x: area.x, y: area.y + area.h - size.h },
      { x: area.x, y: area.y },
    ];
    let best = corners[0];
    let fewest = Infinity;
    for (const corner of corners) {
      let hidden = 0;
      for (const [x, y] of anchors) {
        const sx = x * pane.k + pane.tx;
        const sy = y * pane.k + pane.ty;
        if (sx > corner.x - 8 && sx < corner.x + size.w + 8 && sy > corner.y - 8 && sy < corner.y + size.h + 8) hidden += 1;
      }
      if (hidden < fewest) {
        fewest = hidden;
        best = corner;
      }
    }
    return best;
  }

  /**
   * The view that shows the boxes in a free area of the canvas: {fit, main, inset, zoom}.
   * The archipelagos stay where they are on the globe unless that would shrink the mainland by
   * more than a fifth; then they get a frame of their own.
   */
  function fit(mainland, islands, area, anchors, font) {
    const fixed = mainland || islands;
    let pane = fitted(fixed, area);
    let inset = null;
    if (mainland && islands) {
      const together = fitted(ioc.land.unite([mainland, islands]), area);
      if (together.k >= 0.8 * pane.k) {
        pane = together;
      } else {
        const box = grown(islands, 0.12);
        const ratio = (box[2] - box[0]) / (box[3] - box[1]);
        const tall = Math.min(area.h * 0.36, Math.max(area.w * 0.24, font * 8) / ratio);
        const rect = { w: Math.max(tall * ratio, font * 7), h: tall };
        Object.assign(rect, quietCorner(area, rect, pane, anchors));
        inset = { rect, ...fitted(box, rect) };
      }
    }
    return { fit: pane, main: { ...pane }, inset, zoom: 1 };
  }

  /** Zoom by a factor about a point of the canvas, within 1 and MAX_ZOOM. */
  function zoomAt(view, factor, x, y) {
    const zoom = Math.min(MAX_ZOOM, Math.max(1, view.zoom * factor));
    const real = zoom / view.zoom;
    view.zoom = zoom;
    view.main.tx = x - (x - view.main.tx) * real;
    view.main.ty = y - (y - view.main.ty) * real;
    view.main.k = view.fit.k * zoom;
    if (zoom === 1) reset(view);
    return real !== 1;
  }

  function reset(view) {
    view.zoom = 1;
    Object.assign(view.main, view.fit);
  }

  /** Move the land, but never wholly off the canvas. */
  function pan(view, dx, dy, box, width, height) {
    const { main } = view;
    main.tx += dx;
    main.ty += dy;
    const keep = 80;
    main.tx = Math.min(width - keep - box[0] * main.k, Math.max(keep - box[2] * main.k, main.tx));
    main.ty = Math.min(height - keep - box[1] * main.k, Math.max(keep - box[3] * main.k, main.ty));
  }

  ioc.view = { fit, zoomAt, reset, pan, grown };
})();
