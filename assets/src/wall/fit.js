/* What has no room is left out: the least important line first, never a smaller letter. */

// Lines of cards, by how soon they are left out.
const LINES = [
  ".is-last .wall-spare",
  ".is-year .wall-spare",
  ".is-since .wall-spare",
  ".is-last",
  "[id$='-who']",
  "[id$='-behind']",
  // Who answers for a red number is worth more than how a green one moved.
  ".wall-row-green .is-year",
];
const OWNER = ".is-owner";
// What a card may lack before another one has no room at all.
const LAST_LINES = [".is-period .wall-spare", ".is-year", ".is-period"];
const OUT = "is-out";
const LONG = "is-long";
const TIGHT = "is-tight";
const BRIEF = "is-brief";

/**
 * @param {Element} box
 */
const isTooTall = (box) => box.scrollHeight > box.clientHeight + 1;

/**
 * @param {Element} box
 */
const isTooWide = (box) => box.scrollWidth > box.clientWidth + 1;

/**
 * Leave out parts of a box, in their order, until the others have room.
 * @param {Element} box
 * @param {Element[]} parts
 * @param {(box: Element) => boolean} isOver
 */
function leaveOut(box, parts, isOver = isTooTall) {
  for (const part of parts) {
    if (!isOver(box)) return;
    part.classList.add(OUT);
  }
}

/**
 * @param {Element} part
 */
const isOut = (part) => part.classList.contains(OUT);

/**
 * @param {Element} root
 * @param {string} selector
 */
const all = (root, selector) => [...root.querySelectorAll(selector)];

/**
 * The page of a card's lines that an element is in, or is.
 * @param {Element} element
 */
const lineOf = (element) =>
  element.matches(".wall-spare, .wall-page") ? element : element.closest(".wall-page") || element;

/**
 * A line that is too long loses its spare words, then is said in brief.
 * @param {Element} page
 * @param {(page: Element) => boolean} isOver
 */
function shortenLine(page, isOver) {
  leaveOut(page, all(page, ".wall-spare").reverse(), isOver);
  page.classList.toggle(BRIEF, isOver(page) && Boolean(page.querySelector(".wall-brief")?.textContent));
}

/**
 * Whether a line of a card has become two.
 * @param {Element} page
 */
const isBroken = (page) => page.clientHeight > 1.5 * parseFloat(getComputedStyle(page).lineHeight);

/**
 * The least urgent cards go where they have no room, and are named instead.
 * @param {Element} rows
 */
function leaveOutCards(rows) {
  const more = /** @type {HTMLElement} */ (rows.querySelector(".wall-cards-out"));
  more.hidden = !isTooTall(rows);
  if (more.hidden) return;
  const cards = all(rows, ".wall-row");
  const names = /** @type {HTMLElement} */ (more.lastElementChild);
  for (let least = cards.length - 1; least > 0 && isTooTall(rows); least -= 1) {
    cards[least].classList.add(OUT);
    const out = cards.slice(least).map((card) => card.querySelector(".wall-name")?.textContent);
    names.textContent = out.join(", ");
  }
}

/**
 * Cards that show all their lines, a long one in fewer words: of all cards the last line goes first, then the least
 * urgent card. All that answer are named in brief before one of them goes.
 * @param {Element} rows
 */
function fitWhole(rows) {
  for (const page of all(rows, ".wall-detail > .wall-page:not(.is-out)")) shortenLine(page, isBroken);
  const cards = all(rows, ".wall-row").reverse();
  /** @param {string[]} lines */
  const pages = (lines) => lines.flatMap((line) => cards.flatMap((card) => all(card, line).map(lineOf)));
  leaveOut(rows, pages(LINES));
  const owners = pages([OWNER]).filter((page) => !isOut(page));
  if (isTooTall(rows)) for (const page of owners) page.classList.add(BRIEF);
  leaveOut(rows, [...owners, ...pages(LAST_LINES)]);
  leaveOutCards(rows);
}

