import { expect } from "@jest/globals";
import { RomaInputError } from "../../src/index.ts";
import type { Recorded, Recorder } from "./recorder.ts";
import type { SpecOperation } from "./spec.ts";

/** What a call came to: refused before anything was sent, naming the parameter, or one request on the wire. */
export type CallEnd = { readonly refused: string } | { readonly sent: Recorded };

/** Runs a call; nothing but these two ends is let pass. */
export async function endOf(
  recorder: Recorder,
  { operationId, method }: SpecOperation,
  act: () => Promise<unknown>,
): Promise<CallEnd> {
  const error = await act().then(
    () => undefined,
    (caught: unknown) => caught ?? new Error(`it rejected with ${caught}`),
  );
  const requests = recorder.take();
  if (error !== undefined) {
    if (!(error instanceof RomaInputError)) throw error;
    expect(error).toMatchObject({ outcome: "not-sent", attempts: 0 });
    expect([undefined, operationId]).toContain(error.operationId); // undefined where no client could be made
    expect(requests).toEqual([]);
    return { refused: error.parameter };
  }
  expect(requests).toEqual([expect.objectContaining({ method })]);
  return { sent: requests[0] as Recorded }; // there is one
}

/** Counts the ends, so that a property can't hold because one side of it is never met. */
export function tally() {
  const met = { refused: 0, sent: 0 };
  return {
    count: (end: CallEnd) => void met["refused" in end ? "refused" : "sent"]++,
    /** Both sides were met in 5 % of the runs: far less than there are, far more than by accident. */
    expectBothSides() {
      expect(Math.min(met.refused, met.sent)).toBeGreaterThan((met.refused + met.sent) / 20);
    },
  };
}
