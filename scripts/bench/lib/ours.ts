import type { Adapter, Signal } from "../../../contract-tests/support/hostile/observation.ts";
import type { Plan } from "../../../contract-tests/support/hostile/plan.ts";
import type { Stage } from "../../../contract-tests/support/hostile/stage.ts";
import { createRomaClient } from "../../../src/index.ts";
import { version } from "../../../src/version.ts";
import { customFetch } from "./custom-fetch.ts";

type Method = (inputs: object, options: object) => Promise<unknown>;

/** This client, as its README shows. */
export const ours: Adapter = {
  name: `roma-apic-client ${version}`,
  async perform(plan, stage) {
    try {
      const call = callOf(plan, stage);
      for (let nth = 1; nth < plan.times; nth++) await call();
      return { signalled: "success", value: await call() };
    } catch (value) {
      return { signalled: "failure", value } satisfies Signal;
    }
  },
};

function callOf(plan: Plan, stage: Stage): () => Promise<unknown> {
  const { operationId, inputs, token, timeoutMs, deadlineMs, retries, ignoreNotFound } = plan;
  const fetch = customFetch(plan, stage);
  const client = createRomaClient({
    baseUrl: plan.baseUrl(stage),
    auth: token as string, // a caller without types passes whatever he has
    ...(fetch && { fetch }),
  });
  const options = {
    timeoutMs,
    ignoreNotFound,
    ...(deadlineMs !== undefined && { deadlineMs }),
    ...(retries !== undefined && { maxRetries: retries }),
  };
  const method = (client as unknown as Readonly<Record<string, Method>>)[operationId]; // one per operation of the spec
  if (!method) throw new Error(`there is no method ${operationId}`);
  return () => method(inputs, options);
}
