import { expect, test } from "@jest/globals";
import { failingServer } from "./failing-server.ts";
import { createVirtualClock } from "./virtual-clock.ts";

const always = { from: 10_000, to: 20_000, failing: 1 };

/** What becomes of a request that is sent at a time, and when. */
async function answerTo(sentAt: number, outage = always, random = () => 0): Promise<string> {
  const clock = createVirtualClock();
  const answer = failingServer(outage, clock, random);
  let end = "nothing";
  clock.after(sentAt, () => {
    answer().then(
      ({ status }) => {
        end = `${status} at ${clock.now()}`;
      },
      ({ cause }) => {
        end = `${cause.code} at ${clock.now()}`;
      },
    );
  });
  await clock.run();
  return end;
}

test.each([
  [0, "204 at 500"],
  [9500, "204 at 10000"],
  [9501, "ECONNRESET at 10000"],
  [9999, "ECONNRESET at 10000"],
  [10_000, "503 at 10020"],
  [19_999, "503 at 20019"],
  [20_000, "204 at 20500"],
])("a request that is sent at %d ms gets %s, where the server is down from 10 000 to 20 000", async (sentAt, end) => {
  await expect(answerTo(sentAt)).resolves.toBe(end);
});

test("half of those that fail in the outage are refused at once", async () => {
  await expect(answerTo(15_000, always, () => 0.49)).resolves.toBe("503 at 15020");
  await expect(answerTo(15_000, always, () => 0.5)).resolves.toBe("ECONNREFUSED at 15005");
});

test("where a part of the requests fails, the others are served as ever", async () => {
  const partly = { ...always, failing: 0.3 };
  await expect(answerTo(15_000, partly, () => 0.29)).resolves.toBe("503 at 15020");
  await expect(answerTo(15_000, partly, () => 0.3)).resolves.toBe("204 at 15500");
  await expect(answerTo(9_700, partly, () => 0.3)).resolves.toBe("204 at 10200");
});
