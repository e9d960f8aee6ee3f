import path from "node:path";
import { watch } from "chokidar";
import { type GeneratedFiles, generate } from "./generator/generate.ts";
import type { JsonObject } from "./generator/json.ts";
import { type StaleFile, writeFiles } from "./generator/write.ts";
import { type Mock, startMock } from "./mock-server.ts";

/** What the development server has to say. */
export type DevEvent =
  | { readonly kind: "serving"; readonly url: string; readonly changed: readonly StaleFile[] }
  /** What is wrong, and where the last good state is still served, if there was one. */
  | { readonly kind: "broken"; readonly error: Error; readonly url: string | undefined };

export interface DevOptions {
  /** The spec's entry file; its whole folder is watched. */
  readonly entry: string;
  /** The folder that is generated. */
  readonly output: string;
  readonly port?: number;
  onEvent(event: DevEvent): void;
}

export interface DevServer {
  close(): Promise<void>;
}

/**
 * Regenerates and serves the spec whenever a file of it changes. What can't be generated from is reported, and the last
 * good state stays: on disk and on the mock.
 */
export async function startDevServer({ entry, output, port = 0, onEvent }: DevOptions): Promise<DevServer> {
  let mock: Mock | undefined;
  let running: Promise<void> | undefined;
  let again = false;

  async function update() {
    try {
      const files = await generate(entry);
      const spec = documentOf(files);
      if (mock) await mock.serve(spec);
      else mock = await startMock(spec, { port });
      onEvent({ kind: "serving", url: mock.url, changed: await writeFiles(output, files) });
    } catch (error) {
      onEvent({ kind: "broken", error: error instanceof Error ? error : new Error(String(error)), url: mock?.url });
    }
  }

  /** One update at a time; edits that come meanwhile are taken up by one more. */
  async function run() {
    do {
      again = false;
      await update();
    } while (again);
    running = undefined;
  }
  const trigger = () => {
    again = true;
    running ??= run();
  };

  const watcher = watch(path.dirname(entry), { ignoreInitial: true });
  await new Promise<void>((resolve) => watcher.once("ready", resolve));
  watcher.on("all", trigger);
  trigger();
  await running;
  return {
    async close() {
      await watcher.close();
      await running;
      await mock?.close();
    },
  };
}

const documentOf = (files: GeneratedFiles): JsonObject => JSON.parse(files.get("openapi.json") ?? "") as JsonObject; // the generator wrote it
