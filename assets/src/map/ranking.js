/* What the ranked table reckons and says: ranks, its words. */
import * as cells from "../core/shown.js";
import { inside } from "../core/period.js";
import { perLanguage, room, say } from "../core/words.js";

const LEVELS = ["province", "district", "commune", "village"];

/** The words of the table in a language; those with a parameter are functions. */
export const words = perLanguage(wordsIn);

/**
 * @param {string} language
 * @returns {RankingWords}
 */
function wordsIn(language) {
  /** @type {(id: string, parameters: Record<string, string>) => string} */
  const own = (id, parameters) => say(`ranking-${id}`, language, parameters);
  return Object.assign(
    { ...room("ranking", language) },
    /** @type {RankingSentences} */ ({
      counts: (some, all, hidden) =>
        hidden ? own("shown_some", { some, all, hidden }) : own("shown", { all }),
      missing: (count) => own("missing", { count }),
      unranked: (count) => own("unranked", { count }),
      noNumber: (period) => say("comparison-no_number", language, { period: inside(period, language) }),
      provisional: (amount) => own("provisional", { amount }),
      same: (count, all, areas) => own("same", { count, all, areas }),
      few: (count, all, areas) => own("few", { count, all, areas }),
      areasOf: (level) => say(`level-areas-${LEVELS.includes(level) ? level : "several"}`, language),
    }),
  );
}

/**
 * Competition ranks by what is better: equal values share a rank; what has no place has none.
 * @param {Float64Array} value
 * @param {string} direction
 * @param {Uint8Array} flags
 */
export function ranks(value, direction, flags) {
  /** @type {number[]} */
  const rows = [];
  for (let row = 0; row < value.length; row += 1) if (cells.isRanked(value[row], flags[row])) rows.push(row);
  rows.sort((a, b) => (direction === "down" ? value[a] - value[b] : value[b] - value[a]));
  const rank = new Int32Array(value.length);
  rows.forEach((row, at) => {
    rank[row] = at > 0 && value[rows[at - 1]] === value[row] ? rank[rows[at - 1]] : at + 1;
  });
  return rank;
}
