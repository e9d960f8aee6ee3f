import type { MakeCaller } from "./caller.ts";
import { createDriver } from "./drive.ts";
import { activeResources, type Footprint, growthOf, settled, watchSockets } from "./footprint.ts";
import { startSoakServer } from "./server-process.ts";
import type { Tally } from "./tally.ts";

// One soak from its beginning to its end: a warm-up, a rest, the long run, and another rest to compare with the first.

export interface SoakOptions {
  readonly seed: number;
  readonly concurrency: number;
  readonly seconds: number;
  readonly makeCaller?: MakeCaller;
  /** Is shown the counts, which go on changing, as soon as there are some. */
  onStart?(tally: Tally, rest: () => string | undefined): void;
  /** Whether somebody wants the soak to end now, with what there is. */
  stopped(): boolean;
}

export interface SoakResult {
  readonly seed: number;
  readonly concurrency: number;
  /** How long calls were made, the rests not counted. */
  readonly seconds: number;
  readonly tally: Tally;
  /** At the beginning, after the warm-up, at the end: as far as it went. */
  readonly footprints: readonly (Partial<Footprint> & Pick<Footprint, "sockets">)[];
  /** What was more at the end than it was before, and should not be. */
  readonly growth: readonly string[];
  /** Requests that were of no call, or of one that had ended long before. */
  readonly strangers: number;
}

/** Enough calls for caches and compiled code, however slow the machine is. */
const warmUpCalls = 1500;

export async function soak(options: SoakOptions): Promise<SoakResult> {
  const { seed, concurrency, seconds, makeCaller, stopped } = options;
  const sockets = watchSockets();
  const server = await startSoakServer(seed);
  try {
    const driver = createDriver({ seed, concurrency, server, ...(makeCaller && { makeCaller }) });
    const measure = async () => {
      const { connections } = await server.state();
      return { sockets: sockets.open(), connections, listeners: driver.listeners(), resources: activeResources() };
    };
    let resting = false;
    options.onStart?.(driver.tally, () => (resting ? "waits for sockets and timers to be let go" : undefined));
    const start = await measure();
    const footprints: SoakResult["footprints"][number][] = [start];
    let calledMs = 0;
    for (const share of [0.1, 0.9]) {
      const begun = performance.now();
      const least = footprints.length === 1 ? warmUpCalls : 0;
      const end = begun + share * seconds * 1000;
      await driver.run((calls) => !stopped() && (calls < least || performance.now() < end));
      calledMs += performance.now() - begun;
      if (stopped()) break;
      resting = true;
      footprints.push(await settled(measure, start));
      resting = false;
    }
    return {
      seed,
      concurrency,
      seconds: calledMs / 1000,
      tally: driver.tally,
      footprints,
      growth: growthOver(footprints),
      strangers: (await server.state()).strangers,
    };
  } finally {
    sockets.stop();
    await server.close();
  }
}

/** Sockets and timers against the beginning; the heap against the first rest, when everything had been used once. */
function growthOver([start, rest, end]: SoakResult["footprints"]): string[] {
  if (!start || !rest) return []; // it was ended before there was anything to compare
  const heap = ({ heapBytes }: Partial<Footprint>) => (heapBytes === undefined ? {} : { heapBytes });
  return [...growthOf(start, end ?? rest), ...(end ? growthOf(heap(rest), heap(end)) : [])];
}
