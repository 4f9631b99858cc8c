/* Maps on paper: laid out at the size that they have there, and drawn with lines, for a canvas stays empty. */
import { drawingSvg } from "./export.js";
import * as frame from "./frame.js";
import * as map from "./map.js";

const PICTURE = "ioc-map__paper";

function mapsOnPage() {
  return [...document.querySelectorAll(".ioc-map[id]")].flatMap((element) => {
    const state = map.stateOf(element.id);
    return state && state.classes && state.view ? [state] : [];
  });
}

function toPaper() {
  for (const state of mapsOnPage()) {
    state.element.toggleAttribute("data-paper", true);
    // Colours, and places of names, for the size of paper; it waits for no frame.
    frame.paintNow(state);
    state.legend.insertAdjacentHTML("beforebegin", drawingSvg(state, PICTURE));
  }
}

function toScreen() {
  for (const state of mapsOnPage()) {
    state.element.querySelector(`.${PICTURE}`)?.remove();
    state.element.toggleAttribute("data-paper", false);
    frame.paintNow(state);
  }
}

/** What this module hears from the page's begin on; main.js calls it once. */
export function listen() {
  window.addEventListener("beforeprint", toPaper);
  window.addEventListener("afterprint", toScreen);
}
