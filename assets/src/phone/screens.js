/* The numbers of a form in screens: at most twelve on one, by area, a numerator beside its denominator. */

const MOST = 12;

/** @param {string} area @param {EntrySlot} slot */
export const keyOf = (area, slot) => `${area}/${slot.indicator}/${slot.part}`;

/**
 * Things in as few groups of at most `most` as can be, of nearly equal size; what counts is their weight.
 * @template T
 * @param {T[]} things
 * @param {(thing: T) => number} weigh
 * @param {number} most
 * @returns {T[][]}
 */
function groupsOf(things, weigh, most) {
  const all = things.reduce((sum, each) => sum + weigh(each), 0);
  const fair = Math.ceil(all / Math.ceil(all / most));
  /** @type {T[][]} */
  const groups = [];
  let room = 0;
  for (const each of things) {
    if (weigh(each) > room) {
      groups.push([]);
      room = Math.min(most, fair + weigh(each) - 1);
    }
    groups[groups.length - 1].push(each);
    room -= weigh(each);
  }
  return groups;
}

/**
 * @param {[string, string][]} areas  code and name
 * @param {EntrySlot[]} slots
 * @param {number} [most]
 * @returns {EntryScreen[]}
 */
export function screensOf(areas, slots, most = MOST) {
  /** @type {Map<string, EntrySlot[]>} */
  const byIndicator = new Map();
  for (const each of slots)
    byIndicator.set(each.indicator, [...(byIndicator.get(each.indicator) || []), each]);
  const indicators = [...byIndicator.values()];
  if (slots.length > most) {
    const parts = groupsOf(indicators, (each) => each.length, most).map((group) => group.flat());
    return areas.flatMap(([code, name]) =>
      parts.map((part, at) => ({
        name,
        part: parts.length > 1 ? `${at + 1}/${parts.length}` : "",
        areas: [{ code, name, slots: part }],
      })),
    );
  }
  return groupsOf(areas, () => slots.length, most).map((group) => ({
    name: group.length > 1 ? `${group[0][1]} – ${group[group.length - 1][1]}` : group[0][1],
    part: "",
    areas: group.map(([code, name]) => ({ code, name, slots })),
  }));
}

/**
 * The keys of a screen, in its order.
 * @param {EntryScreen} screen
 */
export const keysOf = (screen) =>
  screen.areas.flatMap(({ code, slots }) => slots.map((each) => keyOf(code, each)));

/**
 * How many numbers of keys are typed, said to be unchanged, faulty, reported before and not typed, missing.
 * @param {string[]} keys
 * @param {Record<string, TypedNumber>} numbers
 * @param {Record<string, unknown>} reported
 * @param {(key: string, text: string) => boolean} isFaulty
 */
export function tally(keys, numbers, reported, isFaulty) {
  const count = { typed: 0, unchanged: 0, faulty: 0, reported: 0, missing: 0 };
  for (const key of keys) {
    const { text = "", unchanged = false } = numbers[key] || {};
    if (text.trim()) {
      count.typed += 1;
      if (unchanged) count.unchanged += 1;
      else if (isFaulty(key, text)) count.faulty += 1;
    } else count[key in reported ? "reported" : "missing"] += 1;
  }
  return count;
}
