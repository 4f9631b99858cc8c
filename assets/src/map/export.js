/* The map as a file: an SVG of what is shown, with title, legend, source and period; a PNG of that SVG. */
import * as format from "../core/format.js";
import { savePicture, widthOf } from "../core/picture.js";
import { say } from "../core/words.js";
import { linesOf } from "../core/text-lines.js";
import { current } from "./around.js";
import { aroundSvg } from "./around-picture.js";
import * as pen from "./pen.js";
import * as labels from "./labels.js";
import * as legendView from "./legend.js";
import * as map from "./map.js";
import * as pointMarks from "./points.js";
import * as scale from "./scale.js";
import { circle, escape, round, text } from "./svg.js";

/**
 * @param {Float32Array} points
 * @param {Pane} pane
 * @param {boolean} close
 */
function outlineOf(points, pane, close) {
  let text = "";
  for (let at = 0; at < points.length; at += 2) {
    text += `${at ? "L" : "M"}${round(points[at] * pane.k + pane.tx)} ${round(points[at + 1] * pane.k + pane.ty)}`;
  }
  return close ? `${text}Z` : text;
}

/**
 * @param {Float32Array[]} rings
 * @param {Pane} pane
 */
const shape = (rings, pane) => rings.map((ring) => outlineOf(ring, pane, true)).join("");

/**
 * A text in as many lines as its room needs: {svg, height}; the first line's baseline is at y.
 * @param {MapState} state
 * @param {{ x: number, y: number, size: number, fill: string, room: number, weight?: number }} at
 * @param {string} content
 */
function block(state, at, content) {
  const { x, y, size, fill, room, weight = 400 } = at;
  const font = `${weight} ${size}px ${state.palette.font}`;
  const lines = linesOf(content, room, (line) => widthOf(line, font));
  const step = size * 1.3;
  const svg = lines.map((line, row) => text(x, y + row * step, size, fill, line, `font-weight="${weight}"`));
  return { svg: svg.join(""), height: Math.max(0, lines.length - 1) * step };
}

/**
 * Collects the paths of one colour, so that the file stays small.
 * @param {MapState} state
 * @param {[key: number, d: string][]} shapes
 */
function fills(state, shapes) {
  const byColour = new Map();
  for (const [key, d] of shapes) {
    if (!d) continue;
    const colour = pen.colourOf(state, key);
    byColour.set(colour, (byColour.get(colour) || "") + d);
  }
  let svg = "";
  for (const [colour, d] of byColour) {
    svg += `<path fill="${colour}" fill-rule="evenodd" d="${d}"/>`;
    if (colour === state.palette.nodata) svg += `<path fill="url(#hatch)" fill-rule="evenodd" d="${d}"/>`;
  }
  return svg;
}

/**
 * @param {MapState} state
 * @param {BorderLine[]} list
 * @param {Pane} pane
 * @param {string} colour
 * @param {number} width
 */
function lines(state, list, pane, colour, width) {
  const d = list.map(({ points }) => outlineOf(points, pane, false)).join("");
  return d
    ? `<path fill="none" stroke="${colour}" stroke-width="${width}" stroke-linejoin="round" d="${d}"/>`
    : "";
}

/**
 * The borders of another vintage, where they lie over the map.
 * @param {MapState} state
 * @param {Pane} pane
 */
function outlines(state, pane) {
  if (!state.other) return "";
  const { land } = state.other;
  const d = [...land.lines.siblings, ...land.lines.parents]
    .map(({ points }) => outlineOf(points, pane, false))
    .join("");
  return `<path fill="none" stroke="${state.palette["map-selected"]}" stroke-width="1.4" stroke-dasharray="6 4" d="${d}"/>`;
}

/**
 * @param {MapState} state
 * @param {Pane} pane
 */
