import { expect, test } from "@jest/globals";
import { done, empty, replies } from "../../../contract-tests/support/hostile/http-stage.ts";
import type { Adapter, Signal } from "../../../contract-tests/support/hostile/observation.ts";
import { casesOf } from "../../../contract-tests/support/hostile/plan.ts";
import { failed, sentExactly, succeeded } from "../../../contract-tests/support/hostile/verdicts.ts";
import { scoreOf, sideBySide } from "./side-by-side.ts";

const ours = { outcome: "done" } as const;
const catalogue = [
  ...casesOf(1, [
    { id: "done", title: "done", on: replies(done), holds: [sentExactly(1), succeeded], ours },
    { id: "empty-500", title: "an empty 500", on: replies(empty(500)), holds: [sentExactly(1), failed], ours },
  ]),
  ...casesOf(5, [{ id: "other", title: "other", on: replies(done), holds: [succeeded], ours }]),
];

const asks = (name: string, signalOf: (status: number) => Signal["signalled"]): Adapter => ({
  name,
  async perform(_, { url }) {
    const { status } = await fetch(url, { method: "DELETE" });
    return { signalled: signalOf(status), value: status };
  },
});

test("every client plays every case, and is counted by promise", async () => {
  const scores = await sideBySide(
    catalogue,
    [asks("careful", (status) => (status === 204 ? "success" : "failure")), asks("credulous", () => "success")],
    2,
  );
  const all = { 1: { held: 2, total: 2 }, 5: { held: 1, total: 1 } };
  expect(scores).toEqual([
    { client: "careful", promises: all, held: 3, total: 3, missed: [] },
    {
      client: "credulous",
      promises: { ...all, 1: { held: 1, total: 2 } },
      held: 2,
      total: 3,
      missed: [{ id: "empty-500", promise: 1, title: "an empty 500", why: "reported success" }],
    },
  ]);
});

test("no more cases than so many are played at a time", async () => {
  let open = 0;
  let most = 0;
  const counting: Adapter = {
    name: "counting",
    async perform() {
      most = Math.max(most, ++open);
      await new Promise(setImmediate);
      open--;
      return { signalled: "success", value: undefined };
    },
  };
  await sideBySide([...catalogue, ...catalogue, ...catalogue], [counting], 2);
  expect(most).toBe(2);
});

test("a case that was not played is not held", () => {
  const { held, missed } = scoreOf("idle", catalogue, ({ id }) => id === "done" || undefined);
  expect([held, missed.map(({ why }) => why)]).toEqual([1, ["was not played", "was not played"]]);
});
