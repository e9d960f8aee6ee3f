import { format, inspect } from "node:util";
import type { HostileCase } from "./case.ts";
import { operationOf, type Plan } from "./plan.ts";
import type { Received, Stage } from "./stage.ts";

/** What a client made of a call: what it gave its caller, and whether as a success. */
export interface Signal {
  readonly signalled: "success" | "failure";
  /** What it resolved to, or else the error that it reported or threw. */
  readonly value: unknown;
}

/** A client under observation, used as its documentation shows. */
export interface Adapter {
  readonly name: string;
  /** Makes one client and calls it `plan.times` times in a row; the last call is the one that counts. */
  perform(plan: Plan, stage: Stage): Promise<Signal>;
}

/** All that can be seen of a call from outside, whichever client made it. */
export interface Observation {
  /** `"nothing"` where the harness gave up. */
  readonly signalled: Signal["signalled"] | "nothing";
  readonly value: unknown;
  readonly harnessMs: number;
  readonly received: readonly Received[];
  /** What was meant: the method, and the path's segments as the server should read them. */
  readonly meant: { readonly method: string; readonly segments: readonly string[] };
  readonly token: unknown;
  /** Every text that the client handed out: message, stack, causes, JSON, and what an inspector shows. */
  readonly handedOut: string;
  /** What `console.error` prints of an error. */
  readonly logged: string;
  /** The characters of the longest single text that the client handed out. */
  readonly longest: number;
  /** The bytes that the client took of an answer without end. */
  readonly taken: number;
}

/** Plays one case against a client; `afterwards` may look at what came of it while the stage's servers are still up. */
export async function observe(
  { plan, setUp }: HostileCase,
  adapter: Adapter,
  afterwards: (stage: Stage, observation: Observation) => Promise<void> = async () => {},
): Promise<Observation> {
  const stage = await setUp();
  try {
    const { signalled, value } = await withLimit(adapter.perform(plan, stage), plan.harnessMs);
    const observation: Observation = {
      signalled,
      value,
      harnessMs: plan.harnessMs,
      received: [...stage.received],
      meant: meantBy(plan, stage),
      token: plan.token,
      ...textOf(value),
      taken: stage.taken,
    };
    await afterwards(stage, observation);
    return observation;
  } finally {
    await stage.close();
  }
}

async function withLimit(
  call: Promise<Signal>,
  ms: number,
): Promise<Signal | { readonly signalled: "nothing"; readonly value: undefined }> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<{ signalled: "nothing"; value: undefined }>((resolve) => {
    timer = setTimeout(() => resolve({ signalled: "nothing", value: undefined }), ms);
  });
  call.catch(() => {}); // it ends when its server does, after the harness has given up
  try {
    return await Promise.race([call, limit]);
  } finally {
    clearTimeout(timer);
  }
}

function meantBy({ operationId, inputs, baseUrl }: Plan, stage: Stage): Observation["meant"] {
  const { method, path } = operationOf(operationId);
  const base = baseUrl(stage);
  const prefix = URL.canParse(base) ? new URL(base).pathname.replace(/\/+$/, "") : "";
  const segments = `${prefix}${path}`
    .split("/")
    .slice(1)
    .map((segment) => segment.replace(/^\{(.+)\}$/, (_, name: string) => textOrNothing(inputs[name])));
  return { method, segments };
}

const textOrNothing = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";

/** Longer texts are looked at up to here. */
const enough = 1024 * 1024;

function textOf(value: unknown): Pick<Observation, "handedOut" | "logged" | "longest"> {
  const texts = [
    attempt(() => inspect(value, { depth: 8, maxStringLength: enough })),
    attempt(() => JSON.stringify(value)),
  ];
  for (let link = value, depth = 0; depth < 5 && link !== undefined && link !== null; depth++) {
    texts.push(attempt(() => String(link)));
    if (typeof link !== "object") break;
    const { stack, message, cause }: Partial<Error> = link; // an object: any field may be asked for
    texts.push(String(stack ?? ""), String(message ?? ""));
    link = cause;
  }
  return {
    handedOut: texts.map((text) => text.slice(0, enough)).join("\n"),
    logged: attempt(() => format(value)).slice(0, enough),
    longest: Math.max(...texts.map((text) => text.length)),
  };
}

/** What a value's own methods say, or nothing where they fail: JSON of a circle, a hostile getter. */
function attempt(say: () => string | undefined): string {
  try {
    return say() ?? "";
  } catch {
    return "";
  }
}