function around(state, pane) {
  const { outline, palette } = state;
  if (!outline || outline === state.land) return "";
  const others = outline.features.filter(({ code }) => !state.ownOutline.has(code));
  const d = others.map((feature) => shape(feature.rings, pane)).join("");
  return `<path fill="${palette["map-quiet"]}" stroke="${palette["map-quiet-border"]}" stroke-width="0.8" fill-rule="evenodd" d="${d}"/>`;
}

/**
 * @param {MapState} state
 * @param {Pane} pane
 */
function islands(state, pane) {
  const small = pen.isletRadius(state);
  /** @type {[key: number, d: string][]} */
  const shapes = [];
  state.land.features.forEach((feature, at) => {
    for (const islet of feature.islets) {
      const tiny = (islet.box[2] - islet.box[0]) * pane.k < 2 * small;
      const dot = tiny ? circle(islet.x * pane.k + pane.tx, islet.y * pane.k + pane.ty, small) : "";
      shapes.push([pen.keyOf(state, at), shape(islet.rings, pane) + dot]);
    }
  });
  for (const { owner, dots } of Object.values(state.missingIslands || {})) {
    const key = owner < 0 ? scale.OUTSIDE : pen.keyOf(state, owner);
    for (const [x, y] of dots) shapes.push([key, circle(x * pane.k + pane.tx, y * pane.k + pane.ty, small)]);
  }
  return `<g stroke="${state.palette["map-outline"]}" stroke-width="0.6">${fills(state, shapes)}</g>`;
}

// The shapes of the two statuses that ask for action.
/** @type {Record<string, (x: number, y: number, r: number) => string>} */
const MARKS = {
  /**
   * @param {number} x
   * @param {number} y
   * @param {number} r
   */
  warn: (x, y, r) =>
    `M${round(x)} ${round(y - 1.25 * r)}l${round(1.15 * r)} ${round(2.1 * r)}h${round(-2.3 * r)}Z`,
  /**
   * @param {number} x
   * @param {number} y
   * @param {number} r
   */
  bad: (x, y, r) =>
    `M${round(x - 0.95 * r)} ${round(y - 0.95 * r)}h${round(1.9 * r)}v${round(1.9 * r)}h${round(-1.9 * r)}Z`,
};

/**
 * @param {MapState} state
 * @param {Pane} pane
 */
function points(state, pane) {
  const radius = pointMarks.radius(state, pane);
  const { spots, classes } = state;
  /** @type {[key: number, d: string][]} */
  const shapes = [];
  for (const key of pointMarks.order(state)) {
    if (key === scale.OUTSIDE) continue;
    const r = round(radius * pointMarks.growth(state, key));
    const mark = (key >= 0 && MARKS[classes.classes[key].colour]) || circle;
    for (let row = 0; row < spots.x.length; row += 1) {
      if (classes.of[row] !== key || Number.isNaN(spots.x[row])) continue;
      shapes.push([key, mark(spots.x[row] * pane.k + pane.tx, spots.y[row] * pane.k + pane.ty, r)]);
    }
  }
  return `<g stroke="${state.palette["map-point-edge"]}" stroke-width="0.7">${fills(state, shapes)}</g>`;
}

/**
 * @param {MapState} state
 */
function marks(state) {
  const d = (state.marks || []).map(({ colour, x, y, r }) => MARKS[colour](x, y, r)).join("");
  return d
    ? `<path fill="${state.palette["map-halo"]}" stroke="${state.palette["map-label"]}" stroke-width="0.9" d="${d}"/>`
    : "";
}

/**
 * @param {MapState} state
 */
