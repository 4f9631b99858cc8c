/* One repaint per frame, of no more than what changed; the fit to the place and to the hand. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  const SETTLE_MS = 140;
  const MOST_OUTLINE_POINTS = 1500;

  /** Ask for a repaint: `base` all, `colours` the areas whose colour changed, `overlay` neither. */
  function invalidate(state, what) {
    // Time that runs changes nothing above the land, unless an area is raised there.
    if (what !== "colours" || !state.running || ioc.overlay.shows(state)) state.dirty.overlay = true;
    if (what !== "overlay") state.dirty[what] = true;
    if (!state.frame) state.frame = requestAnimationFrame(() => paint(state));
  }

  function paint(state) {
    state.frame = 0;
    if (!state.element.isConnected || !state.width) return;
    const { dirty } = state;
    const began = performance.now();
    const drawn = dirty.base || dirty.colours;
    if (drawn) {
      settleNow(state);
      ioc.draw.paintLand(state, !dirty.base);
    }
    if (dirty.overlay || dirty.base) ioc.overlay.paint(state);
    // Other colours leave the land, and the map beside it, where they are.
    if (state.twin) ioc.beside.follow(state, dirty.base);
    dirty.base = dirty.colours = dirty.overlay = false;
    // After this frame has been handed over, not merely drawn into.
    if (drawn && state.slice && state.classes && state.land) {
      const picture = { began, key: keyOf(state), version: state.version };
      afterFrame(() => told(state, picture));
    }
  }

  function afterFrame(work) {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      work();
    };
    channel.port2.postMessage(0);
  }

  function keyOf(state) {
    const { spec, slice } = state;
    const { header } = slice;
    return [header.indicator || spec.indicator, header.period || spec.period, header.revision ?? spec.revision].join("|");
  }

  /** Count the picture, for tests and benchmarks, and tell those who wait for it. */
  function told(state, picture) {
    const { element } = state;
    state.cost = performance.now() - picture.began;
    state.painted += 1;
    element.dataset.painted = String(state.painted);
    element.dataset.paintedKey = picture.key;
    performance.mark("ioc:map:painted", { detail: { id: element.id, key: picture.key, ms: state.cost } });
    release(state, picture.version);
  }

  /** Resolve the promises of show() up to this version of the spec. */
  function release(state, version) {
    const ready = state.waiting.filter((one) => one.version <= version);
    state.waiting = state.waiting.filter((one) => one.version > version);
    for (const one of ready) one.resolve(state);
  }

  /**
   * While the land is being moved the last picture is moved as it is, and drawn anew when the hand
   * rests, or as often as the machine can afford.
   */
  function gesture(state, change) {
    const { view } = state;
    if (!state.moving) {
      state.moving = true;
      state.from = { ...view.main };
      state.drawnAt = performance.now();
    }
    change();
    state.dirty.base = false;
    const now = performance.now();
    if (now - state.drawnAt > Math.max(60, 5 * state.cost)) {
      invalidate(state, "base");
      state.drawnAt = now;
    } else {
      const scale = view.main.k / state.from.k;
      const x = view.main.tx - state.from.tx * scale;
      const y = view.main.ty - state.from.ty * scale;
      for (const canvas of [state.base, state.lines]) {
        canvas.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
      }
      invalidate(state, "overlay");
    }
    clearTimeout(state.settleTimer);
    state.settleTimer = setTimeout(() => {
      state.moving = false;
      invalidate(state, "base");
    }, SETTLE_MS);
  }

  function settleNow(state) {
    state.base.style.transform = state.lines.style.transform = "";
    if (state.moving) state.from = { ...state.view.main };
  }

  // ---- layout -----------------------------------------------------------------------------

  function resize(state) {
    const { element } = state;
    const width = element.clientWidth;
    const height = element.clientHeight;
    const dpr = Math.min(window.devicePixelRatio || 1, 2);
    const legend = state.running ? state.legendSize : legendSize(state);
    if (!width || !height) return;
    if (width === state.width && height === state.height && dpr === state.dpr && legend === state.legendSize) return;
    Object.assign(state, { width, height, dpr, legendSize: legend });
    for (const canvas of [state.base, state.lines, state.overlay]) {
      canvas.width = Math.round(width * dpr);
      canvas.height = Math.round(height * dpr);
    }
    restyle(state);
    refit(state);
    // In the same frame as the resize, or the emptied canvas would flash.
    if (state.frame) cancelAnimationFrame(state.frame);
    state.dirty.base = true;
    paint(state);
  }

  const legendSize = (state) => `${state.legend.offsetWidth}x${state.legend.offsetHeight}`;

  /** A legend of another size may leave the land another place: known now, it costs no second picture. */
  function seat(state) {
    const size = legendSize(state);
    if (size === state.legendSize || !state.view) return;
    state.legendSize = size;
    const place = () => JSON.stringify([state.view.main, state.view.inset]);
    const before = place();
    refit(state);
    if (place() !== before) invalidate(state, "base");
  }

  function restyle(state) {
    state.palette = ioc.palette.read(state.element);
    state.font = state.palette.size;
    // Lines and marks grow with the screen, and once more on the wall, which is seen from afar.
    state.strong = Math.max(1, Math.min(state.width, state.height) / 1300) * (state.spec && state.spec.wall ? 1.6 : 1);
  }

  /** Mark legend and buttons as taken, for names; returns the legend's box or null. */
  function reserve(state) {
    const stage = state.element.getBoundingClientRect();
    const boxes = [state.legend, state.controls].map((part) => {
      if (part.hidden || !part.offsetWidth) return null;
      const box = part.getBoundingClientRect();
      const [x, y] = [box.left - stage.left, box.top - stage.top];
      return [x, y, x + box.width, y + box.height];
    });
    state.reserved = boxes.filter(Boolean);
    return boxes[0];
  }

  /** The canvas less an edge, and less a share of the side that the legend stands on. */
  function freeArea(state, legend, share) {
    const { width, height } = state;
    const edge = Math.max(10, Math.min(width, height) * 0.025);
    const area = { x: edge, y: edge, w: width - 2 * edge, h: height - 2 * edge };
    if (legend && legend[2] - legend[0] > 0.6 * width) {
      area.h -= height - legend[1];
    } else if (legend) {
      const taken = (legend[2] - edge / 2) * share;
      area.x += taken;
      area.w -= taken;
    }
    if (state.controls.offsetWidth && width < 640) area.w -= state.controls.offsetWidth;
    return area;
  }

  function hidesLand(state, legend, view) {
    const { land, spots, spec, inner, islandBoxes } = state;
    const { k, tx, ty } = view.main;
    const under = (box) =>
      box &&
      box[0] * k + tx < legend[2] + 8 &&
      box[2] * k + tx > legend[0] - 8 &&
      box[1] * k + ty < legend[3] + 8 &&
      box[3] * k + ty > legend[1] - 8;
    if (land.features.some((feature, at) => inner[at] && under(feature.box))) return true;
    if (!view.inset && Object.values(islandBoxes).some(under)) return true;
    return Boolean(spec.points) && spots.x.some((x, row) => under([x, spots.y[row], x, spots.y[row]]));
  }

  /** As large as can be without land under the legend. */
  function fitted(state, box, islands, anchors) {
    const legend = reserve(state);
    let view = null;
    for (const share of legend ? [0, 0.25, 0.5, 0.75, 1] : [0]) {
      const area = freeArea(state, legend, share);
      const edge = area.y;
      // The frame of far islands may stand wherever no button does: also where the land may not.
      const whole = { x: area.x, y: edge, w: state.width - edge - area.x, h: area.y + area.h - edge };
      view = ioc.view.fit(box, islands, area, anchors, state.font, whole, state.reserved);
      if (!legend || !hidesLand(state, legend, view)) break;
    }
    return view;
  }

  /**
   * The land with its points: villages may lie far beyond a schematic border. One that is further
   * away than twice the land is wide is a mistake in a table, and must not shrink all the others.
   */
  function withSpots(boxes, spots) {
    const land = ioc.land.unite(boxes);
    if (!land || !spots.box) return [land || spots.box];
    const reach = 2 * Math.max(land[2] - land[0], land[3] - land[1]);
    const far = [land[0] - reach, land[1] - reach, land[2] + reach, land[3] + reach];
    const near = [];
    spots.x.forEach((x, row) => {
      const y = spots.y[row];
      if (x > far[0] && y > far[1] && x < far[2] && y < far[3]) near.push([x, y, x, y]);
    });
    return [land, ...near];
  }

  /** Some points on the borders of the land: what a frame for far islands must not cover. */
  function outlinePoints(land) {
    const arcs = Object.values(land.lines || {}).flat();
    const count = arcs.reduce((sum, { points }) => sum + points.length / 2, 0);
    const step = Math.max(1, Math.ceil(count / MOST_OUTLINE_POINTS));
    const found = [];
    let at = 0;
    for (const { points } of arcs) {
      for (let place = 0; place < points.length; place += 2, at += 1) {
        if (at % step === 0) found.push([points[place], points[place + 1]]);
      }
    }
    return found;
  }

  function refit(state) {
    const { land, spots, spec } = state;
    if (!land || !state.width) return;
    // A map beside another stands where that one does.
    if (state.lead && state.lead.view) {
      Object.assign(state, { view: state.lead.view, box: state.lead.box });
      return;
    }
    const kept = state.view && state.view.zoom > 1 ? state.view : null;
    const centre = kept && [(state.centreX - kept.main.tx) / kept.main.k, (state.centreY - kept.main.ty) / kept.main.k];
    const inside = land.features.filter((_, at) => state.inner[at]);
    const boxes = (inside.length ? inside : land.features).map((feature) => feature.box);
    const box = ioc.land.unite(spec.points ? withSpots(boxes, spots) : boxes) || land.box;
    const islands = ioc.land.unite(Object.values(state.islandBoxes));
    const anchors = land.features.filter((feature) => feature.path && feature.anchor).map((feature) => feature.anchor);
    if (islands) anchors.push(...outlinePoints(land));
    state.view = fitted(state, box, islands, anchors);
    state.box = ioc.land.unite([box, state.view.inset ? null : islands]);
    if (kept) {
      ioc.view.zoomAt(state.view, kept.zoom, state.width / 2, state.height / 2);
      state.view.main.tx = state.width / 2 - centre[0] * state.view.main.k;
      state.view.main.ty = state.height / 2 - centre[1] * state.view.main.k;
    }
    state.centreX = state.width / 2;
    state.centreY = state.height / 2;
  }

  ioc.frame = { invalidate, gesture, resize, restyle, refit, seat, release };
})();
