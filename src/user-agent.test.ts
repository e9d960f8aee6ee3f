import { afterEach, expect, test } from "@jest/globals";
import { userAgent } from "./user-agent.ts";
import { version } from "./version.ts";

const original = Object.getOwnPropertyDescriptor(globalThis, "navigator");
afterEach(() => {
  if (original) Object.defineProperty(globalThis, "navigator", original);
  else Reflect.deleteProperty(globalThis, "navigator");
});
/** Runs as in a runtime with this `navigator`. */
const runtime = (navigator: unknown) =>
  Object.defineProperty(globalThis, "navigator", { value: navigator, configurable: true });

const own = { "User-Agent": `roma-apic-client/${version}` };

test.each([
  ["Node 20, which has no `navigator`", undefined],
  ["Node 21 and later", { userAgent: "Node.js/22" }],
  ["Deno", { userAgent: "Deno/2.1.4" }],
  ["Bun", { userAgent: "Bun/1.2.0" }],
  ["Cloudflare's workers", { userAgent: "Cloudflare-Workers" }],
  ["a runtime whose `navigator` says nothing", {}],
])("the client names itself in %s", (_, navigator) => {
  runtime(navigator);
  expect(userAgent()).toEqual(own);
});

test("the client does not name itself in browsers: it would only provoke a preflight request", () => {
  runtime({ userAgent: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0" });
  expect(userAgent()).toEqual({});
});
