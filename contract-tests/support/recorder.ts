import type { IncomingHttpHeaders } from "node:http";
import { text } from "node:stream/consumers";
import { type HttpServer, startHttpServer } from "./http-server.ts";

/** One request as it came over the wire. */
export interface Recorded {
  readonly method: string | undefined;
  /** The request target, as it was written: nothing is folded or decoded. */
  readonly target: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A server that answers every request with 204, and remembers it. */
export interface Recorder extends HttpServer {
  /** The requests since the last time of asking. */
  take(): Recorded[];
}

export async function startRecorder(): Promise<Recorder> {
  const requests: Recorded[] = [];
  const server = await startHttpServer(async (request, response) => {
    const { method, url: target, headers } = request;
    requests.push({ method, target, headers, body: await text(request) });
    response.writeHead(204).end();
  });
  return { ...server, take: () => requests.splice(0) };
}
