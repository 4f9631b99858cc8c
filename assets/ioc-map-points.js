/* Points by the thousand: each is a stamp set into the pixels of the picture itself. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  const MARKS = {
    good: (path, r) => path.arc(0, 0, r, 0, 2 * Math.PI),
    warn: (path, r) => {
      path.moveTo(0, -1.25 * r);
      path.lineTo(1.15 * r, 0.85 * r);
      path.lineTo(-1.15 * r, 0.85 * r);
      path.closePath();
    },
    bad: (path, r) => path.rect(-0.95 * r, -0.95 * r, 1.9 * r, 1.9 * r),
  };

  /** One point as the pixels that it covers: {side, x, y, pixels}, drawn by the canvas and read back. */
  function stamp(state, key, radius) {
    const { palette, dpr } = state;
    const side = 2 * Math.ceil((radius * 1.4 + 2) * dpr);
    const pen = new OffscreenCanvas(side, side).getContext("2d", { willReadFrequently: true });
    pen.setTransform(dpr, 0, 0, dpr, side / 2, side / 2);
    const colour = key >= 0 ? state.classes.classes[key].colour : "";
    pen.beginPath();
    (MARKS[colour] || MARKS.good)(pen, radius);
    pen.fillStyle = ioc.draw.colourOf(state, key);
    pen.fill();
    if (key === ioc.scale.NO_DATA) {
      palette.hatch.setTransform(new DOMMatrix());
      pen.fillStyle = palette.hatch;
      pen.fill();
    }
    pen.strokeStyle = key === ioc.scale.NO_DATA ? palette["nodata-ink"] : palette["map-point-edge"];
    pen.lineWidth = Math.min(1, radius / 3);
    pen.stroke();
    const all = new Uint32Array(pen.getImageData(0, 0, side, side).data.buffer);
    const covered = [...all.keys()].filter((at) => all[at] >>> 24);
    return {
      side,
      x: Int32Array.from(covered, (at) => at % side),
      y: Int32Array.from(covered, (at) => Math.floor(at / side)),
      pixels: Uint32Array.from(covered, (at) => all[at]),
    };
  }

  /** Stamps are made once per look: colours, size and screen. */
  function stampOf(state, key, radius) {
    const look = [state.palette.key, state.dpr].join();
    if (state.stampLook !== look) Object.assign(state, { stampLook: look, stamps: new Map() });
    const name = `${key >= 0 ? state.classes.classes[key].colour : key} ${radius}`;
    if (!state.stamps.has(name)) {
      if (state.stamps.size > 60) state.stamps.clear();
      state.stamps.set(name, stamp(state, key, radius));
    }
    return state.stamps.get(name);
  }

  /** How large a point is: less where many stand close together. */
  function radius(state, pane) {
    const { spots, land } = state;
    const box = spots.box || land.box;
    const span = Math.sqrt(((box[2] - box[0]) * (box[3] - box[1])) / Math.max(spots.count, 1)) * pane.k;
    // A wall's letters grow with the panel, and its points with them.
    if (state.spec.wall) return Math.min(0.19 * state.font, Math.max(0.06 * state.font, span * 0.22));
    return Math.min(7, Math.max(2, span * 0.22)) * Math.sqrt(state.strong);
  }

  /** One half-covered pixel over another; both as a canvas hands them out, not multiplied. */
  function over(above, below) {
    const a = above >>> 24;
    const rest = ((below >>> 24) * (255 - a)) / 255;
    const all = a + rest;
    const mix = (shift) => Math.round((((above >>> shift) & 255) * a + ((below >>> shift) & 255) * rest) / all) << shift;
    return ((Math.round(all) << 24) | mix(16) | mix(8) | mix(0)) >>> 0;
  }

  function press(sheet, width, height, { side, x, y, pixels }, left, top) {
    const inside = left >= 0 && top >= 0 && left + side <= width && top + side <= height;
    for (let one = 0; one < pixels.length; one += 1) {
      const column = left + x[one];
      const line = top + y[one];
      if (!inside && (column < 0 || line < 0 || column >= width || line >= height)) continue;
      const at = line * width + column;
      const above = pixels[one];
      const below = sheet[at];
      sheet[at] = above >>> 24 === 255 || below >>> 24 === 0 ? above : over(above, below);
    }
  }

  /**
   * Draw all points; whatever was on the canvas goes. A canvas takes 10 µs for each picture that
   * is drawn on it, its pixels less than 2.
   */
  function draw(ctx, state, pane) {
    const { spots, classes, dpr } = state;
    const { width, height } = ctx.canvas;
    if (!state.sheet || state.sheet.width !== width || state.sheet.height !== height) state.sheet = ctx.createImageData(width, height);
    const sheet = new Uint32Array(state.sheet.data.buffer).fill(0);
    if (classes) {
      const size = radius(state, pane);
      const order = classes.classes.map((_, at) => at);
      // The worst lie on top: those are looked for.
      if (classes.mode !== "status" && state.spec.direction !== "down") order.reverse();
      for (const key of [ioc.scale.OUTSIDE, ioc.scale.NO_DATA, ...order]) {
        const mark = stampOf(state, key, key === ioc.scale.OUTSIDE ? size * 0.6 : size);
        const half = mark.side / 2;
        for (let row = 0; row < spots.x.length; row += 1) {
          if (classes.of[row] !== key) continue;
          // Whole pixels of the screen: no blending between them.
          const left = Math.round((spots.x[row] * pane.k + pane.tx) * dpr) - half;
          const top = Math.round((spots.y[row] * pane.k + pane.ty) * dpr) - half;
          if (left > -mark.side && top > -mark.side && left < width && top < height) press(sheet, width, height, mark, left, top);
        }
      }
    }
    ctx.putImageData(state.sheet, 0, 0);
  }

  ioc.points = { MARKS, draw, radius };
})();
