/* What the analysis page says besides its pictures: finding, note, way up, choices, definition. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  const FAILED = { vi: "Chưa tải được định nghĩa; hãy đóng rồi mở lại.", en: "The definition could not be loaded; close it and open it again." };
  const at = (id) => document.getElementById(id);

  /** Give a select its choices and its value; what it has already is left alone. */
  function select(id, chosen, options) {
    const held = at(id);
    if (!held) return;
    const props = {};
    const listed = [...held.options].filter((one) => one.value);
    const same = (one, place) => listed[place].value === one.value && listed[place].text === one.label;
    if (options && !(listed.length === options.length && options.every(same))) props.options = options;
    if (props.options || held.value !== chosen) props.value = chosen;
    if (Object.keys(props).length) ioc.analysis.setProps(id, props);
  }

  function frame(id, options) {
    at(`${id}-frame`).hidden = options.length < 2;
  }

  function tellPlace(place) {
    const { chosen } = place;
    at("analysis-path").innerHTML = place.path;
    at("analysis-district-label").textContent = place.district_label;
    frame("analysis-district", place.districts);
    frame("analysis-commune", place.communes);
    select("analysis-vintage", ioc.analysis.state().vintage, place.vintages);
    select("analysis-province", chosen.province, place.provinces);
    select("analysis-district", chosen.district, place.districts);
    select("analysis-commune", chosen.commune, place.communes);
  }

  function tellChoices(order) {
    const { level, group, indicator, period } = ioc.analysis.state();
    const { known, language, levels, periods } = ioc.analysis.view();
    const option = (value, label) => ({ value, label });
    select("analysis-level", level, levels.map((one) => option(one, known.levels[one])));
    select("analysis-group", group || ioc.analysis.ALL);
    select("analysis-indicator", indicator, order.indicators);
    select("analysis-period", period, [...periods].reverse().map((one) => option(one, ioc.analysisChart.label(one, language))));
  }

  /** Another area begins without a search; a step back or forward brings everything back. */
  function tellLocal(restored) {
    const { ID, ALL, setProps } = ioc.analysis;
    const { mode, compare, search, status } = ioc.analysis.state();
    if (at(ID.search).value !== search) setProps(ID.search, { value: search });
    select("analysis-status", status || ALL);
    if (!restored) return;
    setProps(ID.mode, { value: mode });
    setProps(ID.beside, { value: ioc.analysis.state().beside || ALL });
    setProps(ID.compare, { value: compare.split(",").filter((part) => part === "parent" || part === "siblings") });
  }

  /** Say in words what an order says. */
  function tell(order, restored) {
    const headline = at(ioc.analysis.ID.headline);
    ioc.analysisTime.said();
    headline.textContent = order.headline;
    at("analysis-facts").textContent = order.facts;
    at("analysis-demo").textContent = order.demo;
    at("analysis-note").innerHTML = order.note;
    if (order.place) tellPlace(order.place);
    tellChoices(order);
    tellLocal(restored);
    define();
  }

  /** The definition is fetched while it is open to be read. */
  async function define() {
    const list = at("analysis-definition");
    if (!list || !list.closest("details").open) return;
    const url = ioc.analysis.address({ part: "definition" });
    if (list.dataset.from === url) return;
    list.dataset.from = url;
    try {
      const text = await ioc.analysisAnswer.askText(url);
      if (list.dataset.from === url) list.innerHTML = text;
    } catch {
      if (list.dataset.from !== url) return;
      list.textContent = FAILED[ioc.analysis.language()];
      delete list.dataset.from;
    }
  }

  document.addEventListener("toggle", (event) => {
    if (event.target.matches && event.target.matches("#analysis-page .ana-details")) define();
  }, true);

  ioc.analysisWords = { tell };
})();
