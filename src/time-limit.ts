import { onAbort } from "./on-abort.ts";
import type { Runtime } from "./runtime.ts";

/** A limit on one attempt: the time it may take, and the caller's wish to end it. */
export interface TimeLimit {
  /** Aborted when the limit is reached, with nothing secret as its reason. */
  readonly signal: AbortSignal;
  /** What ended the attempt; `undefined` while it may go on. */
  readonly ended: "timeout" | "abort" | undefined;
  /** Settles as the promise does, or rejects when the limit is reached, even if the promise never settles. */
  race<T>(promise: Promise<T>): Promise<T>;
  /** Aborts the signal though the attempt has ended, so that `fetch` lets go of what it may still hold. */
  letGo(): void;
  /** Lets go of the timer and the caller's signal. */
  stop(): void;
}

/** Starts a limit that ends after so many milliseconds, or when the caller's signal, not aborted as yet, is. */
export function startTimeLimit(runtime: Runtime, timeoutMs: number, caller: AbortSignal | undefined): TimeLimit {
  const controller = new AbortController();
  let ended: TimeLimit["ended"];
  let reject: (reason: unknown) => void = () => {};
  const end = new Promise<never>((_, rejectEnd) => {
    reject = rejectEnd;
  });
  end.catch(() => {}); // where nothing races any more, nobody has to know

  const finish = (why: "timeout" | "abort") => {
    if (ended !== undefined) return;
    ended = why;
    controller.abort();
    reject(controller.signal.reason);
  };
  const callOff = runtime.after(timeoutMs, () => finish("timeout"));
  const ignoreCaller = onAbort(caller, () => finish("abort"));

  return {
    signal: controller.signal,
    get ended() {
      return ended;
    },
    letGo: () => controller.abort(),
    race: (promise) => Promise.race([promise, end]),
    stop() {
      callOff();
      ignoreCaller();
    },
  };
}
