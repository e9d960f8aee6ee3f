import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { type DevEvent, type DevServer, startDevServer } from "./dev-server.ts";
import { SpecError } from "./generator/spec-error.ts";
import { fromRoot } from "./root.ts";
import { connecting } from "./testing.ts";

type Serving = Extract<DevEvent, { kind: "serving" }>;
type Broken = Extract<DevEvent, { kind: "broken" }>;

let folder: string;
let output: string;
let server: DevServer | undefined;
/** All that was said, and how much of it a test has looked at. */
let events: DevEvent[];
let seen: number;
let wake: () => void;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "roma-apic-dev-"));
  output = path.join(folder, "generated");
  cpSync(fromRoot("scripts/lib/generator/fixtures/shapes"), path.join(folder, "spec"), {
    recursive: true,
    filter: (source) => path.basename(source) !== "generated",
  });
  server = undefined;
  events = [];
  seen = 0;
  wake = () => {};
});
afterEach(async () => {
  await server?.close();
  rmSync(folder, { recursive: true });
});

const isServing = (event: DevEvent): event is Serving => event.kind === "serving";
const isBroken = (event: DevEvent): event is Broken => event.kind === "broken";

/** Starts on the copy; the first event is there when this resolves. */
async function start(): Promise<void> {
  server = await startDevServer({
    entry: path.join(folder, "spec/openapi.yaml"),
    output,
    onEvent(event) {
      events.push(event);
      wake();
    },
  });
}

/** The next event that fits. One edit may be seen as several, so others are passed over. */
async function next<Event extends DevEvent>(fits: (event: DevEvent) => event is Event): Promise<Event> {
  for (;;) {
    const event = events[seen];
    if (event === undefined) await new Promise<void>((resolve) => (wake = resolve));
    else {
      seen += 1;
      if (fits(event)) return event;
    }
  }
}

/** The next news that the generated files changed. */
const change = () => next((event): event is Serving => isServing(event) && event.changed.length > 0);

function edit(file: string, from: string, to: string): void {
  const at = path.join(folder, "spec", file);
  const text = readFileSync(at, "utf8");
  expect(text).toContain(from);
  writeFileSync(at, text.replace(from, to));
}

const statusOf = async (url: string) => (await fetch(url)).status;
const generated = () =>
  Object.fromEntries(readdirSync(output).map((name) => [name, readFileSync(path.join(output, name), "utf8")]));

test("it serves and generates at the start what the spec says", async () => {
  await start();
  const { url, changed } = await next(isServing);
  expect(await statusOf(`${url}/v1/info`)).toBe(200);
  expect(changed.map(({ name }) => name).sort()).toEqual(Object.keys(generated()).sort());
  expect(Object.keys(generated())).toContain("openapi.json");
}, 120_000);

test("an edit is generated, and served on the same url", async () => {
  await start();
  const { url } = await next(isServing);
  edit("openapi.yaml", "/v1/info:", "/v1/about:");
  const after = await change();
  expect(after.url).toBe(url);
  expect([await statusOf(`${url}/v1/about`), await statusOf(`${url}/v1/info`)]).toEqual([200, 404]);
  expect(after.changed.map(({ name }) => name)).toEqual(expect.arrayContaining(["openapi.json", "operations.ts"]));
  expect(generated()["operations.ts"]).toContain('"path": "/v1/about"');
}, 120_000);

test("a broken edit is reported at its place and changes nothing; mended, it brings the new state", async () => {
  await start();
  const { url } = await next(isServing);
  const before = generated();
  edit("openapi.yaml", "/v1/info:", "/v1/about:");
  edit("paths/info.yaml", "  summary:", "  sumary:");
  const { error } = await next(isBroken);
  expect(error).toBeInstanceOf(SpecError);
  const [problem] = (error as SpecError).problems; // as the line above says
  expect(path.resolve(problem?.file ?? "")).toBe(path.join(folder, "spec/paths/info.yaml"));
  expect(problem?.line).toBe(4);
  expect(await Promise.all([statusOf(`${url}/v1/info`), statusOf(`${url}/v1/about`)])).toEqual([200, 404]);
  expect(generated()).toEqual(before);

  edit("paths/info.yaml", "  sumary:", "  summary:");
  expect((await change()).url).toBe(url);
  expect(await Promise.all([statusOf(`${url}/v1/info`), statusOf(`${url}/v1/about`)])).toEqual([404, 200]);
  expect(generated()["openapi.json"]).toContain("/v1/about");
}, 120_000);

test("a spec that is broken from the start is served as soon as it is mended", async () => {
  edit("paths/info.yaml", "operationId: getInfo", "operationId: then");
  await start();
  expect((await next(isBroken)).error.message).toContain("paths/info.yaml:2:3 `then` can't be the name of a method");
  edit("paths/info.yaml", "operationId: then", "operationId: getInfo");
  const { url } = await next(isServing);
  expect(await statusOf(`${url}/v1/info`)).toBe(200);
}, 120_000);

test("closed, it neither serves nor follows an edit, while another that watches the same files does", async () => {
  await start();
  const { url } = await next(isServing);
  await server?.close();
  expect(await connecting(url)).toBe("ECONNREFUSED");
  const [closed, left, said] = [output, generated(), events.length];

  output = path.join(folder, "others");
  await start();
  edit("openapi.yaml", "title: Shapes", "title: Others");
  while (!generated()["openapi.json"]?.includes("Others")) await change();
  expect(events.slice(said).filter((event) => !isServing(event) || event.url === url)).toEqual([]);
  output = closed;
  expect(generated()).toEqual(left);
}, 120_000);
