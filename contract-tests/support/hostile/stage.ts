import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** One request as it came over the wire. */
export interface Received {
  /** At the configured server, or at another one that nobody should have been led to. */
  readonly at: "target" | "elsewhere";
  readonly method: string;
  /** The request target, as raw as it came. */
  readonly path: string;
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A case's servers, and what they have seen. */
export interface Stage {
  readonly url: string;
  /** A server that the client was never told of; empty where the case has none. */
  readonly elsewhereUrl: string;
  readonly received: Received[];
  /** How many connections were made. */
  readonly connections: number;
  /** The bytes that the client took of an answer without end. */
  taken: number;
  /** Resolves when every connection so far is closed; rejects where one of them stays open. */
  hungUp(): Promise<void>;
  /** Closes the servers and every connection to them. */
  close(): Promise<void>;
}

/** Before the runtime by itself closes a connection that it takes for idle, which it does after 4 s. */
const idleMs = 3_000;

/** The parts of a stage that its servers write to. */
export class OpenStage implements Stage {
  url = "";
  elsewhereUrl = "";
  taken = 0;
  readonly received: Received[] = [];
  readonly #servers: Server[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #closings: Promise<void>[] = [];

  get connections(): number {
    return this.#closings.length;
  }

  /** Puts a server on the stage, on a port that the system chooses; returns its authority. */
  async open(server: Server): Promise<string> {
    server.on("connection", (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on("error", () => {}); // a client that goes away is part of the play
      this.#closings.push(
        new Promise((resolve) =>
          socket.once("close", () => {
            this.#sockets.delete(socket);
            resolve();
          }),
        ),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    this.#servers.push(server);
    return `127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port, not on a pipe
  }

  async hungUp(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<never>((_, reject) => {
      const say = () => reject(new Error(`connections that stay open: ${this.#sockets.size}`));
      timer = setTimeout(say, idleMs);
    });
    await Promise.race([Promise.all(this.#closings), limit]).finally(() => clearTimeout(timer));
  }

  async close(): Promise<void> {
    const closed = this.#servers.map((server) => new Promise((resolve) => server.close(resolve)));
    for (const socket of this.#sockets) socket.destroy();
    await Promise.all(closed);
  }
}

/** Notes a request that a caller's own `fetch` was given, and that no server sees. */
export function note(stage: Stage, at: Received["at"], { method, url, headers }: Request): void {
  const { origin, href } = new URL(url);
  const path = at === "target" ? href.slice(origin.length) : href;
  stage.received.push({ at, method, path, headers: Object.fromEntries(headers), body: "" });
}

/**
 * A port of this machine where nobody listens, and nobody else can come to listen meanwhile: it is the near end of a
 * connection that stays open.
 */
export const deserted = async (): Promise<Stage> => {
  const stage = new OpenStage();
  const [host = "", port] = (await stage.open(createServer())).split(":");
  const socket = connect({ host, port: Number(port) });
  await once(socket, "connect");
  stage.url = `http://${host}:${socket.localPort}`;
  return stage;
};
