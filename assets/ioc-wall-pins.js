/* Which areas are furthest behind: their rank on the wall's map, as in the line over it. */
(() => {
  "use strict";
  const ioc = (window.ioc = window.ioc || {});

  /** The spot, or one just beside it where a figure stands already: neighbours stay readable. */
  function beside(spot, taken, size) {
    for (const other of taken) {
      if (Math.abs(spot.x - other.x) < 0.7 * size && Math.abs(spot.y - other.y) < 0.8 * size) {
        return { x: other.x + (spot.x < other.x ? -0.72 : 0.72) * size, y: spot.y };
      }
    }
    return spot;
  }

  /** Write 1, 2, 3 on the areas that `spec.pins` names by code. */
  function place(section, id, spec) {
    const stage = section.querySelector(".wall-pins");
    const box = stage.getBoundingClientRect();
    const size = parseFloat(getComputedStyle(stage).fontSize);
    const taken = [];
    const marks = ((spec && spec.pins) || []).map((code, rank) => {
      const at = ioc.map.locate(id, code);
      if (!at) return null;
      const spot = beside({ x: at.x - box.left, y: at.y - box.top }, taken, size);
      taken.push(spot);
      const mark = document.createElement("span");
      mark.className = "wall-pin";
      mark.textContent = String(rank + 1);
      mark.style.left = `${(100 * spot.x) / box.width}%`;
      mark.style.top = `${(100 * spot.y) / box.height}%`;
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
