interface Shared {
  readonly callbacks: Set<() => void>;
  readonly listener: () => void;
}

// One listener per signal, however many calls share it: a program has one signal for its end, and Node warns of a leak where
// a signal has more than ten.
const shared = new WeakMap<AbortSignal, Shared>();

/** Calls back when the signal, not aborted as yet, is aborted; returns what calls that off and leaves nothing behind. */
export function onAbort(signal: AbortSignal | undefined, callback: () => void): () => void {
  if (!signal) return () => {};
  const { callbacks, listener } = shared.get(signal) ?? listenTo(signal);
  callbacks.add(callback);
  return () => {
    callbacks.delete(callback);
    if (callbacks.size > 0 || shared.get(signal)?.callbacks !== callbacks) return;
    shared.delete(signal);
    signal.removeEventListener("abort", listener);
  };
}

function listenTo(signal: AbortSignal): Shared {
  const callbacks = new Set<() => void>();
  const listener = () => {
    for (const callback of callbacks) callback();
  };
  const both = { callbacks, listener };
  shared.set(signal, both);
  signal.addEventListener("abort", listener, { once: true });
  return both;
}
