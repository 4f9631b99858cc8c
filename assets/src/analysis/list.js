/* The ranked table of the analysis page. */
import * as data from "../core/data.js";
import * as mapView from "../map/map.js";
import { movedSince } from "../table/changes.js";
import * as table from "../table/table.js";
import * as analysisPicked from "./picked.js";
import * as analysis from "./state.js";

/**
 * @param {string} period
 * @param {boolean} light
 */
export async function showTable(period, light) {
  const { spec } = analysis.view();
  const { selected, search, status, move, sort, base } = analysis.state();
  await table.show(analysis.ID.table, {
    spec,
    period,
    light,
    before: analysis.basePeriod(period),
    selected,
    search,
    status,
    move,
    base,
    sort,
    language: spec.language,
    on: {
      select: analysis.pick,
      compare: analysisPicked.toggle,
      drill: analysis.drill,
      hover: (code) => mapView.highlight(analysis.ID.map, code),
      sort: (name) => analysis.change({ sort: name }),
    },
  });
}

/** Let the map's numbers have the changes since the base period where it shows them; else it shows the level. */
export async function bringChanges() {
  const { spec } = analysis.view();
  if (analysis.mode() !== "change" || !spec.before) return;
  const slice = await data.slice({ slice: spec.slice }).catch(() => null);
  if (slice) await movedSince(slice, spec.before, spec.slice);
}
