import { execFile, execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { curlFor } from "./curl.ts";
import { Cursor } from "./generator/cursor.ts";
import { type OperationModel, readOperations } from "./generator/operations.ts";
import { type Mock, startMock } from "./mock-server.ts";
import { fromRoot } from "./root.ts";

const read = (file: string) => JSON.parse(readFileSync(fromRoot(file), "utf8"));
const specs = [read("generated/openapi.json"), read("scripts/lib/generator/fixtures/shapes/generated/openapi.json")];
const operations = specs.map((spec) => readOperations(Cursor.at(spec)));
const [five = [], shapes = []] = operations;

/** Runs a command as a person's shell would, whatever proxy the machine has. */
const shell = (command: string) =>
  new Promise<string>((resolve, reject) => {
    const env = { ...process.env, NO_PROXY: "*", no_proxy: "*" };
    execFile("sh", ["-c", command], { env }, (error, stdout) => (error ? reject(error) : resolve(stdout)));
  });

/** The arguments that curl would get, as the shell takes the command apart. */
const argumentsOf = async (command: string) =>
  (await shell(`curl() { printf '%s\\0' "$@"; }\n${command}`)).split("\0").slice(0, -1);

const curl = (() => {
  try {
    execFileSync("curl", ["--version"]);
    return true;
  } catch {
    console.log("curl is missing on this machine: its commands are tested as text alone, not run");
    return false;
  }
})();

describe("the command, taken apart by a shell, is the request", () => {
  const expected = five.map(({ operationId, parameters, body, descriptor }) => {
    const examples = Object.fromEntries(parameters.map(({ name, example }) => [name, example]));
    const path = descriptor.path.replace(/\{(\w+)\}/g, (_, name: string) => String(examples[name])); // plain identifiers
    const headers = ["-H", "X-Auth-Token: any-token", "-H", "Prefer: code=404"];
    const content = body ? ["-H", "Content-Type: application/json", "-d", JSON.stringify(body.example)] : [];
    return [
      operationId,
      ["-i", "-X", descriptor.method, ...headers, ...content, `http://mock.invalid${path}`],
    ] as const;
  });

  test.each(expected)("of %s", async (operationId, args) => {
    const operation = five.find((each) => each.operationId === operationId) as OperationModel; // `expected` is made of them
    expect(await argumentsOf(curlFor(operation, "http://mock.invalid", { Prefer: "code=404" }))).toEqual(args);
  });

  test("where its examples hold apostrophes and all else that a shell knows", async () => {
    const trap = `it's "$HOME" \`id\` $(id) \\ ! ; & | * ~ \n # 'a'`;
    const operation = five.find(({ body }) => body) as OperationModel; // detachApiFromPlugin
    const nasty: OperationModel = {
      ...operation,
      parameters: operation.parameters.map((each) => (each.in === "path" ? { ...each, example: "o'clock" } : each)),
      body: operation.body && { ...operation.body, example: { env_id: trap, api_ids: ["it's"] } },
    };
    const args = await argumentsOf(curlFor(nasty, "http://mock.invalid", { "X-Note": "it's" }));
    expect(args).toContain("X-Note: it's");
    expect(JSON.parse(args[args.indexOf("-d") + 1] ?? "")).toEqual({ env_id: trap, api_ids: ["it's"] });
    expect(args.at(-1)).toContain("/plugins/o'clock/detach");
    expect(args).toHaveLength(12);
  });
});

(curl ? describe : describe.skip)("the command, run, gets the documented answer", () => {
  let mocks: Mock[];
  beforeAll(async () => {
    mocks = await Promise.all(specs.map((spec) => startMock(spec)));
  });
  afterAll(() => Promise.all(mocks.map((mock) => mock.close())));

  const answer = async (mock: Mock | undefined, operation: OperationModel, prefer: string) => {
    const [head = "", body = ""] = (await shell(curlFor(operation, mock?.url ?? "", { Prefer: prefer }))).split(
      "\r\n\r\n",
    );
    return {
      status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1]),
      violations: /^sl-violations:.*/im.exec(head)?.[0],
      body,
    };
  };

  test.each(five.map((operation) => [operation.operationId, operation] as const))(
    "of %s",
    async (_, operation) => {
      for (const { status } of operation.successes)
        expect(await answer(mocks[0], operation, `code=${status}`)).toEqual({ status, body: "" });
      for (const { status, codes } of operation.errors)
        for (const { code } of codes)
          expect(await answer(mocks[0], operation, `code=${status}, example=${code}`)).toEqual({
            status,
            body: expect.stringContaining(`"error_code":"${code}"`),
          });
    },
    120_000,
  );

  test.each(shapes.map((operation) => [operation.operationId, operation] as const))(
    "of %s, a shape that the five don't have",
    async (_, operation) => {
      for (const { status } of operation.successes)
        expect(await answer(mocks[1], operation, `code=${status}`)).toMatchObject({ status, violations: undefined });
    },
    120_000,
  );
});
