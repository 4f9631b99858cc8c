/* A server of another version than the page: the page is loaded anew, once for each version. */
import * as wire from "./wire.js";
import { say } from "./words.js";

const RELOADS = "ioc-reloads";
const RELOAD_AGAIN_MS = 3600 * 1000;

/** @type {string | null} */
let version = null; // of the server that the page heard first
let isOutdated = false;

/**
 * @returns {Record<string, number>}
 */
function reloads() {
  try {
    return JSON.parse(sessionStorage.getItem(RELOADS) || "{}");
  } catch {
    return {};
  }
}

/**
 * Between two versions that take turns a page would reload for ever: for each one, once an hour.
 * @param {string} next
 */
export const mayReload = (next) => Math.abs(Date.now() - (reloads()[next] || 0)) > RELOAD_AGAIN_MS;

/**
 * Returns whether it is remembered: a browser may refuse.
 * @param {string} next
 */
export function rememberReload(next) {
  try {
    sessionStorage.setItem(RELOADS, JSON.stringify({ ...reloads(), [next]: Date.now() }));
    return true;
  } catch {
    return false;
  }
}

/**
 * Note the version that a server says.
 * @param {string} next
 */
export function note(next) {
  if (!next) return;
  version ??= next;
  isOutdated = next !== version;
}

/** Whether the server has another version than the page. */
export const isDue = () => isOutdated;

/**
 * The answer of these bytes. Bytes of another format load the page anew, once; the error says so in words.
 * @template Header
 * @param {ArrayBuffer} buffer
 * @returns {Answer<Header>}
 */
export function decode(buffer) {
  try {
    return wire.decode(buffer);
  } catch (error) {
    if (!(error instanceof wire.FormatError)) throw error;
    const { format } = error;
    if (mayReload(format) && rememberReload(format)) location.reload();
    throw new Error(say("screen-new_version", document.documentElement.lang), { cause: error });
  }
}
