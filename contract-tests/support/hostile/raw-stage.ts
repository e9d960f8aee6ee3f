import { createServer, type Socket } from "node:net";
import type { Starter } from "./http-stage.ts";
import { OpenStage, type Stage } from "./stage.ts";

// Servers that write bytes to a socket: for answers that no HTTP library would let anybody send.

export interface RawExchange {
  readonly socket: Socket;
  /** The number of this request at this server, from 1. */
  readonly nth: number;
  readonly stage: Stage;
}

export type RawScript = (exchange: RawExchange) => void;

/** A server that answers each request by the script. */
export const raw =
  (script: RawScript): Starter =>
  async () => {
    const stage = new OpenStage();
    let count = 0;
    const server = createServer((socket) => onRequests(socket, stage, () => script({ socket, stage, nth: ++count })));
    stage.url = `http://${await stage.open(server)}`;
    return stage;
  };

/** A server that acts as soon as a client connects, and reads nothing unless the script does. */
export const onConnect =
  (script: (socket: Socket) => void, protocol: "http" | "https" = "http"): Starter =>
  async () => {
    const stage = new OpenStage();
    stage.url = `${protocol}://${await stage.open(createServer(script))}`;
    return stage;
  };

/** Always these bytes; the connection stays open. */
export const bytes = (...parts: readonly (string | Buffer)[]): Starter =>
  raw(({ socket }) => {
    for (const part of parts) socket.write(part);
  });

/** These bytes, and the end of the connection. */
export const bytesAndEnd = (...parts: readonly (string | Buffer)[]): Starter =>
  raw(({ socket }) => {
    for (const part of parts) socket.write(part);
    socket.end();
  });

/** These bytes, and a reset once they are on their way. */
export const bytesAndReset = (part: string): Starter =>
  raw(({ socket }) => void socket.write(part, () => socket.resetAndDestroy()));

/** The head of an answer, its lines as they are. */
export const head = (statusLine: string, ...headers: readonly string[]): string =>
  `${[statusLine, ...headers].join("\r\n")}\r\n\r\n`;

/** Writes the beginning at once, and then the same piece again and again for as long as the client listens. */
export const drip = (beginning: string, piece: string): Starter =>
  raw(({ socket }) => {
    socket.write(beginning);
    const timer = setInterval(() => socket.write(piece), 20);
    socket.once("close", () => clearInterval(timer));
  });

/** Where a flood stops for want of a client that does: clients without a limit must not exhaust the machine. */
const floodLimit = 48 * 1024 * 1024;

/** The beginning, and then the piece without end and as fast as the client takes it; what it takes is counted. */
export const flood = (beginning: string, piece: string): Starter =>
  raw(({ socket, stage }) => {
    socket.write(beginning);
    const pour = () => {
      socket.write(piece, (error) => {
        if (error || socket.destroyed) return;
        stage.taken += piece.length;
        if (stage.taken < floodLimit) pour();
      });
    };
    pour();
  });

/** Reads requests, records them, and says when one is complete. */
function onRequests(socket: Socket, stage: OpenStage, onRequest: () => void): void {
  let unread = "";
  socket.on("data", (chunk: Buffer) => {
    unread += chunk.toString("latin1");
    for (;;) {
      const end = unread.indexOf("\r\n\r\n");
      if (end < 0) return;
      const [requestLine = "", ...lines] = unread.slice(0, end).split("\r\n");
      const headers = Object.fromEntries(
        lines.map((line) => {
          const colon = line.indexOf(":");
          return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
        }),
      );
      const length = Number(headers["content-length"] ?? 0);
      if (unread.length < end + 4 + length) return;
      const body = unread.slice(end + 4, end + 4 + length);
      unread = unread.slice(end + 4 + length);
      const [method = "", path = ""] = requestLine.split(" ");
      stage.received.push({ at: "target", method, path, headers, body });
      onRequest();
    }
  });
}
