/** A clock on which a minute takes no longer than what happens in it. Time is whole milliseconds, and begins at 0. */
export interface VirtualClock {
  now(): number;
  /** Calls back once after so many milliseconds, rounded up; returns what calls it off. */
  after(ms: number, callback: () => void): () => void;
  /** Lets time go by until no timer is left. */
  run(): Promise<void>;
}

export function createVirtualClock(): VirtualClock {
  const timers = new Map<number, Set<() => void>>();
  let time = 0;
  let pending = 0;

  return {
    now: () => time,
    after(ms, callback) {
      const instant = time + Math.ceil(ms);
      const due = timers.get(instant) ?? new Set();
      timers.set(instant, due);
      const timer = () => callback(); // one of its own: the same function may be given twice
      due.add(timer);
      pending++;
      return () => {
        if (!due.delete(timer)) return;
        pending--;
        // Most timers are limits that are never reached; what they leave would only fill the memory.
        if (due.size === 0 && instant > time) timers.delete(instant);
      };
    },
    async run() {
      await settled();
      for (; pending > 0; time++) {
        const due = timers.get(time);
        // What is called back may set timers for this very instant.
        while (due && due.size > 0) {
          for (const timer of due) {
            due.delete(timer);
            pending--;
            timer();
          }
          await settled();
        }
        timers.delete(time);
      }
    },
  };
}

/** Once everything that follows from promises alone has happened. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
