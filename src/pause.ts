import { onAbort } from "./on-abort.ts";
import type { Runtime } from "./runtime.ts";

/** Waits so many milliseconds, or until the signal is aborted, whichever is first. Holds nothing afterwards. */
export function pause({ after }: Runtime, ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const callOff = after(ms, () => {
      letGo();
      resolve();
    });
    const letGo = onAbort(signal, () => {
      callOff();
      letGo();
      resolve();
    });
  });
}
