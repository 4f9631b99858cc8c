/* What this device has of a form: each number as typed, since when, and whether the server has it. */

const SPACE = "ioc-phone";

/** @returns {EntryMemory} */
export const newMemory = () => ({
  numbers: {},
  seen: 0,
  submission: null,
  screen: 0,
  handing: null,
  notes: [],
});

/**
 * @param {number} account
 * @param {string} form
 * @param {string} period
 */
export const placeOf = (account, form, period) => `${SPACE}/${account}/${form}/${period}`;

/**
 * What the browser remembers; another tab may have written since.
 * @param {string} place
 * @returns {EntryMemory}
 */
export function recall(place) {
  try {
    return { ...newMemory(), ...JSON.parse(localStorage.getItem(place) || "{}") };
  } catch {
    return newMemory();
  }
}

/**
 * Keep it in the browser; false where the browser keeps nothing.
 * @param {string} place
 * @param {EntryMemory} memory
 */
export function keep(place, memory) {
  try {
    localStorage.setItem(place, JSON.stringify(memory));
    return true;
  } catch {
    return false;
  }
}

/**
 * Take over what another tab typed later and the server does not have.
 * @param {EntryMemory} mine
 * @param {EntryMemory} other
 * @returns {string[]} the keys that changed
 */
export function join(mine, other) {
  const keys = [];
  for (const [key, each] of Object.entries(other.numbers)) {
    const own = mine.numbers[key];
    if (!each.waits || (own && own.at >= each.at)) continue;
    mine.numbers[key] = each;
    keys.push(key);
  }
  return keys;
}

/**
 * @param {EntryMemory} memory
 * @param {string} key
 * @param {string} text
 * @param {boolean} unchanged
 * @param {number} at
 */
export function type(memory, key, text, unchanged, at) {
  const version = memory.numbers[key]?.version || 0;
  memory.numbers[key] = { text, unchanged, at, version, waits: true };
}

/**
 * What the server does not have yet; ages, because clocks of phones are wrong.
 * @param {EntryMemory} memory
 * @param {number} now
 */
export const changesOf = (memory, now) =>
  Object.entries(memory.numbers)
    .filter(([, each]) => each.waits)
    .map(([key, { text, unchanged, at, version }]) => ({
      key,
      text,
      unchanged,
      age: Math.max(0, now - at),
      seen: version,
    }));

/**
 * Take over what the server answered to changes that were sent at `now`.
 * @param {EntryMemory} memory
 * @param {EntryDraftAnswer} answer
 * @param {{key: string, text: string, age: number}[]} changes
 * @param {number} now
 * @returns {string[]} the keys whose numbers are others than before
 */
export function receive(memory, answer, changes, now) {
  const texts = new Map(changes.map((each) => [each.key, each.text]));
  const clashes = answer.clashes || [];
  const keys =
    answer.submission === memory.submission ? [] : forget(memory, answer.submission, texts.size > 0);
  for (const { key, age } of changes) {
    const own = memory.numbers[key];
    if (own && own.at <= now - age) own.waits = false;
  }
  for (const [key, theirs] of Object.entries(answer.numbers)) {
    const own = memory.numbers[key];
    if (own?.waits) {
      // Typed while the question was on its way: what the server has of it is this device's own.
      if (texts.get(key) === theirs.text) own.version = theirs.version;
    } else if (takeOver(memory, key, theirs, !clashes.some((each) => each.key === key))) keys.push(key);
  }
  for (const { key, is_own, text, at } of clashes)
    note(memory, { kind: is_own ? "newer" : "older", key, other: text, at });
  memory.seen = answer.version;
  return keys;
}

/**
 * Send again what the server had and has no longer, as after a backup was restored.
 * @param {EntryMemory} memory
 * @param {EntryDraftAnswer} draft  all of it
 */
export function resend(memory, draft) {
  for (const [key, own] of Object.entries(memory.numbers))
    if (own.text && !(key in draft.numbers)) own.waits = true;
}

/**
 * Take over a number of the server; true where it is another one.
 * @param {EntryMemory} memory
 * @param {string} key
 * @param {DraftNumber} theirs
 * @param {boolean} isNews  whether to note what it replaces
 */
function takeOver(memory, key, { text, unchanged, version, at }, isNews) {
  const own = memory.numbers[key];
  if (own && own.text === text && own.unchanged === unchanged) {
    own.version = version;
    return false;
  }
  if (own?.text && isNews) note(memory, { kind: "changed", key, other: own.text, at });
  memory.numbers[key] = { text, unchanged, version, at: own ? own.at : 0, waits: false };
  return true;
}

/**
 * The form was handed in, from here or elsewhere: what the server had is in that submission.
 * @param {EntryMemory} memory
 * @param {number | null} submission
 * @param {boolean} isLate  whether changes came after it
 */
function forget(memory, submission, isLate) {
  const all = Object.keys(memory.numbers);
  const keys = all.filter((key) => !memory.numbers[key].waits);
  const kind = isLate || all.length > keys.length ? "after" : "elsewhere";
  if (all.length) note(memory, { kind, key: "", other: String(submission), at: "" });
  for (const key of keys) delete memory.numbers[key];
  memory.submission = submission;
  return keys;
}

/**
 * @param {EntryMemory} memory
 * @param {EntryNote} entry
 */
function note(memory, entry) {
  memory.notes = [...memory.notes.filter((each) => each.key !== entry.key || !entry.key), entry];
}
