import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { Counts } from "./tally.ts";

// What a program holds while nothing goes on, and whether a soak has made it more.

export interface Footprint {
  /** Sockets that the client opened and that are not closed. */
  readonly sockets: number;
  /** Connections as the server counts them: the other end of the same, and no less. */
  readonly connections: number;
  /** Who listens to the signal that lives as long as the program. */
  readonly listeners: number;
  /** What keeps the event loop alive, by type: timers, requests, pipes. */
  readonly resources: Readonly<Counts>;
  /** After a full collection; `undefined` where node runs without `--expose-gc`. */
  readonly heapBytes: number | undefined;
}

/** Counts the sockets opened from now on: idle ones keep no event loop alive, and so are in no list of Node's. */
export function watchSockets() {
  const open = new Set<Socket>();
  const opened = (message: unknown) => {
    const { socket } = message as { socket: Socket }; // as Node documents this channel
    open.add(socket);
    socket.once("close", () => open.delete(socket));
  };
  subscribe("net.client.socket", opened);
  return { open: () => open.size, stop: () => unsubscribe("net.client.socket", opened) };
}

export function activeResources(): Counts {
  const counts: Counts = {};
  for (const type of process.getActiveResourcesInfo()) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

/** Idle connections are let go by `fetch` after 4 seconds, or when the server said; this is enough for both. */
const settleMs = 15_000;

/** Waits until a footprint is no larger than another one (but for the heap), or has had time enough to become so. */
export async function settled(
  measure: () => Promise<Omit<Footprint, "heapBytes">>,
  before: Omit<Footprint, "heapBytes">,
): Promise<Footprint> {
  const end = performance.now() + settleMs;
  for (;;) {
    const now = await measure();
    if (growthOf(before, now).length === 0 || performance.now() > end)
      return { ...now, heapBytes: await collectedHeap() };
    await delay(50);
  }
}

/**
 * The heap may grow by so much between two rests. Caches and compiled code grow a little for long; what is kept of each
 * call, a signal's listener or an answer, is hundreds of bytes, and a minute has well above ten thousand calls.
 */
export const heapBoundBytes = 2 * 2 ** 20;

/** What has become more from one rest to another. */
export function growthOf(before: Partial<Footprint>, after: Partial<Footprint>): string[] {
  const growth: string[] = [];
  const compare = (what: string, was = 0, is = 0) => {
    if (is > was) growth.push(`${what}: ${was} before, ${is} after`);
  };
  compare("sockets", before.sockets, after.sockets);
  compare("connections at the server", before.connections, after.connections);
  compare("listeners to a lasting signal", before.listeners, after.listeners);
  for (const [type, is] of Object.entries(after.resources ?? {})) compare(type, before.resources?.[type], is);
  if (
    before.heapBytes !== undefined &&
    after.heapBytes !== undefined &&
    after.heapBytes - before.heapBytes > heapBoundBytes
  )
    growth.push(`heap: ${megabytes(before.heapBytes)} before, ${megabytes(after.heapBytes)} after`);
  return growth;
}

export const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`;

/** The heap in use after what nobody holds is gone; in turns, since finalizers let go of more. */
async function collectedHeap(): Promise<number | undefined> {
  if (!globalThis.gc) return undefined;
  for (let turns = 0; turns < 6; turns++) {
    globalThis.gc();
    await delay(1);
  }
  return process.memoryUsage().heapUsed;
}
