import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { version } from "../src/version.ts";
import { call, clientOf, token } from "./support/client.ts";
import { covered } from "./support/coverage.ts";
import { pathWith } from "./support/mock.ts";
import { type Recorded, type Recorder, startRecorder } from "./support/recorder.ts";
import { operations } from "./support/spec.ts";
import { factsOf } from "./support/vendor-facts.ts";
import { exampleInputs } from "./support/violations.ts";

// What the client puts on the wire, recorded by a plain server that parses no more than HTTP. Method, path and header come
// from the vendor's page here, not from the spec. Prism would not notice a surplus header or a folded path.

let server: Recorder;
beforeAll(async () => {
  server = await startRecorder();
});
afterAll(() => server.close());

/** Headers that the runtime's `fetch` adds by itself. */
const runtimeHeaders = ["host", "connection", "accept-language", "sec-fetch-mode", "accept-encoding", "content-length"];

describe.each(operations.map((operation) => [operation.operationId, operation] as const))(
  "%s",
  (operationId, operation) => {
    test("is on the wire what the vendor's page says, byte for byte", async () => {
      const facts = factsOf(operationId);
      const inputs = exampleInputs(operation);
      await call(clientOf(server.url), operationId, inputs);

      const recorded = server.take();
      expect(recorded).toHaveLength(1);
      const [{ method, target, headers, body } = {} as Recorded] = recorded;
      expect([method, target]).toEqual([facts.method, pathWith(facts.path, inputs)]);
      expect(body).toBe(facts.exampleRequest == null ? "" : JSON.stringify(facts.exampleRequest));
      const own = Object.fromEntries(Object.entries(headers).filter(([name]) => !runtimeHeaders.includes(name)));
      expect(own).toEqual({
        [facts.headerParameters[0]?.name.toLowerCase() ?? ""]: token,
        accept: "application/json",
        "user-agent": `roma-apic-client/${version}`,
        ...(facts.exampleRequest != null && { "content-type": "application/json" }),
      });

      for (const { name } of operation.parameters)
        covered({ operationId, group: "parameters", item: name, check: "sent" });
      for (const name of Object.keys(operation.body?.schema.properties ?? {}))
        covered({ operationId, group: "body", item: `body.${name}`, check: "sent" });
    });
  },
);