function names(state) {
  const size = pen.fontSize(state);
  /**
   * @param {{ lines: string[], x: number, y: number }} spot
   * @param {Ink} ink
   * @param {string} style
   */
  const write = (spot, ink, style) =>
    spot.lines
      .map((line, at) => {
        const y = spot.y + (at - (spot.lines.length - 1) / 2) * size * labels.LINE + size * 0.35;
        const halo = `stroke="${ink.halo}" stroke-width="${round(size * 0.2)}" paint-order="stroke" stroke-linejoin="round"`;
        return text(spot.x, y, size, ink.text, line, `text-anchor="middle" ${halo} ${style}`);
      })
      .join("");
  const plain = { text: state.palette["map-label"], halo: state.palette["map-halo"] };
  return (
    (state.spec.labels ? state.nameSpots || [] : [])
      .map((spot) => write(spot, labels.inkOn(state, spot.ground), 'font-weight="500"'))
      .join("") + (state.islandNames || []).map((spot) => write(spot, plain, 'font-style="italic"')).join("")
  );
}

/**
 * @param {MapState} state
 */
function drawing(state) {
  const { land, view, palette, spec } = state;
  const pane = view.main;
  const ground = spec.points
    ? land.features
        .map((feature, at) => {
          const colour = palette[state.inner[at] ? "map-land" : "map-quiet"];
          return feature.rings.length
            ? `<path fill="${colour}" fill-rule="evenodd" d="${shape(feature.rings, pane)}"/>`
            : "";
        })
        .join("")
    : fills(
        state,
        land.features.map(
          (feature, at) =>
            /** @type {[number, string]} */ ([pen.keyOf(state, at), shape(feature.rings, pane)]),
        ),
      );
  const border = palette[spec.points ? "map-quiet-border" : "map-border"];
  const inset = view.inset
    ? `<rect x="${round(view.inset.rect.x)}" y="${round(view.inset.rect.y)}" width="${round(view.inset.rect.w)}" height="${round(view.inset.rect.h)}" rx="6" fill="${palette["map-sea"]}" stroke="${palette["map-frame"]}"/>`
    : "";
  return [
    aroundSvg(state, pane, around(state, pane)),
    ground,
    lines(state, land.lines.siblings, pane, border, land.features.length > 400 ? 0.4 : 0.9),
    lines(state, land.lines.parents, pane, state.framed ? border : palette["map-outline"], 0.9),
    state.framed && state.outline
      ? lines(state, state.outline.lines.siblings, pane, palette["map-outline"], 0.9)
      : "",
    lines(state, land.lines.outer, pane, palette["map-outline"], land.features.length > 400 ? 0.7 : 1.2),
    state.other ? outlines(state, pane) : "",
    inset,
    islands(state, view.inset || pane),
    spec.points ? points(state, pane) : marks(state),
    namesAround(state),
    names(state),
  ].join("");
}

/**
 * Names of neighbours, seas and towns where they are on the screen; whose data it is, the caption says.
 * @param {MapState} state
 */
function namesAround(state) {
  const { spec, aroundSpots, palette } = state;
  if (!spec.labels) return "";
  const size = pen.fontSize(state);
  const halo = `stroke="${palette["map-halo"]}" stroke-width="${round(size * 0.2)}" paint-order="stroke" stroke-linejoin="round" font-weight="500"`;
  return (aroundSpots || [])
    .filter(({ kind }) => kind !== "credit")
    .map((spot) => {
      const isTown = spot.kind === "town";
      const ink = palette[isTown ? "map-label" : "map-muted"];
      const dot = isTown ? `<path fill="${ink}" d="${circle(spot.x, spot.y, 2.2)}"/>` : "";
      const anchor = isTown ? "start" : "middle";
      const left = isTown ? spot.x + 6 : spot.x;
      return dot + text(left, spot.y + size * 0.35, size, ink, spot.text, `text-anchor="${anchor}" ${halo}`);
    })
    .join("");
}

/**
 * The hatching of areas without a number.
 * @param {Palette} palette
 */
const hatchOf = (palette) =>
  `<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V6" stroke="${palette["nodata-ink"]}" stroke-width="2.6"/></pattern>`;

/**
 * Whose land it is, in the upper right corner: on the screen the buttons are there, and no land.
 * @param {MapState} state
 */
