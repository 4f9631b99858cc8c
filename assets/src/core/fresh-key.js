/* Keys of what is sent. */

/** A key that is new for each message or submission: sent twice, it is one. */
export const freshKey = () =>
  // Not `crypto.randomUUID`: without https there is none.
  [...crypto.getRandomValues(new Uint8Array(16))].map((each) => each.toString(16).padStart(2, "0")).join("");
