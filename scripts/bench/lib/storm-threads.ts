import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";
import { fromRoot } from "../../lib/root.ts";
import type { Storm } from "./storm.ts";
import { sumOf, type Traffic } from "./traffic.ts";

/** Simulates a storm on so many threads, each with its share of the clients; the traffic is the same with any number. */
export async function simulateOnThreads(storm: Storm, threads: number): Promise<Traffic> {
  const script = await workerScript();
  const { from, to } = storm.clients;
  const boundary = (thread: number) => from + Math.round(((to - from) * thread) / threads);
  const shares = Array.from({ length: threads }, (_, thread) => ({
    ...storm,
    clients: { from: boundary(thread), to: boundary(thread + 1) },
  }));
  return sumOf(await Promise.all(shares.map((share) => simulateOnThread(script, share))));
}

async function simulateOnThread(script: string, storm: Storm): Promise<Traffic> {
  const worker = new Worker(script, { eval: true, workerData: storm, execArgv: [] });
  try {
    const [traffic] = await once(worker, "message"); // rejects where the worker fails
    return traffic;
  } finally {
    await worker.terminate();
  }
}

/** As plain JavaScript: tsx names every function anew each time that it is made, which costs a third of the time. */
async function workerScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fromRoot("scripts/bench/lib/storm-worker.ts")],
    bundle: true,
    format: "cjs", // what `eval` takes
    platform: "node",
    target: "node20",
    write: false,
  });
  const [file] = outputFiles;
  if (!file) throw new Error("the worker could not be bundled");
  return file.text;
}
