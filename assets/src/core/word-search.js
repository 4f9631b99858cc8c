/* Search by words, as ioc/word_search.py: each typed word begins a word of a text. */

/**
 * A text as one searches it: no diacritics, lower case, single spaces (as ioc.area.search_name).
 * @param {string} text
 */
export function plain(text) {
  return String(text)
    .replace(/[đĐ]/g, "d")
    .replace(/[’‘`]/g, "'")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/\s+/g, " ")
    .trim();
}

/**
 * What was typed as words to look for; commas only separate words.
 * @param {string} query
 */
export const typedWords = (query) => plain(query.replace(/,/g, " ")).split(" ").filter(Boolean);

/**
 * Whether each word begins a word of a text that is already plain.
 * @param {string[]} words
 * @param {string} plainText
 */
export const hasWords = (words, plainText) => words.every((word) => ` ${plainText}`.includes(` ${word}`));
