import assert from "node:assert/strict";
import test from "node:test";
import { pictureLayout, SIZE } from "../../assets/src/analysis/chart-picture.js";
import { multiplesSvg } from "../../assets/src/analysis/multiples-picture.js";
import { grown } from "../../assets/src/core/picture.js";

const LONG = "Tỷ lệ người trong độ tuổi lao động được đào tạo kỹ năng số cơ bản của Phường Nghĩa Lộ";
const widthOf = (/** @type {string} */ text, /** @type {string} */ font) =>
  (text.length * Number(/(\d+)px/.exec(font)?.[1] || 0)) / 2;

/**
 * A chart as Plotly drew it, with these names at the ends of its lines.
 * @param {string[]} names
 */
const chartOf = (names) => ({
  layout: {
    margin: { t: 34 },
    annotations: [
      ...names.map((text, at) => ({ name: "end", text, y: 50 - at, font: { size: 12 } })),
      { name: "target", text: "Chỉ tiêu: 50%", y: 50, font: { size: 12 } },
    ],
  },
  _fullLayout: { yaxis: { range: [0, 100] } },
});

test("titles, sources and names of lines have as many lines as their room needs", () => {
  const texts = { title: [LONG.repeat(2), LONG], note: LONG.repeat(4) };
  const layout = pictureLayout(chartOf([`${LONG} <b>12,5%</b><br>tạm tính`]), texts, widthOf);
  const title = layout.title.text.split("<br>");
  const note = layout.annotations.at(-1).text.split("<br>");
  const [name] = layout.annotations;
  for (const line of title) assert.ok(widthOf(line.replace(/<[^>]*>/g, ""), "20px") <= SIZE.width - 48);
  for (const line of note) assert.ok(widthOf(line, "13px") <= SIZE.width - 48);
  const widest = Math.max(
    ...name.text.split("<br>").map((line) => widthOf(line.replace(/<[^>]*>/g, ""), "14px")),
  );
  assert.ok(layout.margin.r >= widest);
  // There is room for them above and below the plot.
  assert.ok(layout.margin.t >= title.length * 20 + 34);
  assert.ok(layout.margin.b >= note.length * 13 + 46);
  assert.ok(SIZE.height - layout.margin.t - layout.margin.b > 200);
  assert.equal(title.join(" ").replace(/<[^>]*>/g, ""), `${LONG.repeat(2)} ${LONG}`);
});

test("six names at one place stand apart, and the chart that was drawn stays as it is", () => {
  const chart = chartOf(["An", "Bình", "Cam", "Dương", "Em", "Giang"]);
  const before = structuredClone(chart);
  const layout = pictureLayout(chart, { title: ["Chỉ số"], note: "Nguồn" }, widthOf);
  assert.deepEqual(chart, before);
  const height = SIZE.height - layout.margin.t - layout.margin.b;
  const places = layout.annotations
    .filter(({ name }) => name === "end")
    .map(({ y, yshift }) => (1 - y / 100) * height - yshift);
  places.sort((one, two) => one - two);
  for (let at = 1; at < places.length; at += 1) assert.ok(places[at] - places[at - 1] >= 14);
});

test("a frame grows to the texts that reach over it, and only there", () => {
  assert.deepEqual(grown([0, 0, 100, 50], [[10, 10, 90, 40]]), [0, 0, 100, 50]);
  assert.deepEqual(grown([0, 0, 100, 50], [[-4, 10, 120, 40]]), [-18, 0, 152, 50]);
  assert.deepEqual(grown([0, 0, 100, 50], [[10, -2, 90, 60]]), [0, -16, 100, 90]);
});

const COLOURS = { ground: "#fff", ink: "#111", muted: "#555", line: "#ccc", accent: "#00f", red: "#a00" };
const chartNamed = (/** @type {string} */ name) => ({
  name,
  value: "12,5%",
  chip: "■ Chưa đạt",
  status: "red",
  scale: "",
  pictures: [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 64"><path d="M0 0V64" stroke="black"/></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 64"><circle cx="1" cy="1" r="2"/></svg>',
  ],
});

test("small charts stand in rows of four, in colours of paper, with escaped words", () => {
  const charts = ["An", "Bình & <Cam>", LONG, "Dương", "Em"].map(chartNamed);
  const svg = multiplesSvg(charts, { title: ["Tên"], note: "Nguồn" }, COLOURS, widthOf);
  assert.equal(svg.match(/<rect /g)?.length, 5);
  const lefts = [...svg.matchAll(/<rect x="(\d+)" y="([\d.]+)"/g)].map(([, x, y]) => [Number(x), Number(y)]);
  assert.equal(new Set(lefts.slice(0, 4).map(([, y]) => y)).size, 1);
  assert.equal(lefts[4][0], lefts[0][0]);
  assert.ok(lefts[4][1] > lefts[0][1]);
  assert.ok(svg.includes("Bình &amp; &lt;Cam&gt;"));
  assert.ok(!svg.includes('"black"'));
  assert.equal(svg.match(/<circle /g)?.length, 5);
  assert.ok(svg.includes(`fill="${COLOURS.red}">■ Chưa đạt`));
  // A longer name makes its row higher, and nothing is left of it.
  const words = [...svg.matchAll(/<text[^>]*font-size="14"[^>]*>([^<]*)</g)].map(([, text]) => text);
  assert.ok(words.join(" ").includes(LONG));
});
