/* The sections of the administration by their address; main.js puts them in. */

/** @type {Record<string, AdminSection>}  by address */
export const sections = {};
