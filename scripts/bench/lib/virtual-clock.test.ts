import { expect, test } from "@jest/globals";
import { createVirtualClock } from "./virtual-clock.ts";

/** A clock, and a note of what happens on it. */
function noted() {
  const clock = createVirtualClock();
  const notes: string[] = [];
  const note = (what: string) => () => void notes.push(`${clock.now()} ${what}`);
  return { clock, notes, note };
}

test("timers are called back in the order of their times, those of one instant in the order in which they were set", async () => {
  const { clock, notes, note } = noted();
  clock.after(50, note("b"));
  clock.after(20, note("a"));
  clock.after(50, note("c"));
  clock.after(3_600_000, note("d"));
  await clock.run();
  expect(notes).toEqual(["20 a", "50 b", "50 c", "3600000 d"]);
});

test("a part of a millisecond counts as a whole one", async () => {
  const { clock, notes, note } = noted();
  for (const ms of [0, 0.1, 1, 1.0001]) clock.after(ms, note(`${ms}`));
  await clock.run();
  expect(notes).toEqual(["0 0", "1 0.1", "1 1", "2 1.0001"]);
});

test("time stands still until everything has happened that follows from promises", async () => {
  const { clock, notes, note } = noted();
  clock.after(5, async () => {
    for (let turn = 0; turn < 100; turn++) await null;
    note("at last")();
    clock.after(0, note("in the same instant"));
    clock.after(1, note("one later"));
  });
  clock.after(6, note("next"));
  await clock.run();
  expect(notes).toEqual(["5 at last", "5 in the same instant", "6 next", "6 one later"]);
});

test("what promises that were there before set in motion, comes at the beginning", async () => {
  const { clock, notes, note } = noted();
  Promise.resolve().then(() => clock.after(0, note("begin")));
  await clock.run();
  expect(notes).toEqual(["0 begin"]);
});

test("a timer that is called off, even in its own instant, is not called back, and holds nothing up", async () => {
  const { clock, notes, note } = noted();
  const callOff = clock.after(30_000, note("limit"));
  clock.after(10, callOff);
  const callOffNow = clock.after(20, () => callOffNext());
  const callOffNext = clock.after(20, note("next"));
  clock.after(20, note("other"));
  await clock.run();
  callOffNow();
  callOff();
  expect(notes).toEqual(["20 other"]);
  expect(clock.now()).toBeLessThan(30_000);
});

test("one function may wait twice, and an instant may be filled again after it was emptied", async () => {
  const { clock, notes, note } = noted();
  const same = note("same");
  const callOff = clock.after(7, same);
  callOff();
  clock.after(7, same);
  callOff();
  clock.after(7, same);
  await clock.run();
  expect(notes).toEqual(["7 same", "7 same"]);
});
