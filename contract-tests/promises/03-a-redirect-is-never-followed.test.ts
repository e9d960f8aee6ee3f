import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { call, clientOf } from "../support/client.ts";
import { anyTrip, type Crossroads, type Scene, settings, startCrossroads } from "../support/crossroads.ts";
import { startHttpServer } from "../support/http-server.ts";
import { operations } from "../support/spec.ts";
import { exampleInputs } from "../support/violations.ts";

// Promise 3: a redirect is never followed, whatever the caller says in options. One server sends calls elsewhere, by
// every status and header; where they would arrive, they would be told that all is done, or that all is gone.

let roads: Crossroads;
beforeAll(async () => {
  roads = await startCrossroads();
});
afterAll(() => roads.close());

const ample = 60_000; // for the shrinking of a counterexample on a busy machine

/** Options that a caller might hope to be heard with; most of them don't compile, and may be refused. */
const hopes = ({ elsewhere }: Scene) => [
  { headers: { "X-Follow-Redirects": "1", Location: elsewhere } },
  { redirect: "follow" },
  { redirect: "error" },
  { redirect: "manual" },
  { baseUrl: elsewhere },
  { fetch: (url: string | Request, init?: RequestInit) => fetch(url, { ...init, redirect: "follow" }) },
  { Request: class extends Request {}, redirect: "follow" },
  { requestInitExt: { redirect: "follow" } },
  { init: { redirect: "follow" } },
  { method: "GET" },
  { url: elsewhere },
  { mode: "same-origin" },
  { credentials: "include" },
  { followRedirects: true, maxRedirects: 20 },
];

const isRedirect = (status: number) => status >= 300 && status < 400 && status !== 304;

const sayings: Readonly<Record<string, (scene: Scene, hope: object) => Promise<unknown>>> = {
  "a method": ({ client, viaMethod }) => viaMethod(client()),
  "a method with `ignoreNotFound`": ({ client, viaMethod }) => viaMethod(client(), { ignoreNotFound: true }),
  "a method with options": ({ client, viaMethod }, hope) => viaMethod(client(), { ...hope, ignoreNotFound: true }),
  "`http`": ({ client, viaHttp }) => viaHttp(client()),
  "`http` with options": ({ client, viaHttp }, hope) => viaHttp(client(), hope),
};

describe.each(Object.entries(sayings))("%s follows no redirect", (_, say) => {
  test(
    "whatever the status, the operation and the place that is named",
    async () => {
      let visited = 0;
      const property = fc.asyncProperty(anyTrip, fc.nat(), async (trip, choice) => {
        const { error, meant, home, elsewhere } = await roads.end(trip, (scene) => {
          const all = hopes(scene);
          return say(scene, all[choice % all.length] ?? {});
        });
        // One visit at most: a redirect to another path of the same server is not followed either.
        expect([error.attempts, home, elsewhere]).toEqual(home.length === 0 ? [0, [], []] : [1, [meant], []]);
        expect(error.outcome).toBe(home.length === 0 ? "not-sent" : "unknown");
        if (home.length > 0 && isRedirect(trip.status)) expect(error).toMatchObject({ reason: "redirect" });
        visited += home.length;
      });
      const examples = settings.examples.map(([trip], index): [typeof trip, number] => [trip, index]);
      await fc.assert(property, { ...settings, examples });
      expect(visited).toBeGreaterThan(0); // not all were refused before they set out
    },
    ample,
  );
});

test("a 204 that points elsewhere is done, and not followed", async () => {
  const visits: unknown[] = [];
  const elsewhere = await startHttpServer((request, response) => {
    visits.push(request.url);
    response.end();
  });
  const home = await startHttpServer((_, response) => response.writeHead(204, { Location: elsewhere.url }).end());
  try {
    for (const operation of operations) {
      const result = call(clientOf(home.url), operation.operationId, exampleInputs(operation));
      await expect(result).resolves.toMatchObject({ outcome: "done", status: 204 });
    }
    expect(visits).toEqual([]);
  } finally {
    await Promise.all([home.close(), elsewhere.close()]);
  }
});
