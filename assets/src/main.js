/*
 * Where the scripts of all pages begin; those of the administration and of who reports begin in desk/desk.js.
 * Modules do nothing when they are imported: each has a `listen`, called here in an order that counts: of two
 * that hear the same click, the first may take it.
 */
import * as analysis from "./analysis/analysis.js";
import * as analysisControls from "./analysis/controls.js";
import * as analysisDraw from "./analysis/draw.js";
import * as analysisPivot from "./analysis/pivot.js";
import * as analysisPoints from "./analysis/points.js";
import * as analysisWords from "./analysis/words.js";
import * as areaAnswer from "./area/answer.js";
import * as area from "./area/area.js";
import * as areaLineage from "./area/lineage.js";
import * as coreChartLibrary from "./core/chart-library.js";
import * as coreGo from "./core/go.js";
import * as coreLive from "./core/live.js";
import * as coreRoving from "./core/roving.js";
import * as map from "./map/map.js";
import * as mapPaper from "./map/paper.js";
import "./published.js";
import * as shellFrame from "./shell/frame.js";
import * as shellPrint from "./shell/print.js";
import * as shellSearch from "./shell/search.js";
import * as shellSignIn from "./shell/sign-in.js";
import * as start from "./start/start.js";
import * as pivot from "./table/pivot.js";
import * as table from "./table/table.js";
import * as wallAlerts from "./wall/alerts.js";
import * as wall from "./wall/wall.js";

// Before all that draw for paper: colours are light then.
shellPrint.listen();
analysisControls.listen();
analysisDraw.listen();
analysisPivot.listen();
analysisPoints.listen();
analysisWords.listen();
analysis.listen();
areaAnswer.listen();
area.listen();
coreChartLibrary.listen();
coreGo.listen();
areaLineage.listen();
coreLive.listen();
coreRoving.listen();
map.listen();
mapPaper.listen();
pivot.listen();
table.listen();
shellSearch.listen();
shellFrame.listen();
shellSignIn.listen();
start.listen();
wallAlerts.listen();
wall.listen();
