import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { token } from "../support/client.ts";
import { anyTrip, type Crossroads, type Scene, settings, startCrossroads } from "../support/crossroads.ts";

// Promise 3, against middleware: the caller's own code, which `http` runs between its checks and the wire. It can't
// have a redirect followed, can't send a call elsewhere, and can't turn either into a success.

let roads: Crossroads;
beforeAll(async () => {
  roads = await startCrossroads();
});
afterAll(() => roads.close());

const ample = 60_000; // for the shrinking of a counterexample on a busy machine

interface Middleware {
  onRequest?(context: { request: Request }): unknown;
  onResponse?(context: { response: Response }): unknown;
  onError?(context: { error: unknown }): unknown;
}
type Make = (scene: Scene) => Middleware;

/** Middleware that sends what `make` makes of the request. */
const resend =
  (make: (request: Request, scene: Scene) => Request | undefined): Make =>
  (scene) => ({ onRequest: ({ request }) => make(request, scene) });

/** A request that says another URL each time it is asked. */
function wavering(request: Request, urls: readonly string[]): Request {
  let count = 0;
  return Object.defineProperty(request, "url", { get: () => urls[count++ % urls.length] });
}

const wishes: Readonly<Record<string, Make>> = {
  "for redirects to be followed": resend((request) => new Request(request, { redirect: "follow" })),
  "for redirects to be errors": resend((request) => new Request(request, { redirect: "error" })),
  "for redirects to be followed, by a lie": resend((request) =>
    Object.defineProperty(request, "redirect", { value: "follow" }),
  ),
  "for another origin": resend((request, { elsewhere, path }) => new Request(`${elsewhere}${path}`, request)),
  "for another origin, anew": resend((_, { elsewhere }) => new Request(elsewhere, { redirect: "follow" })),
  "for another origin, by a lie": resend((request, { elsewhere, path }) => wavering(request, [`${elsewhere}${path}`])),
  "for another origin, after a while": resend((request, { home, elsewhere, path }) =>
    wavering(request, [`${home}${path}`, `${elsewhere}${path}`]),
  ),
  "for another origin, with a credential": resend(
    (_, { elsewhere, path }) => new Request(`${elsewhere}${path}`, { headers: { "X-Auth-Token": token } }),
  ),
  "for another path": resend((request, { home, path }) => new Request(`${home}${path}/elsewhere`, request)),
  "for another path, folded": resend((request, { home, path }) => new Request(`${home}${path}/../elsewhere`, request)),
  "for another method": resend((request) => new Request(request, { method: "PATCH" })),
  "for another header": resend((request) => new Request(request, { headers: { "X-Own": "1" }, redirect: "follow" })),
  "to make a success of what is answered": () => ({ onResponse: () => new Response(null, { status: 204 }) }),
  "to follow what is answered": ({ home }) => ({
    onResponse: ({ response }) => fetch(new URL(response.headers.get("Location") ?? "", home)),
  }),
  "to hear of errors": () => ({ onError: () => undefined }),
};

describe.each(Object.entries(wishes))("middleware's wish %s comes to nothing", (_, make) => {
  test.each(["of the client", "of one call"])(
    "as middleware %s",
    async (where) => {
      const property = fc.asyncProperty(anyTrip, async (trip) => {
        const { error, meant, home, elsewhere } = await roads.end(trip, async (scene) => {
          const client = scene.client();
          if (where === "of the client") client.http.use(make(scene) as never); // wrong on purpose
          return scene.viaHttp(client, where === "of the client" ? {} : { middleware: [make(scene)] });
        });
        expect([error.attempts, home, elsewhere]).toEqual(home.length === 0 ? [0, [], []] : [1, [meant], []]);
        expect(error.outcome).toBe(home.length === 0 ? "not-sent" : "unknown");
      });
      await fc.assert(property, settings);
    },
    ample,
  );
});

test(
  "where middleware goes elsewhere itself, it has no credential to take along",
  async () => {
    let visited = 0;
    const property = fc.asyncProperty(anyTrip, fc.constantFrom("onRequest", "onError"), async (trip, hook) => {
      const { meant, home, elsewhere } = await roads.end(trip, async (scene) => {
        const goThere = async ({ request }: { request: Request }) => {
          await fetch(`${scene.elsewhere}/errand`, { headers: request.headers });
        };
        return scene.viaHttp(scene.client(), { middleware: [{ [hook]: goThere }] });
      });
      const errand = { method: "GET", path: "/errand", withToken: false };
      expect([home, elsewhere]).toEqual([[meant], [errand]]);
      visited += elsewhere.length;
    });
    await fc.assert(property, { numRuns: 50 });
    expect(visited).toBe(50);
  },
  ample,
);
