/* The analysis page beside its own map in another vintage: asked for while somebody compares. */
import * as analysis from "./state.js";
import * as analysisAnswer from "../core/answer.js";
import * as beside from "../map/beside.js";

const MAP = "analysis-map";
let shownAddress = ""; // the address of what is shown or on its way
/** @type {AbortController | null} */
let job = null;

/** Follow the state: lay the other vintage over the map, change it, or take it away. */
export async function follow() {
  const mode = analysis.state().beside;
  if (!mode) {
    drop();
    return;
  }
  const [path, query] = analysis.address({ part: "beside" }).split("?");
  const fields = new URLSearchParams(query);
  const { names } = analysis.view().known;
  // The picked area and the lines beside it change nothing here.
  for (const field of /** @type {const} */ (["selected", "compare"])) fields.delete(names[field]);
  const url = `${path}?${fields}`;
  const wish = `${mode} ${url}`;
  if (wish === shownAddress) return;
  shownAddress = wish;
  if (job) job.abort();
  const mine = (job = new AbortController());
  try {
    const { header } = await analysisAnswer.ask(url, mine.signal);
    if (mine.signal.aborted || !analysis.at(MAP)) return;
    if (header.beside && header.beside.spec.topology) await beside.show(MAP, mode, header.beside);
    else beside.hide(MAP);
  } catch {
    // The map itself is still right; another choice asks again.
    if (shownAddress === wish) drop();
  }
}

export function drop() {
  if (job) job.abort();
  job = null;
  shownAddress = "";
  beside.hide(MAP);
}
