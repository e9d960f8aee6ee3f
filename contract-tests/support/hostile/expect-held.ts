import { expect, test } from "@jest/globals";
import { ours } from "../../../scripts/bench/lib/ours.ts";
import type { HostileCase } from "./case.ts";
import { type Observation, observe } from "./observation.ts";
import type { Stage } from "./stage.ts";
import { hides, judge } from "./verdicts.ts";

/** What this client made of the case holds, by the neutral verdict and by what it must say besides. */
export function expectHeld(
  { holds, ours: { says = "", ...expected }, plan }: HostileCase,
  observation: Observation,
): void {
  expect(judge(holds, observation)).toBe(true);
  expect(observation.value).toMatchObject(expected);
  expect(messageOf(observation)).toContain(says);
  // Whatever a case is about, the credential shows in none of them.
  if (typeof plan.token === "string" && plan.token.trim() !== "") expect(hides(plan.token)(observation)).toBe(true);
}

/** A test per case, against this client. `besides` looks at what is promised besides, while the servers are up. */
export function testEach(
  cases: readonly HostileCase[],
  besides: (observed: {
    readonly value: unknown;
    readonly hostile: HostileCase;
    readonly stage: Stage;
  }) => Promise<void> | void = () => {},
): void {
  test.each(cases.map((hostile) => [hostile.title, hostile] as const))("%s", async (_, hostile) => {
    const observation = await observe(hostile, ours, async (stage, { value }) => besides({ value, hostile, stage }));
    expectHeld(hostile, observation);
  });
}

const messageOf = ({ value }: Observation): string => (value instanceof Error ? value.message : "");
