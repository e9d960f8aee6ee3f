import { connect, createServer } from "node:net";
import { expect, test } from "@jest/globals";
import { type Footprint, growthOf, heapBoundBytes, settled, watchSockets } from "./footprint.ts";

const before = { sockets: 0, connections: 1, listeners: 0, resources: { PipeWrap: 2 }, heapBytes: 10 * 2 ** 20 };

test.each<[what: string, after: Partial<Footprint>, growth: string[]]>([
  ["the same", before, []],
  ["less", { sockets: 0, connections: 0, resources: {}, heapBytes: 2 ** 20 }, []],
  ["as much heap as may be", { ...before, heapBytes: before.heapBytes + heapBoundBytes }, []],
  [
    "more heap",
    { ...before, heapBytes: before.heapBytes + heapBoundBytes + 1 },
    ["heap: 10.0 MiB before, 12.0 MiB after"],
  ],
  ["a socket more", { ...before, sockets: 1 }, ["sockets: 0 before, 1 after"]],
  ["a connection more", { ...before, connections: 2 }, ["connections at the server: 1 before, 2 after"]],
  ["a listener", { ...before, listeners: 1 }, ["listeners to a lasting signal: 0 before, 1 after"]],
  ["a pipe more", { ...before, resources: { PipeWrap: 3 } }, ["PipeWrap: 2 before, 3 after"]],
  ["a timer", { ...before, resources: { PipeWrap: 2, Timeout: 1 } }, ["Timeout: 0 before, 1 after"]],
])("what has become more is told: %s", (_, after, growth) => {
  expect(growthOf(before, after)).toEqual(growth);
});

test("heaps that were not measured are not compared", () => {
  expect(growthOf({ sockets: 0 }, { sockets: 0, heapBytes: 2 ** 30 })).toEqual([]);
});

test("a rest is over as soon as everything is let go", async () => {
  const sockets = [2, 1, 0, 0];
  let measured = 0;
  const measure = async () => ({ ...before, sockets: sockets[measured++] ?? 0 });
  await expect(settled(measure, before)).resolves.toMatchObject({ sockets: 0, connections: 1 });
  expect(measured).toBe(3);
});

test("sockets are counted from when they are opened until they are closed, idle ones too", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const sockets = watchSockets();
  const socket = connect((server.address() as { port: number }).port, "127.0.0.1").unref(); // it listens on a port
  expect(sockets.open()).toBe(1);
  const closed = new Promise((resolve) => socket.once("close", resolve));
  socket.destroy();
  await closed;
  expect(sockets.open()).toBe(0);
  sockets.stop();
  await new Promise((resolve) => server.close(resolve));
});
