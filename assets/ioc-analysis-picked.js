/* The picked area in words, what can be done with it, and the areas pinned for comparison. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  const MOST_PINNED = 5;
  const WORDS = {
    vi: {
      pick: "Chọn một địa bàn trên bản đồ hoặc trong bảng để xem diễn biến của nó.",
      rank: (rank, of) => `hạng ${rank}/${of}`, pin: "Ghim so sánh", unpin: "Bỏ ghim", page: "Trang địa bàn",
      inside: "Xem bên trong", clear: "Bỏ chọn",
    },
    en: {
      pick: "Choose an area on the map or in the table to see it over time.",
      rank: (rank, of) => `rank ${rank}/${of}`, pin: "Pin to compare", unpin: "Unpin", page: "Area page",
      inside: "See inside", clear: "Clear",
    },
  };
  const state = () => ioc.analysis.state();
  const view = () => ioc.analysis.view();

  const pins = () => state().compare.split(",").filter((part) => part && part !== "parent" && part !== "siblings");

  function setCompare(wordsChosen, codes) {
    ioc.analysis.change({ compare: [...["parent", "siblings"].filter((each) => wordsChosen.includes(each)), ...codes.slice(-MOST_PINNED)].join(",") });
  }

  const comparedWords = () => state().compare.split(",").filter((part) => part === "parent" || part === "siblings");

  function button(text, act, label) {
    const made = ioc.tip.node("button", "ana-chip", text);
    made.type = "button";
    if (label) made.setAttribute("aria-label", label);
    made.addEventListener("click", act);
    return made;
  }

  function drawPicked() {
    const place = ioc.analysis.at(ioc.analysis.ID.picked);
    if (!place || !view()) return;
    const { node } = ioc.tip;
    const word = WORDS[ioc.analysis.language()];
    const found = state().selected && ioc.table.row(ioc.analysis.ID.table, state().selected);
    if (!found) {
      place.replaceChildren(node("span", "ana-hint", word.pick));
      return;
    }
    const { spec, drill } = view();
    const said = node("span", "ana-picked-words");
    said.append(node("strong", "", found.name));
    const parts = [ioc.format.shown(found.value, found.flags, spec)];
    if (found.rank) parts.push(word.rank(found.rank, found.of));
    parts.push(`${found.mark} ${found.statusWord}`);
    said.append(node("span", "", ` ${(Number.isNaN(found.value) ? parts.slice(0, 1) : parts).join(" · ")}`));
    const pinned = pins().includes(state().selected);
    const acts = node("span", "ana-picked-acts");
    const remember = () => setCompare(comparedWords(), pinned ? pins().filter((code) => code !== state().selected) : [...pins(), state().selected]);
    acts.append(button(pinned ? word.unpin : word.pin, remember));
    if (drill) acts.append(button(word.inside, () => ioc.analysis.drill(state().selected)));
    const link = node("a", "ana-chip", word.page);
    link.href = `/dia-ban/${state().vintage}/${state().selected}`;
    if (spec.level !== "village") acts.append(link);
    acts.append(button("✕", () => ioc.analysis.change({ selected: "" }), word.clear));
    place.replaceChildren(said, acts);
  }

  /** An area that is not in the table now may still have its line in the chart. */
  function nameOf(code) {
    const found = ioc.table.row(ioc.analysis.ID.table, code);
    const chart = ioc.analysisDraw.graph();
    const line = chart && (chart.data || []).find((trace) => trace.meta === code);
    return found ? found.name : line ? line.name : code;
  }

  function drawPinned() {
    const place = ioc.analysis.at(ioc.analysis.ID.pinned);
    if (!place || !view()) return;
    place.replaceChildren(
      ...pins().map((code) => {
        const name = nameOf(code);
        return button(`${name} ✕`, () => setCompare(comparedWords(), pins().filter((each) => each !== code)), `${WORDS[ioc.analysis.language()].unpin}: ${name}`);
      }),
    );
  }

  /** Rewrite both from the state and from what the table says. */
  function draw() {
    drawPicked();
    drawPinned();
  }

  ioc.analysisPicked = { draw, button, pins, comparedWords, setCompare };
})();
