/* What an area's page shows and what is chosen on it. */
import { absent } from "../core/absent.js";

export const MAP = "area-map";

/** @type {AreaPage} */
export const area = {
  spec: absent(),
  running: null,
  state: absent(),
  root: absent(),
  raisedCode: null,
  toPicked: false,
  filter: "",
  order: "worst",
};

/**
 * @param {string} id
 */
export const at = (id) => document.getElementById(id);
