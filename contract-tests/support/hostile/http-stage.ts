import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { OpenStage, type Received, type Stage } from "./stage.ts";

// Servers that speak HTTP properly, whatever they say in it.

/** One request, and the answer that is to be given to it. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The number of this request at this server, from 1. */
  readonly nth: number;
  readonly stage: Stage;
  /** The credential that came with the request. */
  readonly token: string;
}

export type Script = (exchange: Exchange) => void;

export type Starter = () => Promise<Stage>;

/** A server that answers by the script. */
export const http =
  (script: Script): Starter =>
  async () => {
    const stage = new OpenStage();
    stage.url = await serve(stage, "target", script);
    return stage;
  };

/** A server that answers by the script, and another one that it may point to, which is all too content. */
export const httpAndElsewhere =
  (script: Script): Starter =>
  async () => {
    const stage = new OpenStage();
    stage.url = await serve(stage, "target", script);
    stage.elsewhereUrl = await serve(stage, "elsewhere", ({ response }) => response.writeHead(204).end());
    return stage;
  };

async function serve(stage: OpenStage, at: Received["at"], script: Script): Promise<string> {
  let count = 0;
  const server = createServer(async (request, response) => {
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const body = await text(request).catch(() => ""); // the client may go away in the middle
    stage.received.push({ at, method: String(request.method), path: String(request.url), headers, body });
    script({ request, response, stage, nth: ++count, token: headers["x-auth-token"] ?? "" });
  });
  return `http://${await stage.open(server)}`;
}

/** Always the same answer. */
export const answer = (status: number, headers: OutgoingHttpHeaders = {}, body: string | Buffer = ""): Starter =>
  http(({ response }) => response.writeHead(status, headers).end(body));

/** One answer after the other; the last one for all further requests. A stall never answers. */
export const inTurn = (...answers: readonly ("reset" | "stall" | Reply)[]): Starter =>
  http(({ request, response, nth }) => {
    const next = answers[Math.min(nth, answers.length) - 1];
    if (next === "stall" || next === undefined) return;
    if (next === "reset") request.socket.resetAndDestroy();
    else response.writeHead(next.status, next.headers).end(next.body);
  });

export interface Reply {
  readonly status: number;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string;
}

export const done: Reply = { status: 204 };

export const empty = (status: number, headers: OutgoingHttpHeaders = {}): Reply => ({ status, headers });

/** An answer in the vendor's error format. */
export const apiError = (
  status: number,
  code: string,
  message = "as the vendor words it",
  headers: OutgoingHttpHeaders = {},
): Reply => ({
  status,
  headers: { ...json, ...headers },
  body: JSON.stringify({ error_code: code, error_msg: message }),
});

/** Always this reply. */
export const replies = ({ status, headers, body }: Reply): Starter => answer(status, headers, body);

export const json = { "Content-Type": "application/json" } as const;
export const html = { "Content-Type": "text/html; charset=utf-8" } as const;
export const plain = { "Content-Type": "text/plain" } as const;
