import { canary } from "../canary.ts";
import { operations, type SpecOperation } from "../spec.ts";
import { exampleInputs } from "../violations.ts";
import type { CaseSketch, HostileCase, PromiseNumber } from "./case.ts";
import type { Stage } from "./stage.ts";

/** A `fetch` of the caller's own, in the one form that every client can take. */
export type CustomFetch = (stage: Stage) => (request: Request) => Promise<Response>;

/** What is called, and under which limits. */
export interface Plan {
  readonly operationId: string;
  /** Flat and under their wire names, the body as `body`; unchecked, as a caller without types would pass them. */
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly token: string | (() => unknown);
  readonly baseUrl: (stage: Stage) => string;
  readonly fetch: CustomFetch | undefined;
  /** The limit of one attempt, for clients that have one. */
  readonly timeoutMs: number;
  /** The limit of the whole call, for clients that have one. */
  readonly deadlineMs: number | undefined;
  /** The limit that the harness sets, for clients that have none. */
  readonly harnessMs: number;
  /** `undefined` leaves the number of retries to each client's own default. */
  readonly retries: number | undefined;
  readonly ignoreNotFound: boolean;
  /** How often the call is made in a row; the last one is judged. */
  readonly times: number;
}

/**
 * The limits of a case in which nothing ever comes. Time enough to send the request on a busy machine, and far apart:
 * whoever has a limit of his own ends well before the harness gives up.
 */
export const impatient = { timeoutMs: 600, harnessMs: 5_000 } as const;

/** The limits of a case in which something comes that ends the call, before something that never does. */
export const lessImpatient = { timeoutMs: 2_500, harnessMs: 6_000 } as const;

/** The limits of all other cases: nothing should ever come near them, on a busy machine either. */
const patient = { timeoutMs: 20_000, deadlineMs: undefined, harnessMs: 25_000 } as const;

/** The operation that stands for all, where nothing depends on which one it is. */
const usual = "deleteAppCode";

export function operationOf(operationId: string): SpecOperation {
  const operation = operations.find((candidate) => candidate.operationId === operationId);
  if (!operation) throw new Error(`the spec has no operation ${operationId}`);
  return operation;
}

/** The spec's example inputs of an operation, with some of them replaced; `undefined` counts as a value. */
export const inputsOf = (
  operationId: string,
  change: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> => ({
  ...exampleInputs(operationOf(operationId)),
  ...change,
});

/** Makes the cases of one promise out of their sketches. */
export const casesOf = (promise: PromiseNumber, sketches: readonly CaseSketch[]): HostileCase[] =>
  sketches.map(({ id, title, on, holds, ours, hangsUp, ...change }) => {
    const { operationId = usual } = change;
    const plan: Plan = {
      operationId,
      inputs: inputsOf(operationId),
      token: canary,
      baseUrl: ({ url }) => url,
      fetch: undefined,
      ...patient,
      // Without retries unless a case is about them: an answer is judged at once.
      retries: 0,
      ignoreNotFound: false,
      times: 1,
      ...change,
    };
    return { id, promise, title, setUp: on, plan, holds, ours, ...(hangsUp && { hangsUp }) };
  });
