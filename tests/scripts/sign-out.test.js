import assert from "node:assert/strict";
import test from "node:test";
import { listen, signOut } from "../../assets/src/shell/sign-in.js";

const doings = [];
/** @type {((event: object) => void)[]} */
const listeners = [];
Object.assign(globalThis, {
  window: { addEventListener: (_, act) => listeners.push(act) },
  document: { getElementById: (id) => (id === "admin" ? {} : null) },
  location: { replace: (to) => doings.push(`replace ${to}`), reload: () => doings.push("reload") },
});
const rest = () => new Promise((resolve) => setTimeout(resolve));
const hear = () => listeners[0]({ detail: { items: [{ about: "token" }] } });

test("whose session was ended elsewhere reloads, who signs out goes to the page to sign in", async () => {
  listen();
  globalThis.fetch = async () => ({ status: 401 });
  hear();
  await rest();
  assert.deepEqual(doings.splice(0), ["reload"]);

  // A word of some token comes while the session ends: the answer to its question is late.
  let answer;
  globalThis.fetch = (_, { method = "GET" }) =>
    method === "DELETE" ? Promise.resolve({ status: 204 }) : new Promise((resolve) => (answer = resolve));
  hear();
  await signOut();
  answer({ status: 401 });
  await rest();
  assert.deepEqual(doings.splice(0), ["replace /dang-nhap"]);
});

test("a line that was lost while signing out leaves the page as it is", async () => {
  globalThis.fetch = () => Promise.reject(new TypeError("no line"));
  await assert.rejects(signOut(), /no line/);
  globalThis.fetch = async () => ({ status: 401 });
  hear();
  await rest();
  assert.deepEqual(doings.splice(0), ["reload"]);
});
