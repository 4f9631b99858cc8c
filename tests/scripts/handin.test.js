import assert from "node:assert/strict";
import { test } from "node:test";

import { queryOf } from "../../assets/src/handin/lateness.js";
import { letters, numbersByPlace, spans } from "../../assets/src/handin/sheet.js";
import { seeAddress } from "../../assets/src/handin/receipt.js";

test("columns have the letters of a spreadsheet", () => {
  assert.deepEqual([0, 25, 26, 701, 702].map(letters), ["A", "Z", "AA", "ZZ", "AAA"]);
});

test("a merged range is one cell, cut where the rows that are drawn end", () => {
  const { firsts, covers } = spans(
    [
      [0, 0, 2, 1],
      [9, 0, 9, 3],
    ],
    2,
    4,
  );
  assert.deepEqual([...firsts], [["0 0", [2, 2]]]);
  assert.deepEqual([...covers], ["0 1", "1 0", "1 1"]);
});

test("a cell of two numbers says both", () => {
  const sheet = {
    numbers: [
      [2, 3, "a", "ready"],
      [2, 3, "b", "waiting"],
    ],
  };
  assert.deepEqual(numbersByPlace(/** @type {any} */ (sheet)).get("2 3"), {
    texts: ["a", "b"],
    state: "waiting",
  });
});

test("the receipt leads to the numbers on the analysis page", () => {
  const receipt = { vintage: "2025-07-01", period: "2026-09", indicators: ["HT02"] };
  assert.equal(
    seeAddress(/** @type {any} */ (receipt)),
    "/phan-tich?ky-dia-gioi=2025-07-01&ky=2026-09&chi-so=HT02",
  );
});

test("the address of who is late has what is chosen, and nothing else", () => {
  assert.equal(
    queryOf({ bieu: "a-thang", ky: "2026-10", loc: "", tim: "Anh Sơn" }),
    "bieu=a-thang&ky=2026-10&tim=Anh+S%C6%A1n",
  );
  assert.equal(queryOf({ bieu: "", ky: "", loc: "", tim: "" }), "");
});
