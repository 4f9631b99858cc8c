/*
 * All that stands on `window`. `dash_clientside` holds what Dash calls by name (ClientsideFunction in callbacks/);
 * `ioc` is what browser tests and benchmarks look at. No module reads either.
 */
import * as analysis from "./analysis/analysis.js";
import * as analysisState from "./analysis/state.js";
import { clientside as area } from "./area/area.js";
import * as analysisAnswer from "./core/answer.js";
import * as data from "./core/data.js";
import * as format from "./core/format.js";
import { go } from "./core/go.js";
import { pagesOf } from "./core/later.js";
import * as land from "./core/land.js";
import * as live from "./core/live.js";
import * as origin from "./core/origin.js";
import * as period from "./core/period.js";
import * as cells from "./core/shown.js";
import * as whose from "./core/whose.js";
import * as wire from "./core/wire.js";
import { exportMap, exportSvg } from "./map/export.js";
import * as fresh from "./map/fresh.js";
import * as input from "./map/input.js";
import * as map from "./map/map.js";
import * as ranking from "./map/ranking.js";
import * as scale from "./map/scale.js";
import * as tip from "./map/tip.js";
import { clientside as shellSignIn } from "./shell/sign-in.js";
import { clientside as start } from "./start/start.js";
import * as table from "./table/table.js";
import * as history from "./time/history.js";
import * as wallCare from "./wall/care.js";
import * as wallClock from "./wall/clock.js";
import * as wall from "./wall/wall.js";

const desk = pagesOf(() => window.iocDesk, document.currentScript?.dataset.desk || "");

window.dash_clientside = Object.assign({}, window.dash_clientside, {
  account: desk("account"),
  admin: desk("admin"),
  analysis: analysis.clientside,
  area,
  handin: desk("handin"),
  lateness: desk("lateness"),
  verification: desk("verification"),
  phone: desk("phone"),
  remote: desk("remote"),
  sign_in: shellSignIn,
  start,
  wall: wall.clientside,
});

window.ioc = {
  analysis: analysisState,
  analysisAnswer,
  data,
  exportMap,
  exportSvg,
  format,
  fresh,
  go,
  history,
  input,
  land,
  live,
  map,
  origin,
  ranking,
  scale,
  shown: cells,
  period,
  table,
  tip,
  wire,
  wall,
  wallCare,
  wallClock,
  whose,
  /** The store's revision that the page has heard of. */
  get revision() {
    return live.revision;
  },
};
