/* A scene that plays: its map runs through five years, from before a merger to after it, place by place, or
   village by village. */
import { node } from "../../core/element.js";
import * as period from "../../core/period.js";
import * as map from "../../map/map.js";
import * as histories from "../../time/history.js";
import * as scrub from "../../time/scrub.js";
import * as wallClock from "../clock.js";
import { stepAt } from "./steps.js";
import { villageSteps } from "./villages.js";
import { yearsBefore } from "./years.js";

const RUN_MS = 20000;
const TICK_MS = 100;
const YEARS = 5;

/** @type {WallRun | null} */
let run = null;

/** Whether a scene plays just now; it is not left before its end. */
export const isRunning = () => run !== null;

/** Who sees an alert does not see a map behind it. */
const isHeldUp = () => Boolean(document.querySelector("#wall-alert.is-forward"));

/**
 * Let the shown scene play; without motion it stays as it is.
 * @param {WallSceneState} scene
 * @param {HTMLElement} section
 * @param {WallPlayWords} about  `reveal` names so many areas on the map
 */
export async function begin(scene, section, about) {
  end();
  if (!scene.play || !scene.map || window.matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  /** @type {WallRun} */
  const mine = { scene, section, about, steps: [], passed: 0, last: wallClock.steady(), at: -1, timer: 0 };
  run = mine;
  const steps = await stepsOf(scene, about).catch(() => []);
  if (run !== mine) return;
  // One picture alone plays nothing, unless it says that no village is left.
  if (steps.length < (scene.villages ? 1 : 2)) return void (run = null);
  mine.steps = steps;
  mine.last = wallClock.steady();
  section.classList.add("is-playing");
  section.dataset.play = scene.play;
  mine.timer = window.setInterval(tick, TICK_MS);
  tick();
}

/** End it: the map shows again what its scene says. */
export function end() {
  const mine = run;
  run = null;
  if (!mine) return;
  window.clearInterval(mine.timer);
  mine.section.classList.remove("is-playing");
  say(mine, "");
  mine.about.reveal(null);
  const id = mapId(mine.scene);
  scrub.rest(id);
  if (mine.at >= 0 && mine.scene.map && document.getElementById(id)) map.show(id, mine.scene.map);
}

/**
 * @param {WallSceneState} scene
 */
export const mapId = (scene) => `wall-${scene.code}-map`;

/**
 * @param {WallRun} mine
 * @param {string} text
 * @param {string} [more]  in smaller letters below
 */
function say(mine, text, more) {
  const place = mine.section.querySelector(".wall-play");
  place?.replaceChildren(text, ...(more ? [node("small", "wall-play-more", more)] : []));
  if (!text) place?.classList.remove("is-above");
}

function tick() {
  const mine = run;
  if (!mine) return;
  const now = wallClock.steady();
  if (!isHeldUp()) mine.passed += now - mine.last;
  mine.last = now;
  const at = stepAt(mine.steps, mine.at, mine.passed / RUN_MS);
  if (at === mine.steps.length) return end();
  if (at === mine.at) return;
  mine.at = at;
  const { label, more, show } = mine.steps[at];
  say(mine, label, more);
  show();
}

/**
 * @param {WallSceneState} scene
 * @param {WallPlayWords} about
 * @returns {Promise<WallStep[]>}
 */
async function stepsOf(scene, about) {
  const spec = scene.map;
  if (!spec) return [];
  const id = mapId(scene);
  if (scene.play === "merger") {
    const { before } = scene;
    if (!before) return [];
    // Each picture is of one set of areas: nothing is laid over the other.
    return [before, spec].map((each, at) => ({
      label: `${about.words[at ? "play_after" : "play_before"]} · ${period.label(each.period, spec.language)}`,
      show: () => void map.show(id, each),
    }));
  }
  if (scene.play === "villages") return scene.villages ? villageSteps(scene.villages, about.reveal) : [];
  if (scene.play === "places") {
    const texts = spec.pin_texts || [];
    return texts.map(({ name, value }, at) => ({
      label: `${name} ${value}`,
      show: () => about.reveal(at + 1),
    }));
  }
  const history = await histories.load(spec);
  return yearsBefore([...history.place.keys()], spec.period, YEARS).map((each) => {
    const { origin } = histories.at(history, spec, each);
    const isConverted = Boolean(origin && origin.some(Boolean));
    return {
      label: [period.label(each, spec.language), isConverted && about.words.play_converted]
        .filter(Boolean)
        .join(" · "),
      show: () => void scrub.step(id, { period: each, target: spec.target }),
    };
  });
}
