/* Pointer, wheel, pinch and keys: from a gesture to a view or to an area. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  const STILL_PX = 5;
  const STEP = 1.6;
  // So near an area is meant, also where it is too small to be hit: a finger is wider.
  const REACH_PX = [2, 4, 7];

  function at(state, event) {
    const box = state.overlay.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  function pointAt(state, x, y) {
    const { spots, view, classes } = state;
    const reach = ioc.points.radius(state, view.main) + 6;
    let best = -1;
    let nearest = reach * reach;
    for (let row = 0; row < spots.x.length; row += 1) {
      if (classes && classes.of[row] === ioc.scale.OUTSIDE) continue;
      const dx = spots.x[row] * view.main.k + view.main.tx - x;
      const dy = spots.y[row] * view.main.k + view.main.ty - y;
      const far = dx * dx + dy * dy;
      if (far < nearest) {
        nearest = far;
        best = row;
      }
    }
    return best;
  }

  function isletAt(state, x, y) {
    const { land, view } = state;
    const { inset } = view;
    if (inset) {
      const { rect } = inset;
      if (x < rect.x || y < rect.y || x > rect.x + rect.w || y > rect.y + rect.h) return -1;
    }
    const pane = inset || view.main;
    const wx = (x - pane.tx) / pane.k;
    const wy = (y - pane.ty) / pane.k;
    let best = -1;
    let nearest = 14 * 14;
    land.features.forEach((feature, index) => {
      for (const islet of feature.islets) {
        // A large island is hit anywhere on it.
        if (state.probe.isPointInPath(islet.path, wx, wy)) [best, nearest] = [index, 0];
        const dx = islet.x * pane.k + pane.tx - x;
        const dy = islet.y * pane.k + pane.ty - y;
        const far = dx * dx + dy * dy;
        if (far < nearest) {
          nearest = far;
          best = index;
        }
      }
    });
    return best;
  }

  /** The directory row under a place on the canvas, -1 for none. */
  function rowAt(state, x, y) {
    const { land, view, spec } = state;
    if (!land || !state.directory) return -1;
    if (spec.points) return pointAt(state, x, y);
    const islet = isletAt(state, x, y);
    if (islet >= 0) return state.featureRow[islet];
    if (view.inset) {
      const { rect } = view.inset;
      if (x >= rect.x && y >= rect.y && x <= rect.x + rect.w && y <= rect.y + rect.h) return -1;
    }
    const wx = (x - view.main.tx) / view.main.k;
    const wy = (y - view.main.ty) / view.main.k;
    for (let index = 0; index < land.features.length; index += 1) {
      const { box, path } = land.features[index];
      if (!box || wx < box[0] || wx > box[2] || wy < box[1] || wy > box[3]) continue;
      if (state.probe.isPointInPath(path, wx, wy, "evenodd")) return state.featureRow[index];
    }
    return nearRow(state, wx, wy);
  }

  /** The row of the nearest area within a few pixels of a place that lies in none. */
  function nearRow(state, wx, wy) {
    const { land, view, probe } = state;
    for (const reach of REACH_PX) {
      const far = reach / view.main.k;
      probe.lineWidth = 2 * far;
      for (let index = 0; index < land.features.length; index += 1) {
        const { box, path } = land.features[index];
        if (!box || state.featureRow[index] < 0) continue;
        if (wx < box[0] - far || wx > box[2] + far || wy < box[1] - far || wy > box[3] + far) continue;
        if (probe.isPointInStroke(path, wx, wy)) return state.featureRow[index];
      }
    }
    return -1;
  }

  /** Where a row stands on the canvas, or null. */
  function placeOf(state, row) {
    const { spots, view, spec } = state;
    if (row < 0 || Number.isNaN(spots.x[row])) return null;
    const feature = spec.points ? null : state.land.features[state.rowFeature[row]];
    const pane = feature && !feature.path && view.inset ? view.inset : view.main;
    return [spots.x[row] * pane.k + pane.tx, spots.y[row] * pane.k + pane.ty];
  }

  const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  /** The nearest area in a direction; what lies aside counts as further. */
  function neighbour(state, row, [dx, dy]) {
    const from = placeOf(state, row);
    if (!from) return row;
    let best = row;
    let least = Infinity;
    for (let other = 0; other < state.spots.x.length; other += 1) {
      if (other === row || (state.classes && state.classes.of[other] === ioc.scale.OUTSIDE)) continue;
      const place = placeOf(state, other);
      if (!place) continue;
      const along = (place[0] - from[0]) * dx + (place[1] - from[1]) * dy;
      const aside = Math.abs((place[0] - from[0]) * dy) + Math.abs((place[1] - from[1]) * dx);
      if (along <= 0.5 || aside > 2.5 * along) continue;
      const far = along + 1.6 * aside;
      if (far < least) {
        least = far;
        best = other;
      }
    }
    return best;
  }

  function firstRow(state) {
    if (state.selected >= 0 && placeOf(state, state.selected)) return state.selected;
    const middle = [state.width / 2, state.height / 2];
    let best = -1;
    let least = Infinity;
    for (let row = 0; row < state.spots.x.length; row += 1) {
      if (state.classes && state.classes.of[row] === ioc.scale.OUTSIDE) continue;
      const place = placeOf(state, row);
      if (!place) continue;
      const far = (place[0] - middle[0]) ** 2 + (place[1] - middle[1]) ** 2;
      if (far < least) {
        least = far;
        best = row;
      }
    }
    return best;
  }

  function focusRow(state, row) {
    if (row < 0) return;
    state.focus = row;
    state.keyboard = true;
    let place = placeOf(state, row);
    if (!place) return;
    const margin = 40;
    const dx = place[0] < margin ? margin - place[0] : place[0] > state.width - margin ? state.width - margin - place[0] : 0;
    const dy = place[1] < margin ? margin - place[1] : place[1] > state.height - margin ? state.height - margin - place[1] : 0;
    if ((dx || dy) && state.view.zoom > 1) {
      ioc.view.pan(state.view, dx, dy, state.box, state.width, state.height);
      state.invalidate("base");
      place = placeOf(state, row);
    }
    ioc.tip.show(state, row, place[0], place[1], { aloud: true });
    state.invalidate("overlay");
  }

  function hover(state, row, x, y) {
    state.overlay.style.cursor = row >= 0 ? "pointer" : state.view.zoom > 1 ? "grab" : "default";
    if (row === state.hover) {
      if (row >= 0) ioc.tip.move(state, x, y);
      return;
    }
    state.hover = row;
    if (row >= 0) ioc.tip.show(state, row, x, y);
    else ioc.tip.hide(state);
    state.invalidate("overlay");
  }

  function choose(state, row) {
    if (row < 0) return;
    const again = row === state.selected;
    state.emit(row, again ? "drill" : "select");
  }

  function onKey(state, event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !state.directory || !state.land) return;
    const { key } = event;
    if (DIRECTIONS[key]) {
      focusRow(state, state.focus < 0 ? firstRow(state) : neighbour(state, state.focus, DIRECTIONS[key]));
    } else if (key === "Enter" || key === " ") {
      choose(state, state.focus);
    } else if (key === "+" || key === "=") {
      zoom(state, STEP);
    } else if (key === "-" || key === "−") {
      zoom(state, 1 / STEP);
    } else if (key === "0") {
      home(state);
    } else if (key === "Escape") {
      state.focus = -1;
      ioc.tip.hide(state);
      state.invalidate("overlay");
      return;
    } else {
      return;
    }
    event.preventDefault();
  }

  function zoom(state, factor, x, y) {
    const centre = state.focus >= 0 && state.keyboard ? placeOf(state, state.focus) : null;
    const [cx, cy] = x !== undefined ? [x, y] : centre || [state.width / 2, state.height / 2];
    const changed = ioc.view.zoomAt(state.view, factor, cx, cy);
    if (changed) state.invalidate("base");
    touchRule(state);
    return changed;
  }

  function home(state) {
    ioc.view.reset(state.view);
    touchRule(state);
    state.invalidate("base");
  }

  /** At rest one finger scrolls the page; once zoomed in it moves the map. */
  function touchRule(state) {
    state.overlay.style.touchAction = state.view && state.view.zoom > 1 ? "none" : "pan-y";
  }

  function attach(state) {
    const { overlay } = state;
    const held = new Map();
    let start = null;
    let spread = 0;
    touchRule(state);

    overlay.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      state.keyboard = false;
      const place = at(state, event);
      held.set(event.pointerId, place);
      start = held.size === 1 ? { place, moved: false } : null;
      if (held.size === 2) spread = distance(held);
    });

    overlay.addEventListener("pointermove", (event) => {
      const place = at(state, event);
      if (!held.has(event.pointerId)) {
        if (event.pointerType !== "touch") hover(state, rowAt(state, ...place), ...place);
        return;
      }
      const before = held.get(event.pointerId);
      held.set(event.pointerId, place);
      if (!state.view) return;
      if (held.size === 2) {
        const now = distance(held);
        const [one, two] = [...held.values()];
        ioc.tip.hide(state);
        if (spread > 0) state.gesture(() => zoom(state, now / spread, (one[0] + two[0]) / 2, (one[1] + two[1]) / 2));
        spread = now;
        return;
      }
      if (!start) return;
      if (!start.moved && Math.hypot(place[0] - start.place[0], place[1] - start.place[1]) < STILL_PX) return;
      if (!start.moved) {
        start.moved = true;
        overlay.setPointerCapture(event.pointerId);
        ioc.tip.hide(state);
        state.hover = -1;
      }
      if (state.view.zoom > 1) {
        overlay.style.cursor = "grabbing";
        state.gesture(() =>
          ioc.view.pan(state.view, place[0] - before[0], place[1] - before[1], state.box, state.width, state.height),
        );
      }
    });

    const release = (event) => {
      held.delete(event.pointerId);
      if (held.size < 2) spread = 0;
    };
    overlay.addEventListener("pointerup", (event) => {
      const clicked = held.has(event.pointerId) && start && !start.moved;
      release(event);
      if (!clicked) return;
      const place = at(state, event);
      const row = rowAt(state, ...place);
      if (event.pointerType === "touch") {
        state.hover = -1;
        hover(state, row, ...place);
      }
      if (row >= 0) {
        state.focus = row;
        state.emit(row, "select");
      }
    });
    overlay.addEventListener("pointercancel", release);
    overlay.addEventListener("pointerleave", (event) => {
      if (event.pointerType !== "touch") hover(state, -1, 0, 0);
    });
    overlay.addEventListener("dblclick", (event) => {
      const place = at(state, event);
      const row = rowAt(state, ...place);
      if (row >= 0) state.emit(row, "drill");
      else if (state.view) zoom(state, STEP * STEP, ...place);
      event.preventDefault();
    });
    overlay.addEventListener(
      "wheel",
      (event) => {
        if (!state.view || event.ctrlKey === false && state.view.zoom === 1 && event.deltaY > 0) return;
        event.preventDefault();
        const lines = event.deltaMode === 1 ? 16 : 1;
        const place = at(state, event);
        state.gesture(() => zoom(state, Math.exp(-event.deltaY * lines * 0.0022), ...place));
      },
      { passive: false },
    );
    overlay.addEventListener("keydown", (event) => onKey(state, event));
    overlay.addEventListener("focus", () => {
      if (!overlay.matches(":focus-visible") || !state.directory || !state.land) return;
      focusRow(state, state.focus >= 0 ? state.focus : firstRow(state));
    });
    overlay.addEventListener("blur", () => {
      state.keyboard = false;
      ioc.tip.hide(state);
      state.invalidate("overlay");
    });
  }

  function distance(held) {
    const [one, two] = [...held.values()];
    return Math.hypot(one[0] - two[0], one[1] - two[1]);
  }

  ioc.input = { attach, rowAt, placeOf, zoom, home, STEP };
})();
