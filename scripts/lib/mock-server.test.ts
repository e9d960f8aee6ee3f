import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { networkInterfaces, tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { type Mock, type MockOptions, startMock } from "./mock-server.ts";
import { fromRoot } from "./root.ts";
import { connecting, endScripts, run } from "./testing.ts";

/** A spec of one operation per path, which answers `{ "from": name }`. */
const specOf = (name: string, ...paths: readonly string[]) => ({
  openapi: "3.1.0",
  info: { title: name, version: "1" },
  paths: Object.fromEntries(
    paths.map((at) => [
      at,
      {
        get: {
          responses: {
            200: {
              description: "Done.",
              content: { "application/json": { schema: { type: "object" }, example: { from: name } } },
            },
          },
        },
      },
    ]),
  ),
});

const started: Mock[] = [];
async function start(spec: object, options?: MockOptions): Promise<Mock> {
  const mock = await startMock(spec, options);
  started.push(mock);
  return mock;
}

/** Whose spec it was that answered; where none knew the path, the status. */
async function answers(mock: Mock, at: string): Promise<unknown> {
  const response = await fetch(mock.url + at);
  const body = (await response.json()) as { from?: string }; // the answer of `specOf`, or a problem without `from`
  return body.from ?? response.status;
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "roma-apic-mock-"));
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((mock) => mock.close()));
  await endScripts();
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("where it listens", () => {
  test("is a port of its own that the system chose, ready at once", async () => {
    const mocks = await Promise.all([start(specOf("a", "/x")), start(specOf("b", "/x"))]);
    expect(await Promise.all(mocks.map((mock) => answers(mock, "/x")))).toEqual(["a", "b"]);
    expect(new Set(mocks.map(({ url }) => url)).size).toBe(2);
    for (const { url } of mocks) expect(url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d*$/);
  });

  test("is loopback alone: no other address of the machine leads to it", async () => {
    const { url } = await start(specOf("a", "/x"));
    const addresses = Object.values(networkInterfaces()).flatMap((own = []) =>
      own.map(({ address, scopeid }) => (scopeid ? undefined : address)),
    );
    const others = new Set([...addresses, process.platform === "linux" ? "127.0.0.2" : undefined]);
    others.delete("127.0.0.1");
    others.delete(undefined);
    expect(others.size).toBeGreaterThan(0);
    for (const host of others) expect(await connecting(url, host)).not.toBe("connected");
    expect(await connecting(url)).toBe("connected");
  });

  test("is named by the error where it is taken", async () => {
    const { url } = await start(specOf("a", "/x"));
    const { port } = new URL(url);
    await expect(startMock(specOf("b", "/x"), { port: Number(port) })).rejects.toThrow(
      new RegExp(`can't listen on port ${port}: .*EADDRINUSE`),
    );
  });

  test("is free again when it is closed", async () => {
    const mock = await startMock(specOf("a", "/x"));
    await answers(mock, "/x"); // leaves a connection open for the next request
    await mock.close();
    expect(await connecting(mock.url)).toBe("ECONNREFUSED");
  });
});

describe("another spec", () => {
  test("takes over from one request to the next, without a request that fails", async () => {
    const mock = await start(specOf("old", "/x", "/old"));
    expect([await answers(mock, "/x"), await answers(mock, "/new")]).toEqual(["old", 404]);
    let swapped = false;
    const swap = mock.serve(specOf("new", "/x", "/new")).then(() => {
      swapped = true;
    });
    const meanwhile: unknown[] = [];
    while (!swapped) meanwhile.push(await answers(mock, "/x"));
    await swap;
    expect(meanwhile).not.toHaveLength(0);
    expect(meanwhile).toEqual(meanwhile.map((from) => (from === "old" ? "old" : "new")));
    expect(meanwhile.lastIndexOf("old")).toBe(meanwhile.filter((from) => from === "old").length - 1); // never back
    expect([await answers(mock, "/x"), await answers(mock, "/new"), await answers(mock, "/old")]).toEqual([
      "new",
      "new",
      404,
    ]);
  });

  test("is served alone, also where two were asked for at once", async () => {
    const mock = await start(specOf("old", "/x"));
    await Promise.all([mock.serve(specOf("one", "/x", "/one", "/1")), mock.serve(specOf("two", "/x", "/two", "/2"))]);
    const known = await Promise.all(["/one", "/1", "/two", "/2"].map((at) => answers(mock, at)));
    expect([
      ["one", "one", 404, 404],
      [404, 404, "two", "two"],
    ]).toContainEqual(known);
  });

  test.each([
    ["has no operations", specOf("empty")],
    ["is no spec at all", { hello: "world" }],
    ["leads nowhere", { ...specOf("lost"), paths: { "/x": { $ref: "#/nowhere" } } }],
  ])("that %s leaves the present one in place", async (_, spec) => {
    const mock = await start(specOf("old", "/x"));
    await expect(mock.serve(spec)).rejects.toThrow(/./);
    expect(await answers(mock, "/x")).toBe("old");
    await expect(startMock(spec)).rejects.toThrow(/./);
  });

  test("is not changed by being served", async () => {
    const read = () => JSON.parse(readFileSync(fromRoot("generated/openapi.json"), "utf8"));
    const spec = read();
    const mock = await start(spec);
    await mock.serve(spec);
    expect(spec).toEqual(read());
  });
});

test("the log is written, into a folder that is made for it", async () => {
  const logFile = path.join(folder, "deep/er/mock.log");
  const mock = await startMock(specOf("a", "/x"), { logFile });
  await answers(mock, "/x");
  await mock.close();
  expect(readFileSync(logFile, "utf8")).toContain("Request received");
});

describe("is gone when its process is, however that ends:", () => {
  const script = (rest: string) => {
    const file = path.join(folder, "crash.mjs");
    const from = pathToFileURL(fromRoot("scripts/lib/mock-server.ts")).href;
    writeFileSync(
      file,
      `import { startMock } from ${JSON.stringify(from)};
const { url } = await startMock(${JSON.stringify(specOf("a", "/x"))});
console.log(\`url: \${url}\`);
${rest}`,
    );
    return run(file);
  };

  test("killed", async () => {
    const child = script("");
    const [, url = ""] = await child.says(/url: (\S+)/);
    expect(await connecting(url)).toBe("connected");
    child.kill("SIGKILL");
    expect(await child.ended).toMatchObject({ exitCode: null, signal: "SIGKILL" });
    expect(await connecting(url)).toBe("ECONNREFUSED");
  }, 120_000);

  test("thrown out of", async () => {
    const child = script(`await fetch(url + "/x").then((response) => response.json()).then(console.log);
setTimeout(() => { throw new Error("a crash"); });`);
    const [, url = ""] = await child.says(/url: (\S+)/);
    const { exitCode, stdout, stderr } = await child.ended;
    expect([exitCode, stdout, stderr]).toEqual([
      1,
      expect.stringContaining("from"),
      expect.stringContaining("a crash"),
    ]);
    expect(await connecting(url)).toBe("ECONNREFUSED");
  }, 120_000);
});
