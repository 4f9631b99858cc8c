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
  function place(map, spec) {
    const stage = map.parentElement.querySelector(".wall-pins");
    const box = stage.getBoundingClientRect();
    const size = parseFloat(getComputedStyle(stage).fontSize);
    const taken = [];
    const marks = ((spec && spec.pins) || []).map((code, rank) => {
      const at = ioc.map.locate(map.id, code);
      if (!at) return null;
      // Beside a point, or the figure would hide what it marks.
      const aside = spec.points ? 0.5 * size : 0;
      const spot = beside({ x: at.x - box.left + aside, y: at.y - box.top - aside / 2 }, taken, size);
      taken.push(spot);
      const mark = document.createElement("span");
      mark.className = aside ? "wall-pin is-aside" : "wall-pin";
      mark.textContent = String(rank + 1);
      mark.style.left = `${(100 * spot.x) / box.width}%`;
      mark.style.top = `${(100 * spot.y) / box.height}%`;
      return mark;
    });
    // The worst lies on top where two are neighbours.
    stage.replaceChildren(...marks.filter(Boolean).reverse());
  }

  ioc.wallPins = { place };
})();
