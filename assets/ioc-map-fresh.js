/* What changed under the reader's eyes: which areas have other numbers than a moment ago, for some seconds. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  const MARK_MS = 8000;
  // More outlines than this would hide the land, and say no more than the words do.
  const MOST_OUTLINED = 300;
  const WORDS = {
    vi: { mark: "vừa cập nhật", some: (count) => `Vừa cập nhật: ${count} địa bàn.`, none: "Vừa cập nhật." },
    en: { mark: "just updated", some: (count) => `Just updated: ${count} ${count === 1 ? "area" : "areas"}.`, none: "Just updated." },
  };
  const marks = new Map(); // question → {codes, timer}

  const words = (language) => WORDS[language] || WORDS.vi;
  const questionOf = ({ indicator, vintage, level, parent, period }) => [indicator, vintage, level, parent, period].join("|");
  const same = (one, two) => one === two || (Number.isNaN(one) && Number.isNaN(two));

  /** The codes of areas whose number a newer answer to the same question gives otherwise. */
  function changed(before, after, directory) {
    if (!before || before === after || !after.header || !before.header) return [];
    const [one, two] = [before.header, after.header];
    if (one.n !== two.n || one.revision === two.revision || questionOf(one) !== questionOf(two)) return [];
    return directory.codes.filter((_, row) => !same(before.value[row], after.value[row]));
  }

  /** Mark the areas that changed on a map, and tell the page: event "ioc:fresh" {question, codes}. */
  function compare(state, before) {
    const codes = changed(before, state.slice, state.directory);
    if (!codes.length) return;
    const question = questionOf(state.slice.header);
    const held = marks.get(question) || { codes: new Set() };
    for (const code of codes) held.codes.add(code);
    clearTimeout(held.timer);
    marks.set(question, held);
    held.timer = setTimeout(() => {
      marks.delete(question);
      state.invalidate("overlay");
      tell(state, question, []);
    }, MARK_MS);
    state.live.textContent = words(state.spec.language).some(codes.length);
    tell(state, question, codes);
  }

  function tell(state, question, codes) {
    state.element.dispatchEvent(new CustomEvent("ioc:fresh", { detail: { question, codes }, bubbles: true }));
  }

  /** Whether an area's number in an answer changed a moment ago. */
  function has(header, code) {
    const held = marks.size && header && marks.get(questionOf(header));
    return Boolean(held) && held.codes.has(code);
  }

  /** The rows to outline on a map. */
  function rows(state) {
    const held = marks.size && state.slice && marks.get(questionOf(state.slice.header));
    if (!held || held.codes.size > MOST_OUTLINED) return [];
    return [...held.codes].map((code) => state.directory.row.get(code)).filter((row) => row !== undefined);
  }

  /** Whether any number on a map changed a moment ago. */
  function any(elementId) {
    const state = ioc.map.stateOf(elementId);
    return Boolean(state && state.slice && marks.has(questionOf(state.slice.header)));
  }

  /** The mark of a row or card, as an element. */
  const badge = (language) => ioc.tip.node("small", "ioc-fresh", words(language).mark);

  ioc.fresh = { MARK_MS, compare, has, any, rows, badge, words };
})();
