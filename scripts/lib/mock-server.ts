import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { createLogger } from "@stoplight/prism-core";
import { getHttpOperationsFromSpec } from "@stoplight/prism-http";
import { createServer } from "@stoplight/prism-http-server";

/** A running mock. */
export interface Mock {
  /** Its base URL, on loopback. */
  readonly url: string;
  /** Serves another spec from the next request on; where that can't be served, rejects and goes on with the present one. */
  serve(spec: object): Promise<void>;
  /** Ends it, and its log. */
  close(): Promise<void>;
}

export interface MockOptions {
  /** The file that Prism's log goes to; its folder is made. Without it nothing is logged. */
  readonly logFile?: string;
  /** 0, the default, lets the system choose. */
  readonly port?: number;
}

/**
 * Serves a spec with Prism, in this process: it is ready when this resolves, and gone when the process is, however that
 * ends. It answers as `prism mock` does: the documented examples, picked by the header `Prefer: code=404, example=KEY`.
 */
export async function startMock(spec: object, { logFile, port = 0 }: MockOptions = {}): Promise<Mock> {
  const operations = await load(spec);
  if (logFile !== undefined) await mkdir(path.dirname(logFile), { recursive: true });
  const log = logFile === undefined ? undefined : createWriteStream(logFile);
  const server = createServer(operations, {
    cors: true,
    config: {
      isProxy: false,
      checkSecurity: true,
      validateRequest: true,
      validateResponse: true,
      errors: false,
      upstreamProxy: undefined,
      mock: { dynamic: false },
    },
    components: { logger: createLogger("mock", { level: log ? "debug" : "silent" }, log) },
  });
  const url = await server.listen(port, "127.0.0.1").catch((reason: unknown) => {
    log?.end();
    throw new Error(`the mock can't listen on port ${port}: ${reason}`); // Prism rejects with a text
  });
  return {
    url,
    async serve(next) {
      const loaded = await load(next);
      // Prism looks its operations up in this very array at each request.
      operations.splice(0, operations.length, ...loaded);
    },
    async close() {
      await server.close();
      await new Promise<void>((resolve) => (log ? log.end(resolve) : resolve()));
    },
  };
}

async function load(spec: object) {
  const operations = await getHttpOperationsFromSpec(structuredClone(spec)); // it changes the document that it is given
  if (operations.length === 0) throw new Error("the spec has no operations to serve");
  return operations;
}
