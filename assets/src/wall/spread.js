/* Where the labels of areas lie on a map: beside their areas, over nothing else. */

const ANGLES = 24;
const REACHES = 9;

/**
 * @typedef {{ x: number, y: number }} Spot
 * @typedef {{ width: number, height: number }} LabelSize
 * @typedef {{ left: number, top: number, right: number, bottom: number }} Frame
 */

/**
 * @param {Frame} one
 * @param {Frame} two
 * @param {number} gap
 */
export const overlap = (one, two, gap = 0) =>
  one.left < two.right + gap &&
  one.right > two.left - gap &&
  one.top < two.bottom + gap &&
  one.bottom > two.top - gap;

/**
 * @param {Spot} a
 * @param {Spot} b
 * @param {Spot} c
 */
const side = (a, b, c) => Math.sign((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x));

/**
 * @param {[Spot, Spot]} one
 * @param {[Spot, Spot]} two
 */
const cross = ([a, b], [c, d]) => side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b);

/**
 * The end of a leader at the edge of its label.
 * @param {Spot} spot
 * @param {Frame} frame
 */
export const nearest = (spot, frame) => ({
  x: Math.min(frame.right, Math.max(frame.left, spot.x)),
  y: Math.min(frame.bottom, Math.max(frame.top, spot.y)),
});

/**
 * A frame for the label of each spot, the most important first, or null where there is no room: inside the
 * bounds, over no other label, no spot and nothing of the page (`obstacles`); leaders do not cross.
 * @param {Spot[]} spots
 * @param {LabelSize[]} sizes
 * @param {Frame} bounds
 * @param {Frame[]} obstacles
 * @param {Spot} middle  of the land: labels lie outwards of it
 * @returns {(Frame | null)[]}
 */
export function spread(spots, sizes, bounds, obstacles, middle) {
  /** @type {Frame[]} */
  const frames = [];
  /** @type {[Spot, Spot][]} */
  const leaders = [];
  return spots.map((spot, index) => {
    const { width, height } = sizes[index];
    const outwards = Math.atan2(spot.y - middle.y, spot.x - middle.x);
    let best = { score: Infinity, frame: /** @type {Frame | null} */ (null) };
    for (let reach = 1; reach <= REACHES; reach += 1) {
      for (let turn = 0; turn < ANGLES; turn += 1) {
        const angle = (2 * Math.PI * turn) / ANGLES;
        const away = height * (0.35 + 0.75 * reach);
        const x = spot.x + Math.cos(angle) * (away + width / 2);
        const y = spot.y + Math.sin(angle) * away;
        const frame = {
          left: x - width / 2,
          right: x + width / 2,
          top: y - height / 2,
          bottom: y + height / 2,
        };
        const score = away + height * 0.9 * (1 - Math.cos(angle - outwards));
        if (score >= best.score || !fits(frame, index)) continue;
        best = { score, frame };
      }
    }
    if (best.frame) {
      frames.push(best.frame);
      leaders.push([spot, nearest(spot, best.frame)]);
    }
    return best.frame;
  });

  /**
   * @param {Frame} frame
   * @param {number} index
   */
  function fits(frame, index) {
    const gap = 0.2 * (frame.bottom - frame.top);
    if (frame.left < bounds.left || frame.right > bounds.right) return false;
    if (frame.top < bounds.top || frame.bottom > bounds.bottom) return false;
    if (obstacles.some((each) => overlap(frame, each, gap))) return false;
    if (frames.some((each) => overlap(frame, each, gap))) return false;
    const covers = (/** @type {Spot} */ { x, y }) =>
      overlap(frame, { left: x, right: x, top: y, bottom: y }, gap);
    if (spots.some(covers)) return false;
    /** @type {[Spot, Spot]} */
    const leader = [spots[index], nearest(spots[index], frame)];
    if (leaders.some((each) => cross(each, leader))) return false;
    return !frames.some((each) => meets(leader, each)) && !leaders.some((each) => meets(each, frame));
  }
}

/**
 * Whether a leader runs under a label.
 * @param {[Spot, Spot]} leader
 * @param {Frame} frame
 */
function meets(leader, { left, right, top, bottom }) {
  const corners = [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ];
  return corners.some((corner, at) => cross(leader, [corner, corners[(at + 1) % 4]]));
}
