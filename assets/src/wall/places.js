/* Places of the cards: they change with the urgency, but not while somebody reads them. */

const PART = /^(.*-row-)(\d+)(.*)$/;

/**
 * The place of each card, by its indicator.
 * @param {WallLeaves} leaves
 * @returns {Map<string, string>}
 */
function placesOf(leaves) {
  const places = new Map();
  for (const [id, props] of Object.entries(leaves)) {
    const part = PART.exec(id);
    if (part && !part[3]) places.set(String(props["data-indicator"]), part[2]);
  }
  return places;
}

/**
 * The leaves of an answer with each card at the place where it is on screen; as they come where the cards
 * are others, or have the same places.
 * @param {WallLeaves} present
 * @param {WallLeaves} answer
 * @returns {WallLeaves}
 */
export function keepPlaces(present, answer) {
  const before = placesOf(present);
  const after = placesOf(answer);
  if (before.size !== after.size || [...after.keys()].some((code) => !before.has(code))) return answer;
  if ([...after].every(([code, at]) => before.get(code) === at)) return answer;
  const place = new Map([...after].map(([code, at]) => [at, before.get(code)]));
  return Object.fromEntries(
    Object.entries(answer).map(([id, props]) => {
      const part = PART.exec(id);
      return [part ? `${part[1]}${place.get(part[2])}${part[3]}` : id, props];
    }),
  );
}
