/* The controls of the analysis page: what a hand or a key does becomes a change of the state. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  const state = () => ioc.analysis && ioc.analysis.state();
  const view = () => ioc.analysis.view();
  const change = (some, carried) => ioc.analysis.change(some, carried);

  const ON_CHANGE = {
    "analysis-vintage": (value) => chooseVintage(value),
    "analysis-province": (value) => change({ area: value, former: "", level: "", selected: "", search: "" }),
    "analysis-district": (value) => chooseDistrict(value),
    "analysis-commune": (value) => change({ area: value || above(), level: "", selected: "", former: value ? "" : state().former }),
    "analysis-level": (value) => change({ level: value, selected: "" }),
    "analysis-group": (value) => chooseGroup(value),
    "analysis-indicator": (value) => change({ indicator: value }),
    "analysis-period": (value) => {
      ioc.slider.halt(ioc.analysis.ID.slider);
      change({ period: value });
    },
    "analysis-status": (value) => change({ status: value }),
  };

  function valueOf(id) {
    const found = ioc.analysis.at(id);
    return found && found.value !== ioc.analysis.ALL ? found.value : "";
  }

  /** The area goes along by its land; the server looks it up from the vintage that is on screen. */
  function chooseVintage(value) {
    const { area, former, vintage } = view().state;
    change({ vintage: value, area, former, selected: "", level: "" }, vintage);
  }

  /** Of the earlier vintage a district is an area; of the later one a way to gather communes. */
  function chooseDistrict(value) {
    const own = view().own_districts;
    if (own) change({ area: value || valueOf("analysis-province"), former: "", level: "", selected: "" });
    else change({ former: value, selected: "", level: state().level === "village" ? "village" : "" });
  }

  function above() {
    return (view().own_districts && valueOf("analysis-district")) || valueOf("analysis-province");
  }

  function chooseGroup(group) {
    const first = group && (view().groups || {})[group];
    const keep = !group || view().group === group;
    change(keep ? { group } : { group, indicator: first || state().indicator });
  }

  document.addEventListener("change", (event) => {
    if (!state() || !ioc.analysis.at(ioc.analysis.ID.page)) return;
    const { target } = event;
    if (ON_CHANGE[target.id]) ON_CHANGE[target.id](valueOf(target.id));
    else if (target.closest(`#${ioc.analysis.ID.mode}`)) change({ mode: target.value });
    else if (target.closest(`#${ioc.analysis.ID.beside}`)) change({ beside: target.value === ioc.analysis.ALL ? "" : target.value });
    else if (target.closest(`#${ioc.analysis.ID.compare}`)) {
      const boxes = [...ioc.analysis.at(ioc.analysis.ID.compare).querySelectorAll("input")];
      ioc.analysisPicked.setCompare(boxes.filter((box) => box.checked).map((box) => box.value), ioc.analysisPicked.pins());
    }
  });

  document.addEventListener("input", (event) => {
    if (state() && event.target.id === ioc.analysis.ID.search) change({ search: event.target.value });
  });

  document.addEventListener("ioc:area", (event) => {
    if (!state() || event.target.id !== ioc.analysis.ID.map) return;
    const { code, action } = event.detail;
    ioc.analysis[action === "drill" ? "drill" : "pick"](code);
  });

  document.addEventListener("click", (event) => {
    if (!state() || !ioc.analysis.at(ioc.analysis.ID.page)) return;
    const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    const step = event.target.closest(`#${ioc.analysis.ID.page} a[data-area]`);
    if (step && plain) {
      event.preventDefault();
      change(ioc.analysis.inside(step.dataset.area));
      return;
    }
    const picture = event.target.closest("[data-picture]");
    if (picture) ioc.analysisExport.picture(picture.dataset.picture, picture.dataset.kind, about());
    const copy = event.target.closest("[data-copy]");
    if (copy) copyLink(copy);
  });

  function about() {
    const demo = ioc.analysis.at("analysis-demo");
    return {
      mapId: ioc.analysis.ID.map, chart: ioc.analysisDraw.graph(), language: ioc.analysis.language(),
      title: ioc.analysis.at(ioc.analysis.ID.headline).textContent,
      chartTitle: ioc.analysis.at("analysis-series-title").textContent,
      indicator: view().spec.title,
      source: view().source,
      period: ioc.format.period(state().period, ioc.analysis.language()),
      demo: demo && demo.textContent,
    };
  }

  async function copyLink(place) {
    const text = place.textContent;
    try {
      await navigator.clipboard.writeText(location.href);
    } catch {
      // Pages without a secure address have no clipboard of their own.
      const field = ioc.tip.node("textarea", "");
      field.value = location.href;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    place.textContent = place.dataset.done;
    setTimeout(() => (place.textContent = text), 2500);
  }

  document.addEventListener("keydown", (event) => {
    if (!state() || !ioc.analysis.at(ioc.analysis.ID.page) || event.ctrlKey || event.metaKey || event.altKey) return;
    const busy = event.target.closest("input, select, textarea, [role=grid], [role=application], [contenteditable]");
    if (busy || (event.key !== "ArrowLeft" && event.key !== "ArrowRight")) return;
    event.preventDefault();
    ioc.slider.move(ioc.analysis.ID.slider, event.key === "ArrowLeft" ? -1 : 1);
  });
})();