function creditLines({ spec, palette, width }) {
  return [spec.land_credit || "", current() ? say("map-around-credit", spec.language) : ""]
    .filter(Boolean)
    .map((line, at) => text(width - 8, 14 + 12 * at, 10, palette["map-muted"], line, 'text-anchor="end"'))
    .join("");
}

/**
 * The land as it is on the screen, without legend and words around it, as SVG of this class.
 * @param {MapState} state
 * @param {string} className
 */
export function drawingSvg(state, className) {
  const { width, height, palette } = state;
  const family = palette.font.replaceAll('"', "'");
  return `<svg class="${className}" viewBox="0 0 ${width} ${height}" font-family="${family}" aria-hidden="true"><defs>${hatchOf(palette)}</defs>${drawing(state)}${creditLines(state)}</svg>`;
}

/**
 * The sign of a class: its shape, or a box of its colour.
 * @param {Palette} palette
 * @param {MapClass} row
 * @param {number} y  of its upper edge
 */
function swatch(palette, row, y) {
  const fill = palette[row.colour];
  if (row.mark === "●") return `<circle cx="26" cy="${y + 9}" r="8" fill="${fill}"/>`;
  if (row.mark === "▲") return `<path d="M26 ${y}l9 17h-18Z" fill="${fill}"/>`;
  if (row.mark === "■") return `<rect x="18" y="${y + 1}" width="16" height="16" fill="${fill}"/>`;
  const edge = `stroke="${palette["map-muted"]}" stroke-width="0.5"`;
  const box = (/** @type {string} */ colour) =>
    `<rect x="14" y="${y + 1}" width="24" height="16" rx="2" fill="${colour}" ${edge}/>`;
  return box(fill) + (row.hatched ? box("url(#hatch)") : "");
}

/**
 * The legend as SVG, its upper left corner at 0, 0: {svg, width, height}.
 * @param {MapState} state
 */
function legend(state) {
  const { palette, spec } = state;
  const content = legendView.contents(state);
  const size = 14;
  const step = 24;
  const column = 230;
  const word = { text: palette["map-text"], muted: palette["map-muted"] };
  let y = 26;
  const unit = [content.unit, content.target].filter(Boolean).join(" · ");
  const top = block(state, { x: 14, y, size, fill: word.text, room: column - 28, weight: 600 }, unit);
  let { svg } = top;
  y += 14 + top.height;
  for (const row of content.rows) {
    const count = format.number(row.count, 0, spec.language);
    const beside = widthOf(count, `400 ${size}px ${palette.font}`) + 10;
    const place = { x: 48, y: y + 14, size, fill: word.text, room: column - 62 - beside };
    const words = block(state, place, row.text);
    svg += swatch(palette, row, y) + words.svg;
    svg += text(column - 14, y + 14, size, word.muted, count, 'text-anchor="end"');
    y += step + words.height;
  }
  for (const note of content.notes) {
    y += 18;
    const isDemo = note.kind === "demo";
    const look = { fill: isDemo ? word.text : word.muted, weight: isDemo ? 600 : 400 };
    const lines = block(state, { x: 14, y, size: 13, room: column - 28, ...look }, note.text);
    svg += lines.svg;
    y += lines.height;
  }
  return { svg, width: column, height: y + 14 };
}

/**
 * @param {string} elementId
 */
function stateFor(elementId) {
  const state = map.stateOf(elementId);
  if (!state || !state.view || !state.classes) throw new Error("Bản đồ chưa sẵn sàng để xuất.");
  return state;
}

/**
 * Title, and the line below the map: source, period, what the numbers are.
 * @param {MapState} state
 * @param {PictureText} meta
 */
function captionOf({ spec, slice, classes }, meta) {
  const word = format.words(spec.language);
  const period = meta.period || format.periodOf(spec, slice.header.period || spec.period);
  const line = [
    meta.source ? `${word.source}: ${meta.source}` : "",
    `${word.period}: ${period}`,
    spec.land_credit || spec.tier_label,
    current() ? say("map-around-credit", spec.language) : "",
    classes.demo || meta.demo ? spec.demo_label || word.demo : "",
  ];
  return { title: meta.title || spec.title || word.map, line: line.filter(Boolean).join(" · ") };
}

