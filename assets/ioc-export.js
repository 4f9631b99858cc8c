/* The map as a file: an SVG of what is shown, with title, legend, source and period; a PNG of that SVG. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  const PNG_SCALE = 2;
  const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  const escape = (text) => String(text).replace(/[&<>"']/g, (sign) => ESCAPES[sign]);
  const round = (value) => Math.round(value * 10) / 10;

  function outlineOf(points, pane, close) {
    let text = "";
    for (let at = 0; at < points.length; at += 2) {
      text += `${at ? "L" : "M"}${round(points[at] * pane.k + pane.tx)} ${round(points[at + 1] * pane.k + pane.ty)}`;
    }
    return close ? `${text}Z` : text;
  }

  const shape = (rings, pane) => rings.map((ring) => outlineOf(ring, pane, true)).join("");

  function circle(x, y, r) {
    return `M${round(x - r)} ${round(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
  }

  function text(x, y, size, fill, content, more = "") {
    return `<text x="${round(x)}" y="${round(y)}" font-size="${round(size)}" fill="${fill}" ${more}>${escape(content)}</text>`;
  }

  /** Collects the paths of one colour, so that the file stays small. */
  function fills(state, shapes) {
    const byColour = new Map();
    for (const [key, d] of shapes) {
      if (!d) continue;
      const colour = ioc.draw.colourOf(state, key);
      byColour.set(colour, (byColour.get(colour) || "") + d);
    }
    let found = "";
    for (const [colour, d] of byColour) {
      found += `<path fill="${colour}" fill-rule="evenodd" d="${d}"/>`;
      if (colour === state.palette.nodata) found += `<path fill="url(#hatch)" fill-rule="evenodd" d="${d}"/>`;
    }
    return found;
  }

  function lines(state, list, pane, colour, width) {
    const d = list.map(({ points }) => outlineOf(points, pane, false)).join("");
    return d ? `<path fill="none" stroke="${colour}" stroke-width="${width}" stroke-linejoin="round" d="${d}"/>` : "";
  }

  /** The borders of another vintage, where they lie over the map. */
  function outlines(state, pane) {
    const { land } = state.other;
    const d = [...land.lines.siblings, ...land.lines.parents].map(({ points }) => outlineOf(points, pane, false)).join("");
    return `<path fill="none" stroke="${state.palette["map-selected"]}" stroke-width="1.4" stroke-dasharray="6 4" d="${d}"/>`;
  }

  function around(state, pane) {
    const { outline, palette } = state;
    if (!outline || outline === state.land) return "";
    const others = outline.features.filter(({ code }) => !state.ownOutline.has(code));
    const d = others.map((feature) => shape(feature.rings, pane)).join("");
    return `<path fill="${palette["map-quiet"]}" stroke="${palette["map-quiet-border"]}" stroke-width="0.8" fill-rule="evenodd" d="${d}"/>`;
  }

  function islands(state, pane) {
    const small = ioc.draw.isletRadius(state);
    const shapes = [];
    state.land.features.forEach((feature, at) => {
      for (const islet of feature.islets) {
        const tiny = (islet.box[2] - islet.box[0]) * pane.k < 2 * small;
        const dot = tiny ? circle(islet.x * pane.k + pane.tx, islet.y * pane.k + pane.ty, small) : "";
        shapes.push([ioc.draw.keyOf(state, at), shape(islet.rings, pane) + dot]);
      }
    });
    for (const { owner, dots } of Object.values(state.missingIslands || {})) {
      const key = owner < 0 ? ioc.scale.OUTSIDE : ioc.draw.keyOf(state, owner);
      for (const [x, y] of dots) shapes.push([key, circle(x * pane.k + pane.tx, y * pane.k + pane.ty, small)]);
    }
    return `<g stroke="${state.palette["map-outline"]}" stroke-width="0.6">${fills(state, shapes)}</g>`;
  }

  // The shapes of the two statuses that ask for action.
  const MARKS = {
    warn: (x, y, r) => `M${round(x)} ${round(y - 1.25 * r)}l${round(1.15 * r)} ${round(2.1 * r)}h${round(-2.3 * r)}Z`,
    bad: (x, y, r) => `M${round(x - 0.95 * r)} ${round(y - 0.95 * r)}h${round(1.9 * r)}v${round(1.9 * r)}h${round(-1.9 * r)}Z`,
  };

  function points(state, pane) {
    const r = round(ioc.points.radius(state, pane));
    const { spots, classes } = state;
    const shapes = [];
    for (let row = 0; row < spots.x.length; row += 1) {
      const key = classes.of[row];
      if (key === ioc.scale.OUTSIDE || Number.isNaN(spots.x[row])) continue;
      const mark = (key >= 0 && MARKS[classes.classes[key].colour]) || circle;
      shapes.push([key, mark(spots.x[row] * pane.k + pane.tx, spots.y[row] * pane.k + pane.ty, r)]);
    }
    return `<g stroke="${state.palette["map-point-edge"]}" stroke-width="0.7">${fills(state, shapes)}</g>`;
  }

  function marks(state) {
    const d = (state.marks || []).map(({ colour, x, y, r }) => MARKS[colour](x, y, r)).join("");
    return d ? `<path fill="${state.palette["map-halo"]}" stroke="${state.palette["map-label"]}" stroke-width="0.9" d="${d}"/>` : "";
  }

  function names(state) {
    const size = ioc.labels.fontSize(state);
    const write = (spot, ink, style) =>
      spot.lines
        .map((line, at) => {
          const y = spot.y + (at - (spot.lines.length - 1) / 2) * size * ioc.labels.LINE + size * 0.35;
          const halo = `stroke="${ink.halo}" stroke-width="${round(size * 0.2)}" paint-order="stroke" stroke-linejoin="round"`;
          return text(spot.x, y, size, ink.text, line, `text-anchor="middle" ${halo} ${style}`);
        })
        .join("");
    const plain = { text: state.palette["map-label"], halo: state.palette["map-halo"] };
    return (
      (state.spec.labels ? state.placed || [] : []).map((spot) => write(spot, ioc.labels.inkOn(state, spot.row), 'font-weight="500"')).join("") +
      (state.islandNames || []).map((spot) => write(spot, plain, 'font-style="italic"')).join("")
    );
  }

  function drawing(state) {
    const { land, view, palette, spec } = state;
    const pane = view.main;
    const ground = spec.points
      ? land.features.map((feature, at) => {
          const colour = palette[state.inner[at] ? "map-land" : "map-quiet"];
          return feature.rings.length ? `<path fill="${colour}" fill-rule="evenodd" d="${shape(feature.rings, pane)}"/>` : "";
        }).join("")
      : fills(state, land.features.map((feature, at) => [ioc.draw.keyOf(state, at), shape(feature.rings, pane)]));
    const border = palette[spec.points ? "map-quiet-border" : "map-border"];
    const inset = view.inset
      ? `<rect x="${round(view.inset.rect.x)}" y="${round(view.inset.rect.y)}" width="${round(view.inset.rect.w)}" height="${round(view.inset.rect.h)}" rx="6" fill="${palette["map-sea"]}" stroke="${palette["map-frame"]}"/>`
      : "";
    return [
      around(state, pane),
      ground,
      lines(state, land.lines.siblings, pane, border, land.features.length > 400 ? 0.4 : 0.9),
      lines(state, land.lines.parents, pane, state.framed ? border : palette["map-outline"], 0.9),
      state.framed ? lines(state, state.outline.lines.siblings, pane, palette["map-outline"], 0.9) : "",
      lines(state, land.lines.outer, pane, palette["map-outline"], land.features.length > 400 ? 0.7 : 1.2),
      state.other ? outlines(state, pane) : "",
      inset,
      islands(state, view.inset || pane),
      spec.points ? points(state, pane) : marks(state),
      names(state),
    ].join("");
  }

  /** The legend as SVG, its upper left corner at 0, 0: {svg, width, height}. */
  function legend(state) {
    const { palette, spec } = state;
    const told = ioc.legend.contents(state);
    const size = 14;
    const step = 24;
    const column = 230;
    const word = { text: palette["map-text"], muted: palette["map-muted"] };
    let y = 26;
    let found = text(14, y, size, word.text, [told.unit, told.target].filter(Boolean).join(" · "), 'font-weight="600"');
    y += 14;
    told.rows.forEach((row, at) => {
      const x = 14;
      const top = y + at * step;
      const marks = {
        "●": `<circle cx="${x + 12}" cy="${top + 9}" r="8" fill="${palette[row.colour]}"/>`,
        "▲": `<path d="M${x + 12} ${top}l9 17h-18Z" fill="${palette[row.colour]}"/>`,
        "■": `<rect x="${x + 4}" y="${top + 1}" width="16" height="16" fill="${palette[row.colour]}"/>`,
      };
      const box = (fill) => `<rect x="${x}" y="${top + 1}" width="24" height="16" rx="2" fill="${fill}" stroke="${word.muted}" stroke-width="0.5"/>`;
      found += marks[row.mark] || box(palette[row.colour]) + (row.hatched ? box("url(#hatch)") : "");
      found += text(x + 34, top + 14, size, word.text, row.text);
      found += text(x + column - 28, top + 14, size, word.muted, ioc.format.number(row.count, 0, spec.language), 'text-anchor="end"');
    });
    y += told.rows.length * step;
    for (const note of told.notes) {
      y += 18;
      found += text(14, y, 13, note.kind === "demo" ? word.text : word.muted, note.text, note.kind === "demo" ? 'font-weight="600"' : "");
    }
    return { svg: found, width: column, height: y + 14 };
  }

  function stateFor(elementId) {
    const state = ioc.map.stateOf(elementId);
    if (!state || !state.view || !state.classes) throw new Error("Bản đồ chưa sẵn sàng để xuất.");
    return state;
  }

  /**
   * The SVG text of what a map shows. `meta`: {title, subtitle, source, period, demo}; what is
   * missing there is taken from the map.
   */
  function exportSvg(elementId, meta = {}) {
    const state = stateFor(elementId);
    const { spec, palette, width, height } = state;
    const word = ioc.format.words(spec.language);
    const demo = state.classes.demo || meta.demo ? spec.demo_label || word.demo : "";
    const title = meta.title || spec.title || word.map;
    const period = meta.period || ioc.format.periodOf(spec, state.slice.header.period || spec.period);
    // Where the legend lies below the map on the screen, so it does here, and the map ends above it.
    const beside = state.legend.offsetWidth <= 0.6 * width;
    const tall = beside ? height : state.legend.offsetTop;
    const scale = Math.max(1, Math.min(width, height) / 1080);
    const key = legend(state);
    const small = width < 620;
    const head = (meta.subtitle ? 84 : 60) * scale;
    const keyTop = beside ? head + tall - (key.height + 14) * scale : head + tall;
    const total = Math.round(head + tall + (beside ? 0 : key.height * scale) + 44 * scale);
    const line = [
      meta.source ? `${word.source}: ${meta.source}` : "",
      `${word.period}: ${period}`,
      spec.tier_label,
      demo,
    ].filter(Boolean).join(" · ");
    const family = state.palette.font.replaceAll('"', "'");
    const plate = `<rect width="${key.width}" height="${key.height}" rx="8" fill="${palette["map-panel"]}" stroke="${palette["map-panel-border"]}"/>`;
    const panel = `<g transform="translate(${beside ? 14 * scale : 0} ${round(keyTop)}) scale(${scale})">${beside ? plate : ""}${key.svg}</g>`;
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${total}" viewBox="0 0 ${width} ${total}" font-family="${family}" lang="${spec.language}">`,
      `<title>${escape(title)}</title><desc>${escape(line)}</desc>`,
      `<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V6" stroke="${palette["nodata-ink"]}" stroke-width="2.6"/></pattern><clipPath id="frame"><rect width="${width}" height="${tall}"/></clipPath></defs>`,
      `<rect width="${width}" height="${total}" fill="${palette["map-tip"]}"/>`,
      text(14, 38 * scale, (small ? 18 : 24) * scale, palette["map-text"], title, 'font-weight="600"'),
      meta.subtitle ? text(14, 66 * scale, 16 * scale, palette["map-muted"], meta.subtitle) : "",
      `<g transform="translate(0 ${head})" clip-path="url(#frame)"><rect width="${width}" height="${tall}" fill="${palette["map-sea"]}"/>${drawing(state)}</g>`,
      panel,
      text(14, total - 16 * scale, (small ? 11 : 14) * scale, palette["map-muted"], line),
      "</svg>",
    ].join("");
  }

  async function rasterise(svg, scale) {
    const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
    try {
      const image = new Image();
      image.src = address;
      await image.decode();
      const canvas = document.createElement("canvas");
      canvas.width = image.naturalWidth * scale;
      canvas.height = image.naturalHeight * scale;
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      return await new Promise((resolve, reject) =>
        canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("Ảnh quá lớn để xuất."))), "image/png"),
      );
    } finally {
      URL.revokeObjectURL(address);
    }
  }

  function fileName(state, meta, format) {
    const plain = `${meta.title || state.spec.title || "ban-do"} ${state.spec.period || ""}`
      .normalize("NFD")
      .replace(/[\u0300-\u036f]/g, "")
      .replace(/[đĐ]/g, "d")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "");
    return `${plain}.${format}`;
  }

  /** Download what a map shows as "svg" or "png"; resolves to {name, blob}. */
  async function exportMap(elementId, format, meta = {}) {
    const svg = exportSvg(elementId, meta);
    const blob = format === "png" ? await rasterise(svg, PNG_SCALE) : new Blob([svg], { type: "image/svg+xml" });
    const name = fileName(stateFor(elementId), meta, format);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    // The download has its own hold on the blob once it has begun.
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    return { name, blob };
  }

  ioc.exportSvg = exportSvg;
  ioc.exportMap = exportMap;
})();
