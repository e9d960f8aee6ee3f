import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { gzipSync } from "node:zlib";
import type { OperationDescriptor } from "../../../generated/descriptor.ts";
import type { FaultName } from "./faults.ts";
import { integer, pick, type Random } from "./random.ts";

// How the server does what was drawn. What node:http would never write goes straight to its socket.

export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly socket: Socket;
  readonly operation: OperationDescriptor;
  /** For delays and variants. */
  readonly random: Random;
  /** Closes the connection after a while, if nothing else is going on there by then. */
  closeWhenIdle(): void;
  /** Resets the connection as soon as another request comes in there. */
  resetWhenReused(): void;
}

type Behaviour = (exchange: Exchange) => void;

const json = { "Content-Type": "application/json" };
const html = { "Content-Type": "text/html" };
const page = "<html><body><h1>Not today</h1></body></html>";
/** A code that no operation documents for any status: another thing is missing, or in the way. */
const otherCode = "APIG.3030";

const errorBody = (code: string) => JSON.stringify({ error_code: code, error_msg: "no", request_id: "r-1" });
const documentedCode = ({ operation }: Exchange, status: number) => operation.errors[status]?.[0] ?? otherCode;

const answer =
  (status: number, headers: Record<string, string> = {}, body = ""): Behaviour =>
  ({ response }) =>
    void response.writeHead(status, headers).end(body);

const refusal =
  (status: number, headers: Record<string, string> = json): Behaviour =>
  (exchange) =>
    answer(status, headers, errorBody(documentedCode(exchange, status)))(exchange);

/** Calls again and again until the connection is gone: the client is the one to end it. */
function untilGone({ socket }: Exchange, everyMs: number, action: () => void): void {
  const timer = setInterval(action, everyMs);
  socket.once("close", () => clearInterval(timer));
}

const raw =
  (text: string, then: (socket: Socket) => void): Behaviour =>
  ({ socket }) =>
    void socket.write(text, () => then(socket));

const reset = (socket: Socket) => void socket.resetAndDestroy();

export const behaviours: Readonly<Record<Exclude<FaultName, "refused" | "slammed">, Behaviour>> = {
  "204": answer(204),
  "204, slow": (exchange) => void setTimeout(answer(204), integer(exchange.random, 1, 60), exchange),
  "204, after a 103": (exchange) => {
    exchange.response.writeEarlyHints({ link: "</x>; rel=preload" });
    answer(204)(exchange);
  },
  "204, Connection: close": answer(204, { Connection: "close" }),
  "204, closed when idle": (exchange) => {
    exchange.response.once("finish", exchange.closeWhenIdle);
    answer(204)(exchange);
  },
  "204, closed when reused": (exchange) => {
    exchange.resetWhenReused();
    answer(204)(exchange);
  },
  "204, with a body": raw("HTTP/1.1 204 No Content\r\nContent-Length: 9\r\n\r\nunlawful!", () => {}),
  "204, then reset": raw("HTTP/1.1 204 No Content\r\n\r\n", reset),

  "400": refusal(400),
  "401": refusal(401),
  "403": refusal(403),
  "403, gzip": (exchange) => {
    const body = gzipSync(errorBody(documentedCode(exchange, 403)));
    exchange.response.writeHead(403, { ...json, "Content-Encoding": "gzip" }).end(body);
  },
  "403, slow": (exchange) => {
    const { response } = exchange;
    const left = [...errorBody(documentedCode(exchange, 403))];
    response.writeHead(403, json);
    untilGone(exchange, 2, () => (left.length > 0 ? response.write(left.splice(0, 8).join("")) : response.end()));
  },
  "404": refusal(404),
  "404, since it was done before": refusal(404),
  "404, another thing": answer(404, json, errorBody(otherCode)),

  "500": refusal(500),
  "500, transient": answer(500, json, errorBody("APIG.9003")),
  "500, empty": answer(500),
  "502, HTML": answer(502, html, page),
  "503, HTML": answer(503, html, page),
  "503, Retry-After": answer(503, { ...html, "Retry-After": "0" }, page),
  "504, HTML": answer(504, html, page),
  "407": answer(407, { ...html, "Proxy-Authenticate": "Basic" }, page),
  "408": answer(408, html, page),
  "421": answer(421, html, page),
  "429": answer(429, json, errorBody("APIG.0308")),
  "429, Retry-After": (exchange) => {
    const after = pick(exchange.random, ["0", "0", "1", new Date().toUTCString(), "soon", "-1"]);
    answer(429, { ...json, "Retry-After": after }, errorBody("APIG.0308"))(exchange);
  },
  "redirect, body without end": (exchange) => {
    exchange.response.writeHead(302, { Location: "/elsewhere" });
    untilGone(exchange, 10, () => exchange.response.write(" "));
  },
  redirect: (exchange) => {
    const status = pick(exchange.random, [301, 302, 303, 307, 308]);
    // To a place on this server that knows no operation: a client that went there would be seen.
    answer(status, { Location: "/elsewhere" }, page)(exchange);
  },
  "304": answer(304),
  "202": answer(202, json, "{}"),
  "200, login page": answer(200, html, page),

  "404, HTML": answer(404, html, page),
  "wrong content type": refusal(404, html),
  "truncated JSON": answer(404, json, '{"error_code":"APIG.3'),
  "gzip, cut": (exchange) => {
    const body = gzipSync(errorBody(documentedCode(exchange, 404))).subarray(0, -12);
    exchange.response.writeHead(404, { ...json, "Content-Encoding": "gzip" }).end(body);
  },
  "error without code": answer(404, json, '{"error_msg":"no"}'),
  flood: (exchange) => {
    const { response } = exchange;
    const pour = () => {
      while (!response.destroyed && response.write("x".repeat(65_536)));
    };
    response.writeHead(404, json).on("drain", pour);
    pour();
  },

  silence: () => {},
  "headers, dripped without end": (exchange) => {
    exchange.socket.write("HTTP/1.1 204 No Content\r\n");
    untilGone(exchange, 10, () => exchange.socket.write("X-Drop: 1\r\n"));
  },
  "body, dripped without end": (exchange) => {
    exchange.response.writeHead(404, json);
    untilGone(exchange, 10, () => exchange.response.write(" "));
  },
  reset: ({ socket }) => reset(socket),
  "reset when reused": ({ socket }) => reset(socket),
  "reset in mid-headers": raw("HTTP/1.1 204 No Con", reset),
  "reset in mid-body": raw('HTTP/1.1 404 Not Found\r\nContent-Length: 99\r\n\r\n{"error_code"', reset),
  closed: ({ socket }) => void socket.end(),
  garbage: raw("SSH-2.0-OpenSSH_9.6\r\n", (socket) => void socket.end()),
  "broken chunk": raw(
    "HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{\r\n",
    (socket) => void socket.end(),
  ),
  "headers without end": raw(`HTTP/1.1 204 No Content\r\nX-Long: ${"x".repeat(70_000)}`, () => {}),
};
