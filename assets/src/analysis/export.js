/* Pictures of the analysis page as files; each says source and period in itself. */
import * as charts from "../core/chart-library.js";
import { framed, savePicture, widthOf } from "../core/picture.js";
import { exportMap } from "../map/export.js";
import { say } from "../core/words.js";
import { GROUND, pictureLayout, SIZE } from "./chart-picture.js";
import { chartsOf, multiplesSvg, paperColours } from "./multiples-picture.js";

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
 * What the file of a chart is called by.
 * @param {PictureAbout} about
 */
const nameOf = ({ indicator, period }) => `bieu-do ${indicator} ${period}`.slice(0, 90);

/**
 * The chart with title and source as SVG; every text lies inside its frame.
 * @param {PictureAbout} about
 */
async function chartSvg(about) {
  const { chart } = about;
  const texts = { title: [about.indicator, about.chartTitle], note: footnote(about) };
  const layout = pictureLayout(chart, texts, widthOf);
  const address = await charts
    .library()
    .toImage({ data: chart.data, layout, config: chart._context }, { format: "svg", ...SIZE });
  return framed(decodeURIComponent(address.slice(address.indexOf(",") + 1)), GROUND);
}

/**
 * The small charts with title, scale and source as SVG.
 * @param {PictureAbout} about
 * @param {Element} host
 */
function smallChartsSvg(about, host) {
  const colours = paperColours();
  const texts = {
    title: [about.chartTitle, about.place],
    note: [about.chartNote, footnote(about)].filter(Boolean).join(" "),
  };
  return framed(multiplesSvg(chartsOf(host), texts, colours, widthOf), colours.ground);
}

/**
 * Download the map or the chart as "svg" or "png".
 * @param {string} what
 * @param {string} kind
 * @param {PictureAbout} about
 */
export async function picture(what, kind, about) {
  const { title, source, period, demo } = about;
  if (what === "map") await exportMap(about.mapId, kind, { title, source, period, demo });
  else if (about.smallCharts)
    await savePicture(smallChartsSvg(about, about.smallCharts), kind, nameOf(about));
  else if (about.chart && charts.library()) await savePicture(await chartSvg(about), kind, nameOf(about));
}
