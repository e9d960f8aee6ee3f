import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { version } from "../src/version.ts";
import { call, clientOf, token } from "./support/client.ts";
import { covered } from "./support/coverage.ts";
import { pathWith } from "./support/mock.ts";
import { operations } from "./support/spec.ts";
import { vendorFacts } from "./support/vendor-facts.ts";
import { exampleInputs } from "./support/violations.ts";

// What the client puts on the wire, recorded by a plain server that parses no more than HTTP. Method, path and header come
// from the vendor's page here, not from the spec. Prism would not notice a surplus header or a folded path.

interface Recorded {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

const recorded: Recorded[] = [];
let server: Server;
let baseUrl: string;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer); // no encoding was set
    recorded.push({
      method: request.method,
      url: request.url,
      headers: request.headers,
      body: Buffer.concat(chunks).toString("utf8"),
    });
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

/** Headers that the runtime's `fetch` adds by itself. */
const runtimeHeaders = ["host", "connection", "accept-language", "sec-fetch-mode", "accept-encoding", "content-length"];

describe.each(operations.map((operation) => [operation.operationId, operation] as const))(
  "%s",
  (operationId, operation) => {
    test("is on the wire what the vendor's page says, byte for byte", async () => {
      const facts = vendorFacts.get(operationId);
      const inputs = exampleInputs(operation);
      recorded.length = 0;
      await call(clientOf(baseUrl), operationId, inputs);

      expect(recorded).toHaveLength(1);
      const [{ method, url, headers, body } = {} as Recorded] = recorded;
      expect([method, url]).toEqual([facts?.method, pathWith(facts?.path ?? "", inputs)]);
      expect(body).toBe(facts?.exampleRequest == null ? "" : JSON.stringify(facts.exampleRequest));
      const own = Object.fromEntries(Object.entries(headers).filter(([name]) => !runtimeHeaders.includes(name)));
      expect(own).toEqual({
        [facts?.headerParameters[0]?.name.toLowerCase() ?? ""]: token,
        accept: "application/json",
        "user-agent": `roma-apic-client/${version}`,
        ...(facts?.exampleRequest != null && { "content-type": "application/json" }),
      });

      for (const { name } of operation.parameters)
        covered({ operationId, group: "parameters", item: name, check: "sent" });
      for (const name of Object.keys(operation.body?.schema.properties ?? {}))
        covered({ operationId, group: "body", item: `body.${name}`, check: "sent" });
    });
  },
);
