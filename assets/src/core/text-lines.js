/* A text in lines that are no wider than their room. */

/**
 * A text of the chart library without its tags.
 * @param {string} text
 */
export const untagged = (text) => text.replace(/<[^>]*>/g, "");

/**
 * The lines of a text; a word that is wider than the room is cut where it must be.
 * @param {string} text
 * @param {number} room
 * @param {(line: string) => number} widthOf
 */
export function linesOf(text, room, widthOf) {
  /** @type {string[]} */
  const lines = [];
  let line = "";
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = line ? `${line} ${word}` : word;
    if (widthOf(longer) <= room) {
      line = longer;
      continue;
    }
    if (line) lines.push(line);
    line = word;
    while (line.length > 1 && widthOf(line) > room) {
      let most = line.length - 1;
      while (most > 1 && widthOf(line.slice(0, most)) > room) most -= 1;
      lines.push(line.slice(0, most));
      line = line.slice(most);
    }
  }
  if (line) lines.push(line);
  return lines;
}
