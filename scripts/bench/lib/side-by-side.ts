import type { HostileCase, PromiseNumber } from "../../../contract-tests/support/hostile/case.ts";
import { type Adapter, observe } from "../../../contract-tests/support/hostile/observation.ts";
import { judge } from "../../../contract-tests/support/hostile/verdicts.ts";

/** A case that a client doesn't hold, and why. */
export interface Miss {
  readonly id: string;
  readonly promise: PromiseNumber;
  readonly title: string;
  readonly why: string;
}

export interface Tally {
  readonly held: number;
  readonly total: number;
}

/** What became of one client. */
export interface Score extends Tally {
  readonly client: string;
  readonly promises: Readonly<Partial<Record<PromiseNumber, Tally>>>;
  /** In the catalogue's order. */
  readonly missed: readonly Miss[];
}

/** Plays every case against every client, so many at a time: each has servers of its own, so none disturbs another. */
export async function sideBySide(
  catalogue: readonly HostileCase[],
  adapters: readonly Adapter[],
  atATime: number,
): Promise<Score[]> {
  const verdicts = new Map<Adapter, Map<HostileCase, true | string>>(adapters.map((adapter) => [adapter, new Map()]));
  const pairs = catalogue.flatMap((hostile) => adapters.map((adapter) => ({ hostile, adapter })));
  const queue = pairs.values();
  const worker = async () => {
    for (const { hostile, adapter } of queue) {
      verdicts.get(adapter)?.set(hostile, judge(hostile.holds, await observe(hostile, adapter)));
    }
  };
  await Promise.all(Array.from({ length: atATime }, worker));
  return adapters.map((adapter) => scoreOf(adapter.name, catalogue, (hostile) => verdicts.get(adapter)?.get(hostile)));
}

/** Counts a client's verdicts; a case without one is not held. */
export function scoreOf(
  client: string,
  catalogue: readonly HostileCase[],
  verdictOn: (hostile: HostileCase) => true | string | undefined,
): Score {
  const promises: Partial<Record<PromiseNumber, Tally>> = {};
  const missed: Miss[] = [];
  for (const hostile of catalogue) {
    const { id, promise, title } = hostile;
    const verdict = verdictOn(hostile) ?? "was not played";
    const { held, total } = promises[promise] ?? { held: 0, total: 0 };
    promises[promise] = { held: held + (verdict === true ? 1 : 0), total: total + 1 };
    if (verdict !== true) missed.push({ id, promise, title, why: verdict });
  }
  return { client, promises, held: catalogue.length - missed.length, total: catalogue.length, missed };
}
