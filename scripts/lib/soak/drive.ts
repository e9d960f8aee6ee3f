import { getEventListeners } from "node:events";
import { isRomaError, type RomaError } from "../../../src/index.ts";
import { type Caller, clientOptions, honestCaller, type MakeCaller } from "./caller.ts";
import { type Fault, faultOf } from "./faults.ts";
import { type Claim, judge } from "./judge.ts";
import { type CallPlan, planOf } from "./plan.ts";
import type { SoakServer } from "./server-process.ts";
import { type CallRecord, count, createTally, type Tally } from "./tally.ts";

export interface DriverOptions {
  readonly seed: number;
  readonly concurrency: number;
  readonly server: SoakServer;
  readonly makeCaller?: MakeCaller;
  /** The number of the first call, since a server can be told of each call once. */
  readonly firstCall?: number;
  /** How long a call may last before it counts as one without an end. */
  readonly noEndMs?: number;
  /** Is shown every call that has been judged. */
  onJudged?(record: CallRecord): void;
}

/** Calls the client without a pause, and holds what it says of each call against what the server knows. */
export interface Driver {
  readonly tally: Tally;
  /** How many listen to the signal that lives as long as the program. */
  listeners(): number;
  /** Calls while there is to be a next one, and resolves when all calls have ended and are judged. */
  run(goesOn: (calls: number) => boolean): Promise<void>;
}

/** The calls of a client share a budget of retries, which this server empties in no time. So there are many clients. */
const callsPerClient = 20;

/** Three attempts and their pauses take half of this at most. */
const defaultNoEndMs = 20_000;

interface Ended extends Omit<CallRecord, "handed"> {
  readonly faults: readonly Fault[];
}

export function createDriver({
  seed,
  concurrency,
  server,
  makeCaller = honestCaller,
  firstCall = 0,
  noEndMs = defaultNoEndMs,
  onJudged,
}: DriverOptions): Driver {
  const tally = createTally();
  const { places } = server;
  const lasting = new AbortController().signal;
  /** What was handed to `fetch` for each call that is not judged yet. */
  const handed = new Map<number, Fault[]>();
  const ended: Ended[] = [];
  let next = firstCall;
  let client: { readonly index: number; readonly caller: Caller } | undefined;

  /** The one that the client is given: it counts, and sends what is drawn to fail so to where it will. */
  async function fetch(url: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    const call = Number(headers.get("X-Call-Id"));
    const faults = handed.get(call) ?? [];
    const fault = faultOf(seed, call, faults.length + 1);
    faults.push(fault);
    headers.set("X-Attempt", String(faults.length));
    const place = fault.name === "refused" || fault.name === "slammed" ? places[fault.name] : places.url;
    return globalThis.fetch(url.replace(places.url, place), { ...init, headers });
  }

  function callerOf(call: number): Caller {
    const index = Math.floor(call / callsPerClient);
    if (client?.index !== index) client = { index, caller: makeCaller(clientOptions(seed, index, places.url, fetch)) };
    return client.caller;
  }

  async function perform(call: number): Promise<void> {
    const plan = planOf(seed, call);
    const faults: Fault[] = [];
    handed.set(call, faults);
    const end = await endOf(callerOf(call), plan, lasting, noEndMs);
    ended.push({ call, operationId: plan.operationId, asked: plan.asked, faults, ...end });
  }

  async function judgeNext(): Promise<void> {
    const first = ended.shift();
    if (!first) return;
    const { faults, ...record } = first;
    const attempts = await server.truthOf(record.call);
    handed.delete(record.call);
    const truth = faults.map(({ name }, index) => ({
      drawn: name,
      seen: attempts.filter(({ attempt }) => attempt === index + 1),
    }));
    const judged = { ...record, handed: truth };
    count(tally, judged, judge(record.asked, truth, record.claim));
    onJudged?.(judged);
  }

  return {
    tally,
    listeners: () => getEventListeners(lasting, "abort").length,
    async run(goesOn) {
      const work = async () => {
        while (goesOn(next - firstCall)) {
          await perform(next++);
          // Not at once: a request that was given up may still be on its way to the server.
          if (ended.length > concurrency) await judgeNext();
        }
      };
      await Promise.all(Array.from({ length: concurrency }, work));
      while (ended.length > 0) await judgeNext();
    },
  };
}

const saidBy = ({ name, outcome, attempts }: RomaError): Partial<Claim> => {
  return { isRomaError: true, isInputError: name === "RomaInputError", outcome, attempts };
};

/** Calls, and says how that ended. */
async function endOf(
  caller: Caller,
  plan: CallPlan,
  lasting: AbortSignal,
  noEndMs: number,
): Promise<Pick<CallRecord, "claim" | "error">> {
  const { operationId, inputs, options, abortAfterMs, lastingSignal } = plan;
  const controller = new AbortController();
  const timers: NodeJS.Timeout[] = [];
  if (abortAfterMs === 0) controller.abort();
  else if (abortAfterMs !== undefined) timers.push(setTimeout(() => controller.abort(), abortAfterMs));
  const signal = abortAfterMs === undefined ? lastingSignal && { signal: lasting } : { signal: controller.signal };

  const started = performance.now();
  const claim = (end: Claim["end"], rest: Partial<Claim>): Claim => ({
    end,
    outcome: undefined,
    attempts: undefined,
    isRomaError: false,
    isInputError: false,
    aborted: controller.signal.aborted,
    ms: performance.now() - started,
    ...rest,
  });
  const call = async () => caller(operationId, inputs, { ...options, ...signal });
  const end = call().then(
    ({ outcome, attempts }) => ({ claim: claim("resolved", { outcome, attempts }), error: undefined }),
    (error: unknown) => {
      return { claim: claim("rejected", isRomaError(error) ? saidBy(error) : {}), error: String(error) };
    },
  );
  const noEnd = new Promise<Pick<CallRecord, "claim" | "error">>((resolve) => {
    timers.push(setTimeout(() => resolve({ claim: claim("none", {}), error: undefined }), noEndMs));
  });
  try {
    return await Promise.race([end, noEnd]);
  } finally {
    for (const timer of timers) clearTimeout(timer);
  }
}
