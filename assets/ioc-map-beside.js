/* Another vintage over the map: its outlines dashed, or its own map on one side of a handle. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  const WORDS = {
    vi: { handle: "Kéo để so hai địa giới", left: "trái", right: "phải", outlines: (name) => `Nét đứt: địa giới ${name}` },
    en: { handle: "Drag to compare the boundaries", left: "left", right: "right", outlines: (name) => `Dashed: boundaries ${name}` },
  };
  const STEP = 2;
  const held = new WeakMap(); // map element → what lies over it

  const word = (language) => WORDS[language === "en" ? "en" : "vi"];

  function build(element) {
    const { node } = ioc.tip;
    const frame = node("div", "ioc-beside");
    const map = node("div", "ioc-beside__map");
    map.id = `${element.id}-beside`;
    map.setAttribute("aria-hidden", "true");
    const line = node("div", "ioc-beside__line");
    const names = ["left", "right"].map((side) => node("span", `ioc-beside__name ioc-beside__name--${side}`));
    line.append(...names);
    const range = node("input", "ioc-beside__range");
    Object.assign(range, { type: "range", min: "0", max: "100", step: String(STEP), value: "50" });
    frame.append(map, line, range);
    // Over the land, under legend and buttons.
    element.querySelector(".ioc-legend").before(frame);
    const over = { element, frame, map, line, names, range, told: null, mode: "" };
    range.addEventListener("input", () => place(over));
    held.set(element, over);
    return over;
  }

  function place(over) {
    const { frame, range, told } = over;
    if (!told) return;
    const at = Number(range.value) / 100;
    frame.style.setProperty("--at", String(at));
    const { left, right } = sides(told);
    range.setAttribute("aria-valuetext", `${left}: ${Math.round(at * 100)}%, ${right}: ${Math.round(100 - at * 100)}%`);
  }

  /** The earlier boundaries stand on the left, whichever are being looked at. */
  const sides = ({ name, own, earlier }) => (earlier ? { left: name, right: own } : { left: own, right: name });

  /** Let two maps move as one: they share the view, and each repaints when the other has moved. */
  function bind(lead, twin) {
    lead.twin = twin;
    twin.twin = lead;
    twin.lead = lead;
    twin.view = lead.view;
    twin.box = lead.box;
  }

  function unbind(element) {
    const lead = ioc.map.stateOf(element.id);
    if (!lead) return;
    if (lead.twin) lead.twin.twin = null;
    lead.twin = null;
    if (lead.other) {
      lead.other = null;
      redraw(lead);
    }
  }

  function redraw(lead) {
    ioc.legend.draw(lead);
    lead.invalidate("base");
  }

  /** Called when a map has been painted: the other one follows. */
  function follow(state, drawn) {
    const { twin } = state;
    if (!twin || !twin.land) return;
    if (!state.lead) {
      twin.view = state.view;
      twin.box = state.box;
    }
    if (state.echo) {
      state.echo = false;
      return;
    }
    if (drawn) {
      twin.echo = true;
      twin.invalidate("base");
    } else if (state.moving) {
      for (const part of ["base", "lines"]) twin[part].style.transform = state[part].style.transform;
    }
  }

  /** Draw the dashed outlines of the other land; the canvas is that of the borders. */
  function drawOutlines(ctx, state, pane) {
    if (!state.other) return;
    const { land } = state.other;
    // Many small areas: thinner lines, or the borders would hide the colours.
    const thin = Math.min(1, Math.max(0.5, 11 / Math.sqrt(land.features.length) + 0.1 * Math.log2(state.view.zoom + 1)));
    const width = 1.7 * thin * state.strong;
    ctx.lineJoin = "round";
    ctx.setLineDash([(7 * thin) / pane.k, (4 * thin) / pane.k]);
    for (const [colour, wide] of [[state.palette["map-halo"], width + 0.9], [state.palette["map-selected"], width]]) {
      ctx.strokeStyle = colour;
      ctx.lineWidth = wide / pane.k;
      for (const kind of ["siblings", "parents"]) ctx.stroke(land.borders[kind]);
    }
    ctx.setLineDash([]);
  }

  /** What the legend says of the outlines. */
  const outlineNote = (state) => (state.other ? word(state.spec.language).outlines(state.other.name) : "");

  /**
   * Lay another vintage over a map: `mode` "lines" or "swipe", `told` {spec, name, own, earlier}.
   * Its colours are cut into the classes of the map beneath. Resolves when it is on the screen.
   */
  async function show(elementId, mode, told) {
    const element = document.getElementById(elementId);
    const lead = ioc.map.stateOf(elementId);
    if (!element || !lead || !lead.spec) return;
    const over = held.get(element) || build(element);
    over.told = told;
    over.mode = mode;
    if (mode === "lines") {
      over.frame.hidden = true;
      if (lead.twin) unbind(element);
      const land = await ioc.data.land(told.spec.topology);
      if (over.told !== told || over.mode !== mode) return;
      lead.other = { land, name: told.name };
      redraw(lead);
      return;
    }
    if (lead.other) unbind(element);
    over.frame.hidden = false;
    over.frame.dataset.side = told.earlier ? "left" : "right";
    const { left, right } = sides(told);
    over.names[0].textContent = left;
    over.names[1].textContent = right;
    over.range.setAttribute("aria-label", word(lead.spec.language).handle);
    place(over);
    const { classes, mode: colours, target } = lead.spec;
    const shown = ioc.map.show(over.map, { ...told.spec, classes, mode: colours, target, selected: null, event_store: null });
    const twin = ioc.map.stateOf(over.map.id);
    bind(lead, twin);
    // Beside the map and not in it: there it would be cut off with the land.
    over.frame.append(twin.tip);
    // The map beneath is the one for keys and screen readers.
    twin.overlay.tabIndex = -1;
    await shown;
  }

  /** Change what both show alike: period, colours. */
  function preview(elementId, change) {
    const over = held.get(document.getElementById(elementId));
    return over && over.told && over.mode === "swipe" ? ioc.map.preview(over.map.id, change) : Promise.resolve(null);
  }

  /** The id of the map that another one is cut by, or null. */
  function swiped(elementId) {
    const over = held.get(document.getElementById(elementId));
    return over && over.told && over.mode === "swipe" && ioc.map.stateOf(over.map.id) ? over.map.id : null;
  }

  function hide(elementId) {
    const element = document.getElementById(elementId);
    const over = element && held.get(element);
    if (!over || !over.told) return;
    over.told = null;
    over.frame.hidden = true;
    unbind(element);
  }

  ioc.beside = { show, preview, swiped, hide, follow, drawOutlines, outlineNote };
})();
