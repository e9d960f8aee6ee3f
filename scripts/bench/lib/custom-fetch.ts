import type { Plan } from "../../../contract-tests/support/hostile/plan.ts";
import type { Stage } from "../../../contract-tests/support/hostile/stage.ts";

/** A case's own `fetch` in the form that every client takes; `undefined` where the case has none. */
export function customFetch({ fetch }: Plan, stage: Stage) {
  if (!fetch) return undefined;
  const perform = fetch(stage);
  return (input: string | URL | Request, init?: RequestInit): Promise<Response> => perform(new Request(input, init));
}
