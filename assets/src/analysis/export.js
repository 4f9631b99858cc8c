/* Pictures of the analysis page as files; each says source and period in itself. */
import * as charts from "../core/chart-library.js";
import { exportMap } from "../map/export.js";
import { plain } from "../core/word-search.js";
import { say } from "../core/words.js";

const WIDTH = 1200;
const HEIGHT = 675;
// Files stand on white paper, whatever the screen's theme.
const INK = "#14202a";
const MUTED = "#53616c";

/**
 * @param {string} text
 * @param {number} most
 */
function wrap(text, most) {
  const lines = [""];
  for (const word of String(text).split(" ")) {
    const last = lines[lines.length - 1];
    if (last && last.length + word.length + 1 > most) lines.push(word);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  return lines.join("<br>");
}

/**
 * @param {PictureAbout} about
 */
function footnote(about) {
  const parts = [
    `${say("format-source", about.language)}: ${about.source}`,
    `${say("format-period", about.language)}: ${about.period}`,
  ];
  if (about.demo) parts.push(about.demo);
  return parts.join(" · ");
}

/**
 * @param {string} url
 * @param {string} name
 */
function download(url, name) {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
}

/**
 * The chart with title and source, as a data address.
 * @param {string} kind
 * @param {PictureAbout} about
 */
function chartImage(kind, about) {
  const { chart } = about;
  const note = wrap(footnote(about), 150);
  const layout = {
    ...chart.layout,
    title: {
      text: wrap(`<b>${about.indicator}</b><br>${about.chartTitle}`, 110),
      x: 0.02,
      xanchor: "left",
      y: 0.97,
      yanchor: "top",
      font: { size: 20, color: INK },
    },
    paper_bgcolor: "#ffffff",
    plot_bgcolor: "#ffffff",
    font: {
      ...chart.layout.font,
      family: "'Be Vietnam Pro','Segoe UI',Roboto,'Noto Sans',sans-serif",
      size: 15,
      color: INK,
    },
    margin: { l: 80, r: 220, t: 120, b: 110 },
    width: WIDTH,
    height: HEIGHT,
    autosize: false,
    annotations: [
      ...(chart.layout.annotations || []),
      {
        text: note,
        xref: "paper",
        yref: "paper",
        x: -0.06,
        y: -0.17,
        xanchor: "left",
        yanchor: "top",
        showarrow: false,
        align: "left",
        font: { size: 13, color: MUTED },
      },
    ],
  };
  return charts
    .library()
    .toImage(
      { data: chart.data, layout, config: chart._context },
      { format: kind, width: WIDTH, height: HEIGHT, scale: kind === "png" ? 2 : 1 },
    );
}

/**
 * @param {string} what
 * @param {string} kind
 * @param {PictureAbout} about
 */
export async function picture(what, kind, about) {
  const name = plain(`${about.indicator} ${about.period}`)
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 80);
  if (what === "map") {
    await exportMap(about.mapId, kind, {
      title: about.title,
      source: about.source,
      period: about.period,
      demo: about.demo,
    });
    return;
  }
  if (!about.chart || !charts.library()) return;
  download(await chartImage(kind, about), `bieu-do-${name}.${kind}`);
}
