/** What the client takes from the world besides `fetch`: time and chance. Handed in, so that a simulation can rule them. */
export interface Runtime {
  /** Milliseconds that only ever grow, for durations. */
  now(): number;
  /** Milliseconds since 1970, for dates. */
  date(): number;
  /** A number from 0 up to, but not including, 1. */
  random(): number;
  /** Calls back once after so many milliseconds; returns what calls it off. */
  after(ms: number, callback: () => void): () => void;
}

// Each looked up when it is needed: a test's fake timers may be put in place later.
export const systemRuntime: Runtime = {
  now: () => performance.now(),
  date: () => Date.now(),
  random: () => Math.random(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};
