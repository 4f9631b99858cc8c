/* The elements of a map, and a state in which nothing is shown yet. */
import { absent } from "../core/absent.js";
import { node } from "../core/element.js";
import * as frame from "./frame.js";
import * as input from "./input.js";

/**
 * @param {HTMLElement} element
 * @returns {MapElements}
 */
function makeElements(element) {
  const ground = node("canvas", "ioc-map__ground");
  const base = node("canvas", "ioc-map__base");
  const lines = node("canvas", "ioc-map__lines");
  const pulses = node("div", "ioc-map__pulses");
  const overlay = node("canvas", "ioc-map__overlay");
  overlay.tabIndex = 0;
  overlay.setAttribute("role", "application");
  const tip = node("div", "ioc-map__tip");
  for (const part of [ground, base, lines, pulses, tip]) part.setAttribute("aria-hidden", "true");
  const controls = node("div", "ioc-map__controls");
  const legend = node("section", "ioc-legend");
  const notice = node("div", "ioc-map__notice");
  for (const part of [tip, legend, notice]) part.hidden = true;
  const live = node("p", "ioc-map__live");
  live.setAttribute("aria-live", "polite");
  const context = (/** @type {HTMLCanvasElement} */ canvas) =>
    /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  return {
    element,
    ground,
    base,
    lines,
    pulses,
    overlay,
    tip,
    controls,
    legend,
    notice,
    live,
    groundContext: context(ground),
    baseContext: context(base),
    linesContext: context(lines),
    overlayContext: context(overlay),
    probe: context(document.createElement("canvas")),
  };
}

/**
 * @param {MapElements} elements
 * @returns {MapState}
 */
const emptyState = (elements) => ({
  ...elements,
  spec: absent(),
  land: absent(),
  outline: null,
  directory: absent(),
  provinces: null,
  slice: absent(),
  classes: absent(),
  view: absent(),
  box: absent(),
  palette: absent(),
  buttons: [],
  observer: absent(),
  width: 0,
  height: 0,
  dpr: 1,
  font: 14,
  strong: 1,
  legendSize: "",
  centreX: 0,
  centreY: 0,
  hover: -1,
  focus: -1,
  selected: -1,
  tipRow: -1,
  tipAt: [0, 0],
  keyboard: false,
  moving: false,
  from: absent(),
  drawnAt: 0,
  running: false,
  reserved: [],
  featureRow: new Int32Array(0),
  rowFeature: new Int32Array(0),
  inner: [],
  framed: false,
  names: null,
  missingShapes: 0,
  missingIslands: {},
  ownOutline: new Set(),
  around: null,
  islandBoxes: {},
  spots: { x: new Float64Array(0), y: new Float64Array(0), count: 0, box: null },
  dirty: { base: false, colours: false, overlay: false },
  baseCanvas: null,
  still: null,
  marks: [],
  markRoom: 0,
  nameSpots: [],
  covered: [],
  namedAbove: [],
  aroundSpots: null,
  asksAround: false,
  groundPane: null,
  drawsGround: false,
  isShaded: false,
  islandNames: [],
  stamps: new Map(),
  frame: 0,
  cost: 16,
  painted: 0,
  job: null,
  waiting: [],
  lastVersion: 0,
  version: 0,
  landKey: null,
  sliceUrl: "",
  other: null,
  twin: null,
  lead: null,
  echo: false,
  invalidate: absent(),
  gesture: absent(),
  emit: absent(),
});

/** @param {MapState} state */
function addButtons(state) {
  /** @type {[string, string, () => void][]} */
  const buttons = [
    ["zoomIn", "+", () => input.zoom(state, input.STEP)],
    ["zoomOut", "−", () => input.zoom(state, 1 / input.STEP)],
    ["reset", "⟲", () => input.home(state)],
  ];
  state.buttons = buttons.map(([name, sign, act]) => {
    const button = node("button", "ioc-map__button", sign);
    button.type = "button";
    button.dataset.word = name;
    button.addEventListener("click", () => state.view && act());
    state.controls.append(button);
    return button;
  });
}

/**
 * Make an element a map.
 * @param {HTMLElement} element
 * @param {(state: MapState, row: number, action: AreaAction) => void} emit
 */
export function build(element, emit) {
  element.classList.add("ioc-map");
  const state = emptyState(makeElements(element));
  state.invalidate = (what) => frame.invalidate(state, what);
  state.gesture = (change) => frame.gesture(state, change);
  state.emit = (row, action) => emit(state, row, action);
  addButtons(state);
  const { ground, base, lines, pulses, overlay, legend, controls, tip, notice, live } = state;
  element.append(ground, base, lines, pulses, overlay, legend, controls, tip, notice, live);
  input.attach(state);
  state.observer = new ResizeObserver(() => frame.resize(state));
  state.observer.observe(element);
  state.observer.observe(legend);
  return state;
}
