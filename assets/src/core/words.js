/* What scripts say, by id and language: the messages of ioc/words that modules name (scripts/words.py). */
import { MESSAGES } from "./messages.js";

const [FIRST] = Object.keys(MESSAGES);
/** @type {Map<string, Intl.PluralRules>} */
const plurals = new Map();
/** @type {Map<string, Record<string, string>>} */
const rooms = new Map();

/**
 * One of the languages that there are: the one that is asked for, else the first.
 * @param {string} language
 */
export const knownLanguage = (language) => (MESSAGES[language] ? language : FIRST);

/**
 * A function of a language whose values are made once.
 * @template T
 * @param {(language: string) => T} make
 * @returns {(language: string) => T}
 */
export function perLanguage(make) {
  /** @type {Map<string, T>} */
  const values = new Map();
  return (code) => {
    const language = knownLanguage(code);
    const ready = values.get(language) || make(language);
    values.set(language, ready);
    return ready;
  };
}

/**
 * Take up the messages of another bundle.
 * @param {typeof MESSAGES} more
 */
export function learn(more) {
  for (const [language, texts] of Object.entries(more)) Object.assign(MESSAGES[language], texts);
  rooms.clear();
}

/** All languages, the first one first. */
export const languages = () => Object.keys(MESSAGES);

/** @param {string | null} text */
export const isLanguage = (text) => text !== null && text in MESSAGES;

/**
 * The language that a reader of this one changes to.
 * @param {string} language
 */
export function nextLanguage(language) {
  const all = Object.keys(MESSAGES);
  return all[(all.indexOf(knownLanguage(language)) + 1) % all.length];
}

/**
 * What a record says in a language: `name_en` of a scene, `error_en` of an answer; else what it says in the
 * first, whose field may stand without a language ("error"). Empty where it says nothing.
 * @param {any} record
 * @param {string} name
 * @param {string} language
 * @returns {string}
 */
export const textIn = (record, name, language) =>
  record[`${name}_${language}`] || record[`${name}_${FIRST}`] || record[name] || "";

/**
 * @param {string} language
 * @param {string | number} count
 */
function pluralOf(language, count) {
  const rules = plurals.get(language) || new Intl.PluralRules(language);
  plurals.set(language, rules);
  return rules.select(Number(count));
}

/**
 * A message in a language; `parameters` are all that it names. An unknown id, or a missing one, is an error.
 * @param {string} id
 * @param {string} language
 * @param {Record<string, string | number>} [parameters]
 * @returns {string}
 */
export function say(id, language, parameters = {}) {
  const own = knownLanguage(language);
  const template = MESSAGES[own][id];
  if (template === undefined) throw new Error(`no message ${id}`);
  const text =
    typeof template === "string"
      ? template
      : template[pluralOf(own, parameters[template.by])] || template.other;
  return text.replace(/\{(\w+)\}/g, (_, name) => {
    if (parameters[name] === undefined) throw new Error(`message ${id} lacks ${name}`);
    return String(parameters[name]);
  });
}

/**
 * All messages of a room, by key; those that name parameters as they are written.
 * @param {string} name
 * @param {string} language
 * @returns {Record<string, string>}
 */
export function room(name, language) {
  const own = knownLanguage(language);
  const key = `${name} ${own}`;
  const ready = rooms.get(key);
  if (ready) return ready;
  const start = `${name}-`;
  /** @type {Record<string, string>} */
  const texts = {};
  for (const [id, text] of Object.entries(MESSAGES[own]))
    if (id.startsWith(start) && typeof text === "string") texts[id.slice(start.length)] = text;
  rooms.set(key, texts);
  return texts;
}
