/* What a page sets when it begins. */

/**
 * Nothing yet. Functions that run on an open page alone take what they need as there; only those that
 * run at any time ask.
 * @returns {any}
 */
export const absent = () => null;
