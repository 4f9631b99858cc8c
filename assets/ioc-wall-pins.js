/* Which areas are furthest behind: their rank on the wall's map, as in the line over it. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  /** Write 1, 2, 3 on the areas that `spec.pins` names by code. */
  function place(section, id, spec) {
    const stage = section.querySelector(".wall-pins");
    const box = stage.getBoundingClientRect();
    const marks = ((spec && spec.pins) || []).map((code, rank) => {
      const at = ioc.map.locate(id, code);
      if (!at) return null;
      const mark = document.createElement("span");
      mark.className = "wall-pin";
      mark.textContent = String(rank + 1);
      mark.style.left = `${(100 * (at.x - box.left)) / box.width}%`;
      mark.style.top = `${(100 * (at.y - box.top)) / box.height}%`;
      return mark;
    });
    // The worst lies on top where two are neighbours.
    stage.replaceChildren(...marks.filter(Boolean).reverse());
  }

  const waiting = new Map();
  /** Place again when the map has taken its new size. */
  function later(section, id, spec) {
    clearTimeout(waiting.get(id));
    waiting.set(id, setTimeout(() => place(section, id, spec), 250));
  }

  ioc.wallPins = { place, later };
})();
