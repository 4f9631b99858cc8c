/* The chart of the analysis page, from numbers: what plotly draws, and nothing of plotly itself. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  // As layouts/figures/series.py, which draws the other pages' charts; a test holds the two together.
  const COLOURS = ["#1f6feb", "#8250df", "#bf5700", "#0a7d6c", "#b02a5b", "#57606a"];
  const ROMAN = ["I", "II", "III", "IV"];
  const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
  const WORDS = {
    vi: { lacking: (period) => `chưa có số ${period.charAt(0).toLowerCase()}${period.slice(1)}`, target: "Chỉ tiêu", median: "trung vị", spread: (label) => `Xám: ${label}; chấm: trung vị` },
    en: { lacking: (period) => `no number for ${period} yet`, target: "Target", median: "median", spread: (label) => `Grey: ${label}; dots: median` },
  };
  const SIZE = 12;
  const ROWS = 14; // lines of text that fit one above the other
  const DAY_MS = 86400000;
  const MARKER = "shown-period";
  const grey = (part) => `rgba(110, 125, 140, ${part})`;

  function parts(period) {
    const found = /^(\d{4})(?:-(?:Q(\d)|H(\d)|(\d{2})(?:-(\d{2}))?))?$/.exec(period);
    if (!found) return null;
    const [year, quarter, half, month, day] = found.slice(1).map((text) => (text ? Number(text) : 0));
    return { year, quarter, half, month, day };
  }

  /** The last day of a period, ISO. */
  function lastDay(period) {
    const found = parts(period);
    if (!found || found.day) return period;
    const { year, quarter, half, month } = found;
    const end = quarter ? quarter * 3 : half ? half * 6 : month || 12;
    return new Date(Date.UTC(year, end, 0)).toISOString().slice(0, 10);
  }

  /** A period as the server writes it (ioc.period.Period.label): "Tháng 08/2023". */
  function label(period, language) {
    const found = parts(period);
    if (!found) return period;
    const { year, quarter, half, month, day } = found;
    const english = language === "en";
    const two = (number) => String(number).padStart(2, "0");
    if (day) return `${two(day)}/${two(month)}/${year}`;
    if (month) return english ? `${MONTHS[month - 1]} ${year}` : `Tháng ${two(month)}/${year}`;
    if (quarter) return english ? `Q${quarter} ${year}` : `Quý ${ROMAN[quarter - 1]}/${year}`;
    if (half) return english ? `H${half} ${year}` : `Nửa năm ${ROMAN[half - 1]}/${year}`;
    return english ? String(year) : `Năm ${year}`;
  }

  /** The same in the fewest letters (ioc.period.Period.short_label): "T8/23". */
  function shortLabel(period, language) {
    const found = parts(period);
    if (!found) return period;
    const { year, quarter, half, month, day } = found;
    const english = language === "en";
    const two = (number) => String(number).padStart(2, "0");
    const end = two(year % 100);
    if (day) return `${two(day)}/${two(month)}/${end}`;
    if (month) return `${english ? "" : "T"}${month}/${end}`;
    if (quarter) return `${english ? `Q${quarter}` : `Q.${ROMAN[quarter - 1]}`}/${end}`;
    return half ? `${english ? "H" : "NN"}${half}/${end}` : String(year);
  }

  /** Steps between two periods of one kind; NaN for days and mixed kinds. */
  function distance(one, two) {
    const count = (period) => {
      const found = parts(period);
      if (!found || found.day) return NaN;
      const { year, quarter, half, month } = found;
      if (quarter) return year * 4 + quarter;
      if (half) return year * 2 + half;
      return month ? year * 12 + month : year;
    };
    return one.length === two.length ? count(two) - count(one) : NaN;
  }

  // Looked up when it is needed: format comes after this file in the bundle.
  const number = (...given) => ioc.format.number(...given);

  const withUnit = (value, unit, decimals, language) => number(value, decimals, language) + (unit === "%" ? "%" : ` ${unit}`);

  /** Points of a line: [{period, value, over, under, origin, partly}], value null where nothing was reported, partly "" where all have. */
  function cellsOf(line, periods, factor) {
    const runs = line.origin || [];
    const partly = new Map(line.partly || []);
    let run = -1;
    return (line.periods || periods).map((period, at) => {
      if (run + 1 < runs.length && runs[run + 1][0] === at) run += 1;
      const over = line.over[at];
      const under = line.under ? line.under[at] : null;
      const reckoned = over === null || under === null ? over : under ? (over / under) * factor : null;
      return { period, over, under, value: line.value ? line.value[at] : reckoned, origin: run < 0 ? 0 : runs[run][1], partly: partly.get(at) || "" };
    });
  }

  /** A line with its points, and `last`, the end that not all have reported yet, or null. */
  function lineOf(line, periods, factor) {
    const cells = cellsOf(line, periods, factor);
    const held = cells.filter((cell) => cell.value !== null);
    const end = held[held.length - 1];
    return { ...line, cells, end, last: end && end.partly ? end : null };
  }

  function said(cell, { end, last, open }, measure, rules, language, latest) {
    const rule = rules && cell.value !== null ? rules[cell.origin] : "";
    const partly = [cell.partly, open && cell === last ? open[1] : ""].filter(Boolean).join("; ");
    // A line that ends before the others says what it has no number for.
    const lacking = cell === end && cell.period < latest ? WORDS[language].lacking(label(latest, language)) : "";
    return [amountOf(cell, measure, language), rule, partly, lacking].filter(Boolean).join("<br>");
  }

  /** What stands below the end of an unfinished line. */
  const endWords = ({ last, open }) => (last ? (open ? open[1] : last.partly) : "");

  const isFact = (cell, measure) => measure.fact && cell.under === 1 && (cell.over === 0 || cell.over === 1);

  /** A value as it is shown, and the mark of what would read as 0. */
  function reading(cell, measure) {
    const shown = ioc.shown.number(cell.value, measure);
    return [shown, ioc.shown.readsAsNone(cell.value, shown) ? ioc.shown.BELOW_ONE : 0];
  }

  /** What stands at the end of a line. */
  function endText(cell, measure, language) {
    if (isFact(cell, measure)) return ioc.format.fact(cell.value, { ...measure, language });
    return ioc.format.digits(...reading(cell, measure), { ...measure, language }) + (measure.unit === "%" ? "%" : "");
  }

  function amountOf(cell, measure, language) {
    const period = label(cell.period, language);
    if (cell.value === null) return `${period}: –`;
    if (isFact(cell, measure)) return `${period}: ${ioc.format.fact(cell.value, { ...measure, language })}`;
    const amount = `${period}: ${ioc.format.shown(...reading(cell, measure), { ...measure, language }).replace("\u00a0", " ")}`;
    if (cell.over === null || cell.under === null) return amount;
    return `${amount} (${ioc.format.part(cell.over, language)}/${ioc.format.part(cell.under, language)})`;
  }

  /** Counts begin at zero; a share gets a range that does not exaggerate small changes. */
  function range(values, ratio) {
    if (!values.length) return null;
    const low = Math.min(...values);
    const high = Math.max(...values);
    if (!ratio) return low >= 0 ? [0, high * 1.1 || 1] : null;
    return [low < 40 ? 0 : Math.max(0, 10 * Math.floor((low - 10) / 10)), high > 80 ? 101 : Math.min(100, high * 1.15 + 1)];
  }

  /** Name each line at its right end, pushed apart where they would lie on one another. */
  function ends(lines, bounds, measure, language) {
    const found = [];
    lines.forEach((line, place) => {
      const held = line.cells.filter((cell) => cell.value !== null);
      if (held.length) found.push({ name: line.name, place, cell: held[held.length - 1], below: endWords(line) });
    });
    // Where one ends before the others, its end is no level of today.
    const apart = new Set(found.map(({ cell }) => cell.period)).size > 1;
    const values = found.map(({ cell }) => cell.value);
    const [low, high] = bounds || (values.length ? [Math.min(...values), Math.max(...values)] : [0, 1]);
    const least = (high - low || 1) / ROWS;
    found.sort((a, b) => a.cell.value - b.cell.value || a.place - b.place);
    // Half the height of each label: those of unfinished lines have two lines of text.
    const halves = found.map(({ below }) => (below ? least * 1.3 : least / 2));
    const places = [];
    found.forEach(({ cell }, at) => places.push(at ? Math.max(cell.value, places[at - 1] + halves[at - 1] + halves[at]) : cell.value));
    // Plotly leaves out what stands beyond the axis: from its end the labels go down again.
    let top = high;
    for (let at = places.length - 1; at >= 0; at -= 1) {
      places[at] = Math.min(places[at], top);
      top = places[at] - halves[at] - (at ? halves[at - 1] : 0);
    }
    return found.map(({ name, place, cell, below }, at) => ({
      x: lastDay(cell.period), y: places[at], xanchor: "left", xshift: SIZE / 2, showarrow: false, align: "left",
      text: `${name} <b>${endText(cell, measure, language)}</b>${apart ? ` (${shortLabel(cell.period, language)})` : ""}${below ? `<br>${below}` : ""}`,
      font: { size: SIZE, color: COLOURS[place % COLOURS.length] },
    }));
  }

  // ---- strokes: as layouts/figures/strokes.py ---------------------------------------------------

  const REPORTED = 0;
  const MEAN = 2;
  const ESTIMATE = 3;
  const MEAN_CODE = 6; // layouts.origin.origin_code of a mean
  const STYLES = [["solid", "circle", 1], ["dash", "circle", 1], ["dashdot", "diamond-open", 0.8], ["dot", "circle-open", 0.8], ["dash", "circle-open", 1]];
  const OPEN = 4; // the end of a line that not all have reported yet
  const kindOf = (code) => (code <= 1 ? code : code === MEAN_CODE ? MEAN : ESTIMATE);

  /** The first day of a period, ISO. */
  function firstDay(period) {
    const found = parts(period);
    if (!found || found.day) return period;
    const { year, quarter, half, month } = found;
    const start = quarter ? quarter * 3 - 2 : half ? half * 6 - 5 : month || 1;
    return `${year}-${String(start).padStart(2, "0")}-01`;
  }

  /** Whether a break lies between two periods, so that they must not be compared. */
  function isParted(breaks, before, after) {
    return (breaks || []).some(([period]) => lastDay(before) < firstDay(period) && firstDay(period) <= lastDay(after));
  }

  /** The parts of a line that are drawn in one style each; null is a gap between stretches. */
  function strokesOf({ cells, last: end, gaps = [] }, breaks) {
    const kinds = cells.map((cell) => (cell === end ? OPEN : kindOf(cell.origin)));
    const joined = cells.slice(1).map((cell, at) => cells[at].value !== null && cell.value !== null && !isParted(breaks, cells[at].period, cell.period) && !gaps.includes(at + 1));
    return [...new Set(kinds)].sort().map((kind) => {
      const mine = joined.map((one, at) => one && Math.max(kinds[at], kinds[at + 1]) === kind);
      const held = [];
      const own = [];
      let last = -1;
      let lone = false;
      cells.forEach((cell, at) => {
        if (kinds[at] !== kind && !mine[at - 1] && !mine[at]) return;
        if (last >= 0 && !mine[at - 1] && cells[last].value !== null && cell.value !== null) {
          held.push(null);
          own.push(false);
        }
        held.push(cell);
        own.push(kinds[at] === kind);
        last = at;
        if (kinds[at] === kind && cell.value !== null && !joined[at - 1] && !joined[at]) lone = true;
      });
      return { kind, cells: held, own, lone };
    });
  }

  function styleOf({ kind, cells, own, lone }, color, width, size) {
    const [dash, symbol, opacity] = STYLES[kind];
    const alone = lone && cells.filter(Boolean).length === 1;
    const pointed = kind === MEAN || kind === ESTIMATE || kind === OPEN || lone;
    const other = kind !== REPORTED;
    return {
      mode: alone ? "markers" : pointed ? "lines+markers" : "lines",
      line: { color, width, ...(other ? { dash } : {}) },
      marker: {
        color,
        // Where a stretch ends in a number that was reported, no point says otherwise.
        size: other ? own.map((one) => (one ? size * 0.7 : 0)) : size,
        ...(other ? { symbol } : {}),
      },
      opacity,
      // A point at the end of the axis is whole.
      cliponaxis: !pointed,
    };
  }

  /** The mark of what the line's end would come to: a short level stroke. */
  const comeTo = ({ code, name, last, open }, color, language) => ({
    type: "scatter", x: [lastDay(last.period)], y: [open[0]], customdata: [`${label(last.period, language)}: ${open[2]}`],
    hovertemplate: `<b>${name}</b><br>%{customdata}<extra></extra>`, name, showlegend: false, meta: code, mode: "markers",
    marker: { symbol: "line-ew-open", size: SIZE, color, line: { width: SIZE / 6, color } }, opacity: 1, cliponaxis: false,
  });

  /** Words at the foot of an upright line. */
  const mark = (day, text) => ({
    x: day, y: 0, yref: "paper", text, showarrow: false, xanchor: "right", yanchor: "bottom", xshift: -3, name: "mark",
    font: { size: SIZE - 1, color: "#6e7d8c" },
  });

  const upright = (day, line) => ({ type: "line", x0: day, x1: day, yref: "y domain", y0: 0, y1: 1, line });

  /** Lines, their names, target and mark: {data, layout}. `order` is the server's; see read_order. */
  function series({ chart, measure, periods, period, language, demo }) {
    const { unit } = measure;
    const lines = chart.lines.map((line) => lineOf(line, periods, measure.factor));
    const latest = lines.map(({ end }) => (end ? end.period : "")).sort().pop() || "";
    const data = lines.flatMap((line, place) => {
      const { code, name } = line;
      const colour = COLOURS[place % COLOURS.length];
      const strokes = strokesOf(line, chart.breaks).map((stroke) => ({
        type: "scatter",
        x: stroke.cells.map((cell, at) => lastDay((cell || stroke.cells[at - 1]).period)),
        y: stroke.cells.map((cell) => cell && cell.value),
        customdata: stroke.cells.map((cell) => cell && said(cell, line, measure, chart.rules, language, latest)),
        hovertemplate: `<b>${name}</b><br>%{customdata}<extra></extra>`,
        connectgaps: false,
        name,
        showlegend: false,
        meta: code,
        ...styleOf(stroke, colour, place === 0 ? SIZE / 5 : SIZE / 9, SIZE / 1.6),
      }));
      return line.last && line.open ? [...strokes, comeTo(line, colour, language)] : strokes;
    });
    const held = lines.flatMap(({ cells }) => cells.map((cell) => cell.value).filter((value) => value !== null));
    for (const { open } of lines) if (open) held.push(open[0]);
    const bounds = range(chart.target ? [...held, chart.target[0]] : held, chart.ratio);
    const annotations = ends(lines, bounds, measure, language);
    const shapes = [];
    if (chart.target) {
      const [value, year] = chart.target;
      shapes.push({ type: "line", xref: "x domain", x0: 0, x1: 1, y0: value, y1: value, line: { dash: "dash", width: 1.5, color: "#57606a" } });
      annotations.push({
        x: 0, xref: "paper", y: value, yanchor: "bottom", xanchor: "left", showarrow: false, font: { size: SIZE },
        text: `${`${WORDS[language].target} ${year}`.trimEnd()}: ${withUnit(value, unit, null, language)}`,
      });
    }
    for (const [day, words] of chart.changes || []) {
      shapes.push(upright(day, { dash: "dash", width: 1, color: "#8c959f" }));
      annotations.push(mark(day, words));
    }
    for (const [since, words, hovertext] of chart.breaks || []) {
      shapes.push(upright(firstDay(since), { dash: "dot", width: 1, color: "#8c959f" }));
      annotations.push({ ...mark(firstDay(since), words), hovertext });
    }
    if (period) shapes.push({ ...upright(lastDay(period), { width: 1, color: "#8c959f" }), name: MARKER });
    const key = chart.key || [];
    key.forEach((words, place) => annotations.push({
      text: words, xref: "paper", yref: "paper", x: 0, y: 1, xanchor: "left", yanchor: "bottom", yshift: (place + 1) * SIZE * 1.2,
      showarrow: false, name: "origin", font: { size: SIZE - 1 },
    }));
    if (chart.demo) {
      annotations.push({
        text: demo, xref: "paper", yref: "paper", x: 0, y: 1, yanchor: "bottom", xanchor: "left",
        showarrow: false, name: "demo", font: { size: SIZE },
      });
    }
    const layout = {
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      font: { size: SIZE, family: "inherit" },
      margin: { l: SIZE * 4, r: SIZE * 11, t: SIZE * (1.5 + 1.2 * key.length), b: SIZE * 2.6 },
      hovermode: "closest",
      xaxis: { type: "date", showgrid: false, tickformat: "%m/%Y", nticks: 8 },
      yaxis: { range: bounds, zeroline: false, ticksuffix: unit === "%" ? "%" : "", nticks: 6, separatethousands: true },
      separators: language === "en" ? ".," : ",.",
      uirevision: measure.indicator,
      annotations,
      shapes,
    };
    return { data, layout };
  }

  /** The areas beside the subject: ends light, middle half darker, the median thin; behind the lines. */
  function addSpread(figure, { spread, measure, language }) {
    const { unit, decimals } = measure;
    const x = spread.periods.map(lastDay);
    const row = (at) => spread.five.map((five) => five[at]);
    const amount = (value) => withUnit(value, unit, decimals, language);
    const band = (at, fillcolor) => ({
      type: "scatter", x, y: row(at), mode: "lines", hoverinfo: "skip", showlegend: false, line: { width: 0 },
      ...(fillcolor ? { fill: "tonexty", fillcolor } : {}),
    });
    const told = spread.five.map(
      ([low, , half, , high], at) => `${label(spread.periods[at], language)}: ${WORDS[language].median} ${amount(half)} (${amount(low)} – ${amount(high)})`,
    );
    const median = {
      type: "scatter", x, y: row(2), mode: x.length > 1 ? "lines" : "markers", customdata: told,
      line: { color: grey(0.9), width: 1.5, dash: "dot" },
      hovertemplate: `<b>${spread.label}</b><br>%{customdata}<extra></extra>`, showlegend: false,
    };
    figure.data.unshift(band(0), band(4, grey(0.14)), band(1), band(3, grey(0.24)), median);
    const { yaxis, annotations } = figure.layout;
    if (yaxis.range) yaxis.range = [Math.min(yaxis.range[0], ...row(0)), Math.max(yaxis.range[1], ...row(4))];
    annotations.push({
      text: WORDS[language].spread(spread.label), xref: "paper", yref: "paper", x: 0, y: 1, yanchor: "bottom",
      xanchor: "left", yshift: 14, showarrow: false, font: { size: 11 },
    });
  }

  /**
   * Let the time axis end with the data, so that the names of lines stand beside the plot: plotly
   * stretches an axis to hold its annotations. What is said of the whole chart is stacked above it.
   */
  function fit(figure, spread) {
    const { layout } = figure;
    const days = figure.data.flatMap((trace) => trace.x).sort();
    const first = Date.parse(days[0]);
    const last = Date.parse(days[days.length - 1]);
    if (last > first) {
      const before = Math.floor((last - first) / DAY_MS / 40);
      layout.xaxis.range = [new Date(first - before * DAY_MS).toISOString().slice(0, 10), days[days.length - 1]];
    }
    const longest = Math.max(0, ...layout.annotations.filter((each) => each.xshift).map((each) => Math.max(...each.text.split("<br>").map((line) => line.replace(/<[^>]*>/g, "").length))));
    const stacked = layout.annotations.filter((each) => each.name === "origin");
    const below = spread ? 28 : 14;
    Object.assign(layout.margin, { t: (spread ? 48 : 34) + 14 * stacked.length, r: Math.min(170, Math.max(90, 18 + 7 * longest)) });
    // Unseen ticks keep the first date clear of the lowest value.
    Object.assign(layout.xaxis, { nticks: 5, tickangle: 0, ticks: "outside", ticklen: 6, tickcolor: "rgba(0,0,0,0)" });
    for (const each of layout.annotations) if (each.name === "demo") each.yshift = below + 14 * stacked.length;
    stacked.forEach((each, place) => (each.yshift = below + 14 * place));
    // What stands at the foot of an upright line must not leave the plot on the left.
    for (const each of layout.annotations) {
      if (each.name !== "mark" || !(last > first)) continue;
      each.text = each.text.replace(": ", ":<br>");
      if ((Date.parse(each.x) - first) / (last - first) < 0.4) Object.assign(each, { xanchor: "left", xshift: 3 });
    }
  }

  /** The whole figure of the page for an order of the server. */
  function figure(order) {
    const made = series(order);
    const { spread } = order.chart;
    if (spread) addSpread(made, { ...order, spread });
    fit(made, Boolean(spread));
    return made;
  }

  ioc.analysisChart = { MARKER, figure, series, label, lastDay, distance, isParted };
})();
