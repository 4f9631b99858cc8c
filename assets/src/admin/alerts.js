/* Alerts in the administration: those of all walls, and messages to them. */
import { alertBox } from "../alerts/box.js";
import { absent } from "../core/absent.js";
import { h } from "../forms/parts.js";
import * as admin from "./admin.js";

/** @type {AlertBox} */
let box = absent();

/**
 * @param {AdminPage} page
 */
function draw(page) {
  if (!box) box = alertBox({ language: page.language, limits: page.limits, say: admin.tell });
  box.steer("", page.state.walls);
  return h("div", { class: "ioc-admin-tokens ioc-admin-alerts" }, admin.saidLine(), box.root);
}

/** What this module hears from the page's begin on; main.js calls it once. */
export function listen() {
  window.addEventListener("ioc:signal", ({ detail }) => {
    const isAlert = detail.missed || (detail.items || []).some((item) => item.about === "alert");
    if (isAlert && box?.root.isConnected) box.read();
  });
}

/** @type {AdminSection} */
export const section = {
  list: "alerts",
  title: "alerts",
  fresh: "alerts",
  form: (item) => item,
  blank: () => ({}),
  name: () => "",
  about: () => "",
  draw,
  isBusy: () => box?.isBusy() || false,
  enter: () => {
    box = absent();
  },
};