/**
 * Cards whose lines take turns: a line that is too long loses its spare words, is said in brief, or loses
 * its turn.
 * @param {Element} rows
 */
function fitTurns(rows) {
  for (const page of all(rows, ".wall-detail > .wall-page")) {
    shortenLine(page, isTooWide);
    if (isTooWide(page)) page.classList.add(OUT);
  }
  leaveOutCards(rows);
}

/**
 * Names that need two lines get the least letters; all are measured before any is changed.
 * @param {HTMLElement[]} names
 */
function shorten(names) {
  for (const name of names) name.classList.remove(LONG);
  const long = names.filter((name) => name.clientHeight > 2 * parseFloat(getComputedStyle(name).fontSize));
  for (const name of long) name.classList.add(LONG);
}

/**
 * A title that has no room leaves out the office's name, then the area's.
 * @param {Element} scene
 */
function fitHead(scene) {
  const titles = all(scene, ".wall-title > .wall-page");
  if (titles.some(isTooWide)) for (const name of all(scene, ".wall-office-name")) name.classList.add(OUT);
  for (const title of titles) if (isTooWide(title)) title.querySelector("b")?.classList.add(OUT);
}

// Lists beside the map, by how soon their lines are left out.
const LISTS = [
  { list: ".wall-news", lines: ".wall-news-lines > .wall-page" },
  { list: ".wall-worst", lines: ".wall-where > .wall-page" },
  { list: ".wall-alerts", lines: ".wall-alerts-lines > li" },
];

/**
 * The lists beside the map: a line goes where that gives room, and a heading with the last of its lines.
 * @param {Element} side
 */
function fitSide(side) {
  const lists = LISTS.flatMap(({ list, lines }) =>
    all(side, list).map((part) => ({ part, lines: all(part, lines).filter((line) => !isOut(line)) })),
  );
  for (const { part, lines } of lists)
    part.classList.toggle(OUT, !lines.length && part.matches(".wall-news"));
  const parts = lists.flatMap(({ part, lines: [first, ...rest] }) =>
    first ? [...rest.reverse(), part.matches(".wall-news") ? part : first] : [],
  );
  // In two columns a line of one gives the other no room: it may once that has found its own.
  for (let before = -1; isTooTall(side) && before !== side.scrollHeight;) {
    before = side.scrollHeight;
    for (const part of parts) {
      if (!isTooTall(side)) return;
      if (isOut(part)) continue;
      const height = side.scrollHeight;
      part.classList.add(OUT);
      if (side.scrollHeight === height) part.classList.remove(OUT);
    }
  }
  leaveOut(side, parts);
}

/**
 * Let a scene show what it has room for.
 * @param {Element} scene
 * @param {WallComposition} composition
 */
export function fit(scene, composition) {
  for (const part of all(scene, `.${OUT}`)) part.classList.remove(OUT);
  for (const page of all(scene, `.${BRIEF}`)) page.classList.remove(BRIEF);
  all(scene, ".wall-worst:not(.has-groups) .wall-where > .wall-page").forEach((place, at) => {
    place.classList.toggle(OUT, at >= composition.worst);
  });
  // What says nothing takes no line.
  for (const page of all(scene, ":is(.wall-detail, .wall-where, .wall-news-lines) > .wall-page"))
    if (!page.textContent.trim()) page.classList.add(OUT);
  for (const rows of all(scene, ".wall-rows")) {
    rows.classList.remove(TIGHT);
    rows.classList.toggle(TIGHT, all(rows, ".wall-row").some(isTooWide));
    // A row that is too wide gives its name more room than it has.
    shorten(/** @type {HTMLElement[]} */ (all(rows, ".wall-name")));
    (composition.cards === "whole" ? fitWhole : fitTurns)(rows);
  }
  for (const more of all(scene, ".wall-where-more"))
    if (isTooWide(more)) more.lastElementChild?.classList.add(OUT);
  fitHead(scene);
  for (const side of all(scene, ".wall-side")) fitSide(side);
}
