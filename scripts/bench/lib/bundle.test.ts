import { expect, test } from "@jest/globals";
import { fromRoot } from "../../lib/root.ts";
import { bundle } from "./bundle.ts";

test("a bundle holds what is imported, and what is not used falls away", async () => {
  const folder = fromRoot("src");
  const small = await bundle('import { isRomaError } from "./index.ts"; isRomaError(1);', folder);
  const large = await bundle('import { createRomaClient } from "./index.ts"; globalThis.x = createRomaClient;', folder);
  expect(small.modules.map(([module]) => module)).not.toContain("send.ts");
  expect(large.modules.map(([module]) => module)).toContain("send.ts");
  expect(large.gzipped).toBeLessThan(large.minified);
  expect(small.gzipped).toBeLessThan(large.gzipped);
  expect(large.modules[0]?.[1]).toBeGreaterThanOrEqual(large.modules[1]?.[1] ?? 0);
});

test("the same source makes the same bundle", async () => {
  const make = () => bundle('export * from "./retry.ts";', fromRoot("src"));
  expect(await make()).toEqual(await make());
});
