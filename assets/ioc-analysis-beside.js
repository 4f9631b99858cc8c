/* The analysis page beside its own map in another vintage: asked for while somebody compares. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  const MAP = "analysis-map";
  let asked = ""; // the address of what is shown or on its way
  let job = null;

  /** Follow the state: lay the other vintage over the map, change it, or take it away. */
  async function follow() {
    const mode = ioc.analysis.state().beside;
    if (!mode) {
      drop();
      return;
    }
    const [path, query] = ioc.analysis.address({ part: "beside" }).split("?");
    const fields = new URLSearchParams(query);
    const { names } = ioc.analysis.view().known;
    // The picked area and the lines beside it change nothing here.
    for (const field of ["selected", "compare"]) fields.delete(names[field]);
    const url = `${path}?${fields}`;
    const wish = `${mode} ${url}`;
    if (wish === asked) return;
    asked = wish;
    if (job) job.abort();
    const mine = (job = new AbortController());
    try {
      const { header } = await ioc.analysisAnswer.ask(url, mine.signal);
      if (mine.signal.aborted || !ioc.analysis.at(MAP)) return;
      if (header.beside && header.beside.spec.topology) await ioc.beside.show(MAP, mode, header.beside);
      else ioc.beside.hide(MAP);
    } catch (error) {
      // The map itself is still right; another choice asks again.
      if (asked === wish) drop();
    }
  }

  function drop() {
    if (job) job.abort();
    job = null;
    asked = "";
    ioc.beside.hide(MAP);
  }

  ioc.analysisBeside = { follow, drop };
})();
