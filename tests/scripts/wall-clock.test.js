import assert from "node:assert/strict";
import test from "node:test";
import * as clock from "../../assets/src/wall/clock.js";

const at = (text) => Date.parse(`${text}+07:00`);

test("hours may go over midnight; their end is outside", () => {
  assert.equal(clock.within("23:30", "22:00", "06:00"), true);
  assert.equal(clock.within("06:00", "22:00", "06:00"), false);
  assert.equal(clock.within("12:00", "08:00", "17:00"), true);
});

test("a scene's night belongs to the day on which it began", () => {
  const scene = { from_time: "22:00", to_time: "02:00", days: [5] };
  assert.equal(clock.isDue(scene, at("2026-11-27T23:00:00")), true); // Friday
  assert.equal(clock.isDue(scene, at("2026-11-28T01:00:00")), true);
  assert.equal(clock.isDue(scene, at("2026-11-28T23:00:00")), false);
});

test("a scene without hours is due on its days", () => {
  const scene = { from_time: "", to_time: "", days: [6, 7] };
  assert.equal(clock.isDue(scene, at("2026-11-28T12:00:00")), true);
  assert.equal(clock.isDue(scene, at("2026-11-27T12:00:00")), false);
});
