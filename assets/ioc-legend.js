/* The legend: half-open classes with how many areas each holds, no data hatched and counted. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  const MARKS = { "●": "good", "▲": "warn", "■": "bad" };

  /**
   * What the legend says, for screen and export alike:
   * {unit, period, rows: [{colour, mark, text, count}], notes: [{kind, text}]}.
   */
  function contents(state) {
    const { spec, classes } = state;
    const word = ioc.format.words(spec.language);
    const rows = classes ? classes.classes.map((one) => ({ ...one })) : [];
    const quiet = (text, count) => rows.push({ colour: "nodata", mark: "", text, count, hatched: true });
    if (classes && spec.wall && classes.tooFew) {
      // On the wall rows have no words, and all of them are hatched alike.
      quiet(`${word.noData}, ${word.tooFewClass}`, classes.noData + classes.tooFew + classes.noTarget);
    } else if (classes) {
      quiet(word.noData, classes.noData);
      if (classes.tooFew) quiet(word.tooFewClass, classes.tooFew);
      if (classes.noTarget) quiet(word.noTarget, classes.noTarget);
    }
    const notes = [];
    if (spec.tier_label) notes.push({ kind: "tier", text: spec.tier_label });
    if (state.missingShapes) {
      notes.push({ kind: "shapes", text: `${word.noShape}: ${ioc.format.number(state.missingShapes, 0, spec.language)}` });
    }
    if (state.other) notes.push({ kind: "other", text: ioc.beside.outlineNote(state) });
    if (classes && classes.origins.length) {
      for (const text of ioc.origin.badges(classes.origins, classes.total, spec.language)) notes.push({ kind: "origin", text });
    }
    if (classes && classes.demo) notes.push({ kind: "demo", text: spec.demo_label || word.demo });
    const target =
      classes && classes.mode !== "value" && spec.target !== null && spec.target !== undefined
        ? `${word.target}: ${ioc.format.quantity(spec.target, spec.unit, null, spec.language)}`
        : "";
    return {
      unit: spec.unit && !(classes && classes.isFact) ? `${word.unit}: ${spec.unit}` : "",
      target,
      period: ioc.format.periodOf(spec, spec.period),
      rows,
      notes,
    };
  }

  function swatch(row) {
    const box = ioc.tip.node("span", `ioc-legend__swatch${row.hatched ? " ioc-legend__swatch--hatched" : ""}`);
    box.style.setProperty("--swatch", `var(--ioc-${row.colour})`);
    if (row.mark) box.classList.add(`ioc-legend__swatch--${MARKS[row.mark]}`);
    box.setAttribute("aria-hidden", "true");
    return box;
  }

  /** Rewrite the legend of a map; its place was reserved before. */
  function draw(state) {
    const { spec, legend } = state;
    const { node } = ioc.tip;
    const told = contents(state);
    state.told = told;
    legend.setAttribute("aria-label", ioc.format.words(spec.language).legend);
    const head = node("div", "ioc-legend__head");
    if (told.unit) head.append(node("span", "ioc-legend__unit", told.unit));
    if (told.target) head.append(node("span", "ioc-legend__target", told.target));
    if (told.period) head.append(node("span", "ioc-legend__period", told.period));
    const list = node("ul", "ioc-legend__rows");
    for (const row of told.rows) {
      const item = node("li", `ioc-legend__row${row.mark || row.hatched ? " ioc-legend__row--named" : ""}`);
      // The mark is drawn by the swatch; the word beside it carries the same meaning.
      item.append(
        swatch(row),
        node("span", "ioc-legend__text", row.text),
        node("span", "ioc-legend__count", ioc.format.number(row.count, 0, spec.language)),
      );
      list.append(item);
    }
    const notes = node("div", "ioc-legend__notes");
    for (const note of told.notes) notes.append(node("span", `ioc-legend__note ioc-legend__note--${note.kind}`, note.text));
    legend.replaceChildren(head, list, notes);
    legend.hidden = told.rows.length === 0;
  }

  const same = (one, two) => one.colour === two.colour && one.mark === two.mark && one.hatched === two.hatched;

  /** Tell other numbers in the words that stand there; where there are other words, all anew. */
  function tell(state) {
    const { spec, legend, told: before } = state;
    const told = contents(state);
    const fits =
      before && before.unit === told.unit && before.target === told.target && Boolean(before.period) === Boolean(told.period) &&
      before.rows.length === told.rows.length && told.rows.every((row, at) => same(row, before.rows[at])) &&
      before.notes.map((note) => note.text).join() === told.notes.map((note) => note.text).join();
    if (!fits) {
      draw(state);
      return;
    }
    state.told = told;
    const put = (place, text) => {
      if (place.textContent !== text) place.textContent = text;
    };
    if (told.period) put(legend.querySelector(".ioc-legend__period"), told.period);
    const texts = legend.querySelectorAll(".ioc-legend__text");
    const counts = legend.querySelectorAll(".ioc-legend__count");
    told.rows.forEach((row, at) => {
      put(texts[at], row.text);
      put(counts[at], ioc.format.number(row.count, 0, spec.language));
    });
  }

  ioc.legend = { contents, draw, tell };
})();
