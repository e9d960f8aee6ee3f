import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, connect, createServer as createTcpServer, type Server, type Socket } from "node:net";
import { setImmediate as turn } from "node:timers/promises";
import type { OperationDescriptor } from "../../../generated/descriptor.ts";
import { operations } from "../../../generated/operations.ts";
import { type Fault, type FaultName, faultKinds, faultOf } from "./faults.ts";
import { resourceParameter } from "./inputs.ts";
import { createLedger, type Entry } from "./ledger.ts";
import { behaviours } from "./misbehave.ts";
import { nameOf } from "./plan.ts";
import type { Message, Question } from "./protocol.ts";
import { chance, integer, randomOf } from "./random.ts";

// The server of a soak, as a process of its own: so the sockets, timers and heap that the soak counts are the client's
// alone, and a client that forgets a connection can't hide behind a server that closes it in the same event loop. It
// ends when it is told to, or when whoever started it is gone.

const seed = Number(process.argv[2]);
const ledger = createLedger();
const busy = new WeakSet<Socket>();
/** Connections that are reset when the next request comes in. */
const doomed = new WeakSet<Socket>();
/** Connections on which no answer is sure to arrive any more. */
const spoilt = new WeakSet<Socket>();

// `fetch` lets an idle connection go 2 seconds before the server would, by the hint that node:http sends along.
const server = createServer({ keepAliveTimeout: 3500 }, (request, response) => {
  const { socket } = request;
  const { "x-call-id": id, "x-attempt": count } = request.headers;
  const [call, attempt] = [Number(id ?? "none"), Number(count)];
  const entry = ledger.open(call, attempt);
  const reused = doomed.has(socket);
  busy.add(socket);
  response.once("close", () => busy.delete(socket));
  response.on("error", () => {}); // whoever gives up in the middle is no news
  const operation = targetOf(request, call);
  if (!operation) {
    entry.astray = true;
    response.writeHead(204).end();
    return;
  }
  request.resume().once("end", () => {
    const fault: Fault = reused ? { name: "reset when reused", acts: false } : faultOf(seed, call, attempt);
    perform(call, fault, operation, entry, request, response);
  });
});

function perform(
  call: number,
  { name, acts }: Fault,
  operation: OperationDescriptor,
  entry: Entry,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const { socket } = request;
  const random = randomOf(seed, "server", call, entry.attempt);
  // What is gone is gone: most servers say so, and some say that it is done. A deployment may be there again.
  const gone = operation.method !== "POST" && faultKinds[name].says === "success" && ledger.acted(call);
  const actual: FaultName = gone && chance(random, 0.7) ? "404, since it was done before" : name;
  if (actual === "refused" || actual === "slammed") throw new Error(`${actual} is no matter of a request`);
  const { says, sure = false } = faultKinds[actual];
  Object.assign(entry, { fault: actual, acted: acts && actual === name, says, sure: sure && !spoilt.has(socket) });
  if (says === "success" && !sure) spoilt.add(socket);
  behaviours[actual]({
    request,
    response,
    socket,
    operation,
    random,
    closeWhenIdle: () => void setTimeout(closeIfIdle, integer(random, 0, 8), socket),
    resetWhenReused: () => doomed.add(socket),
  });
}

/** A request that is on its way already is still read, and acted on, though no answer can reach the client any more. */
function closeIfIdle(socket: Socket): void {
  if (busy.has(socket)) return;
  spoilt.add(socket);
  socket.end();
}

const routes = Object.values(operations).map((operation) => {
  const resource = resourceParameter(operation.path);
  const pattern = operation.path.replace(/\{(\w+)\}/g, (_, name) =>
    name === resource ? "(?<resource>[^/]+)" : "[^/]+",
  );
  return { operation, pattern: new RegExp(`^${pattern}$`) };
});

/** The operation that a request leads to, if it is one, and on this call's resource. */
function targetOf({ method, url = "" }: IncomingMessage, call: number): OperationDescriptor | undefined {
  for (const { operation, pattern } of routes) {
    const resource = method === operation.method ? pattern.exec(url)?.groups?.resource : undefined;
    if (resource?.startsWith(`${nameOf(call)}.`)) return operation;
  }
  return undefined;
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port, not on a pipe
}

/** A port on which nobody listens, and nobody will: it is taken, as the near end of a connection. */
async function takenPort(): Promise<string> {
  const other = createTcpServer();
  const { port } = new URL(await listen(other));
  const near = connect(Number(port), "127.0.0.1");
  await new Promise((resolve) => near.once("connect", resolve));
  other.close();
  return `http://127.0.0.1:${near.localPort}`;
}

/** What has arrived by now is seen to, over as many turns as it takes to accept a connection, and to read from it. */
async function catchUp(): Promise<void> {
  for (let turns = 0; turns < 10; turns++) await turn();
}

const tell = (message: Message) => void process.send?.(message);

process.on("message", async (question: Question) => {
  await catchUp();
  if (question.ask === "call") return tell({ tell: "call", call: question.call, seen: ledger.close(question.call) });
  server.getConnections((_, connections) =>
    tell({ tell: "state", state: { connections, strangers: ledger.strangers } }),
  );
});
process.once("disconnect", () => process.exit());
// A terminal sends these to the whole group; whoever started this ends it when all calls have ended.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});

const door = createTcpServer((socket) => {
  socket.on("error", () => {});
  socket.resetAndDestroy();
});
const [url, slammed, refused] = [await listen(server), await listen(door), await takenPort()];
tell({ tell: "places", places: { url, slammed, refused } });
