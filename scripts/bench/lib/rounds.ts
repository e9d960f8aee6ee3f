/** One thing to measure: called again and again, each time until it has ended. */
export interface Contender {
  readonly name: string;
  run(): Promise<unknown>;
}

export interface Measured {
  readonly name: string;
  /** Of one run, in microseconds: the median of the rounds, and the quarters around it. */
  readonly median: number;
  readonly low: number;
  readonly high: number;
  /** The medians' ratio to the first contender's. */
  readonly ratio: number;
}

/** Measures contenders in turns, so that whatever else the machine does hits all of them alike. */
export async function measure(
  contenders: readonly Contender[],
  { rounds, runs, now = () => performance.now() }: { rounds: number; runs: number; now?: () => number },
): Promise<Measured[]> {
  const times = contenders.map((): number[] => []);
  for (let round = -1; round < rounds; round++) {
    for (const [index, { run }] of contenders.entries()) {
      const started = now();
      for (let count = 0; count < runs; count++) await run();
      // The first round warms up.
      if (round >= 0) times[index]?.push(((now() - started) * 1000) / runs);
    }
  }
  const [base = Number.NaN] = times.map((all) => quantile(all, 0.5));
  return contenders.map(({ name }, index) => {
    const all = times[index] ?? [];
    const median = quantile(all, 0.5);
    return { name, median, low: quantile(all, 0.25), high: quantile(all, 0.75), ratio: median / base };
  });
}

/** The value below which that part of the others lies. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * part;
  const [below = Number.NaN, above = below] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return below + (above - below) * (place % 1);
}
