import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { format, promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { SpanKind, trace } from "@opentelemetry/api";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { fromRoot } from "../scripts/lib/root.ts";
import { mockTest, mockUrl } from "./support/mock.ts";
import { operations, server } from "./support/spec.ts";

// A README that lies is worse than none. Each of its TypeScript blocks is compiled as a consumer would, and run: as it
// stands, but for the network, where the vendor's endpoint is the mock.

const readme = readFileSync(fromRoot("README.md"), "utf8");
const blocks = (language: string) =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gms"))].map(([, code = ""]) => code);
const examples = blocks("ts").map((code, index) => ({ name: `example-${index + 1}`, code }));

// Beside the sources, so that the examples find the same dependencies; ignored by git.
const folder = fromRoot(".reports/readme");

beforeAll(() => {
  mkdirSync(folder, { recursive: true });
  for (const { name, code } of examples) {
    writeFileSync(path.join(folder, `${name}.ts`), code.replaceAll('"roma-apic-client"', '"../../src/index.ts"'));
  }
  writeFileSync(
    path.join(folder, "tsconfig.json"),
    JSON.stringify({ extends: "../../tsconfig.json", include: ["*.ts"] }),
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

test("every example compiles", async () => {
  expect(examples.length).toBeGreaterThan(0);
  const compile = promisify(execFile)(process.execPath, [fromRoot("node_modules/typescript/bin/tsc"), "-p", folder]);
  await expect(compile.catch((error: { stdout: string }) => error.stdout)).resolves.toMatchObject({ stdout: "" });
}, 30_000);

describe("every example runs", () => {
  const { fetch } = globalThis;
  const log = jest.spyOn(console, "log");
  const endpoint = server.url.replace("{region}", "cn-north-4");
  // Where pino writes, which does not go through `console`.
  const write = jest.spyOn(process.stdout, "write");

  beforeAll(() => {
    process.env.ROMA_TOKEN = "a-token-for-the-mock";
    write.mockImplementation(() => true);
    globalThis.fetch = async (url, init) => {
      const { status, headers, body } = await fetch(String(url).replace(endpoint, mockUrl()), init);
      return new Response(body, { status, headers }); // without the mock's URL, to which the client would object
    };
    log.mockImplementation(() => {});
  });
  afterAll(() => {
    delete process.env.ROMA_TOKEN;
    write.mockRestore();
    globalThis.fetch = fetch;
    log.mockRestore();
  });

  const runOf = async (what: string) => {
    const example = examples.find(({ code }) => code.includes(what));
    if (!example) throw new Error(`the README has no example with ${what}`);
    await import(`${path.join(folder, `${example.name}.ts`)}?again`); // a module runs once by itself
  };

  mockTest("the example for pino writes what is promised, and no credential", async () => {
    write.mockClear();
    await runOf("pino()");
    const lines = write.mock.calls.map(([line]) => String(line));
    const fields = { operationId: "unpublishLiveDataApi", attempt: 1, method: "POST", status: 204, outcome: "done" };
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: 30, ...fields, msg: "unpublishLiveDataApi: done after attempt 1, status 204" },
    ]);
    expect(lines.join()).not.toContain("a-token");
  });

  mockTest("the example for OpenTelemetry makes a span of each attempt", async () => {
    const exporter = new InMemorySpanExporter();
    const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
    trace.setGlobalTracerProvider(provider);
    await runOf("@opentelemetry/api");
    const [span, ...more] = exporter.getFinishedSpans();
    expect(more).toEqual([]);
    expect(span).toMatchObject({
      name: "deleteAppCode",
      kind: SpanKind.CLIENT,
      attributes: { "http.request.method": "DELETE", "http.response.status_code": 204, "roma.outcome": "done" },
    });
    await provider.shutdown();
    trace.disable();
  });

  for (const { name, code } of examples) {
    mockTest(`${name}: ${code.match(/roma\.[\w.]+/)?.[0]}`, async () => {
      log.mockClear();
      await import(path.join(folder, `${name}.ts`));
      const promised = [...code.matchAll(/\/\/ → (.*?)(?: \(.*\))?$/gm)].map(([, output]) => output);
      expect(promised).toHaveLength(1);
      expect(log.mock.calls.map((printed) => format(...printed))).toEqual(promised);
    });
  }
});

test("every command is one of the project's scripts", () => {
  const { scripts } = JSON.parse(readFileSync(fromRoot("package.json"), "utf8")) as { scripts: Record<string, string> };
  const npmOwn = ["npm ci", "npm cit", "npm install roma-apic-client"];
  const commands = blocks("sh").flatMap((block) =>
    block
      .split("\n")
      .filter(Boolean)
      .flatMap((line) => line.replace(/ #.*/, "").trim().split(" && ")),
  );
  expect(commands.length).toBeGreaterThan(0);
  for (const command of commands.filter((command) => !npmOwn.includes(command))) {
    const script = /^npm (?:run )?([\w:]+)$/.exec(command)?.[1] ?? command;
    expect(Object.keys(scripts)).toContain(script);
  }
});

test("every row of the table of operations is true", () => {
  const rows = [...readme.matchAll(/^\| `(\w+)` \| `(\w+) (\S+)` \| \[(.+?)\]\((\S+)\) \| `(\w+)` \|$/gm)];
  expect(rows.length).toBeGreaterThan(0);
  for (const [, operationId, method, short = "", title, url, sdkName] of rows) {
    const operation = operations.find((operation) => operation.operationId === operationId);
    const path = short.replace("…", "/apic/instances/{instance_id}");
    expect({ method, path, title, url, sdkName }).toEqual({
      method: operation?.method,
      path: operation?.path,
      title: operation?.page.title,
      url: operation?.page.url,
      sdkName: operation?.page.sdkName,
    });
  }
});