/**
 * The legend at its place; on a plate where it lies over the map.
 * @param {{svg: string, width: number, height: number}} key
 * @param {Palette} palette
 * @param {number} top
 * @param {number} scale
 * @param {boolean} isBeside
 */
function panelOf(key, palette, top, scale, isBeside) {
  const plate = `<rect width="${key.width}" height="${key.height}" rx="8" fill="${palette["map-panel"]}" stroke="${palette["map-panel-border"]}"/>`;
  return `<g transform="translate(${isBeside ? 14 * scale : 0} ${round(top)}) scale(${scale})">${isBeside ? plate : ""}${key.svg}</g>`;
}

/**
 * The SVG text of what a map shows. `meta`: {title, subtitle, source, period, demo}; what is
 * missing there is taken from the map.
 * @param {string} elementId
 * @param {PictureText} [meta]
 */
export function exportSvg(elementId, meta = {}) {
  const state = stateFor(elementId);
  const { spec, palette, width, height } = state;
  const { title, line } = captionOf(state, meta);
  const scale = Math.max(1, Math.min(width, height) / 1080);
  const key = legend(state);
  // Where the legend lies below the map on the screen, so it does here, and the map ends above it.
  const isBelow = state.legend.offsetWidth > 0.6 * width;
  const tall = isBelow ? state.legend.offsetTop : height;
  const beside = !isBelow && (key.height + 28) * scale <= tall;
  const small = width < 620;
  const room = width - 28;
  const inkOf = palette["map-text"];
  const name = block(
    state,
    { x: 14, y: 38 * scale, size: (small ? 18 : 24) * scale, fill: inkOf, room, weight: 600 },
    title,
  );
  const second = { x: 14, y: 66 * scale + name.height, size: 16 * scale, fill: palette["map-muted"], room };
  const subtitle = meta.subtitle ? block(state, second, meta.subtitle) : { svg: "", height: -24 * scale };
  const head = 84 * scale + name.height + subtitle.height;
  const noteSize = (small ? 11 : 14) * scale;
  const muted = palette["map-muted"];
  const noteHeight = block(state, { x: 14, y: 0, size: noteSize, fill: muted, room }, line).height;
  const keyTop = beside ? head + tall - (key.height + 14) * scale : head + tall;
  const total = Math.round(head + tall + (beside ? 0 : key.height * scale) + 44 * scale + noteHeight);
  const family = state.palette.font.replaceAll('"', "'");
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${total}" viewBox="0 0 ${width} ${total}" font-family="${family}" lang="${spec.language}">`,
    `<title>${escape(title)}</title><desc>${escape(line)}</desc>`,
    `<defs>${hatchOf(palette)}<clipPath id="frame"><rect width="${width}" height="${tall}"/></clipPath></defs>`,
    `<rect width="${width}" height="${total}" fill="${palette["map-tip"]}"/>`,
    name.svg,
    subtitle.svg,
    `<g transform="translate(0 ${head})" clip-path="url(#frame)"><rect width="${width}" height="${tall}" fill="${palette["map-sea"]}"/>${drawing(state)}</g>`,
    panelOf(key, palette, keyTop, scale, beside),
    block(state, { x: 14, y: total - 16 * scale - noteHeight, size: noteSize, fill: muted, room }, line).svg,
    "</svg>",
  ].join("");
}

/**
 * Download what a map shows as "svg" or "png"; resolves to {name, blob}.
 * @param {string} elementId
 * @param {string} format
 * @param {PictureText} [meta]
 */
export async function exportMap(elementId, format, meta = {}) {
  const { spec } = stateFor(elementId);
  const title = `${meta.title || spec.title || "ban-do"} ${spec.period || ""}`;
  return savePicture(exportSvg(elementId, meta), format, title);
}
