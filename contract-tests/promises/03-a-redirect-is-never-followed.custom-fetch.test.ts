import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { anyTrip, type Crossroads, type Scene, settings, startCrossroads } from "../support/crossroads.ts";

// Promise 3, against a `fetch` of the caller's own that goes elsewhere all the same. The client can't hinder it, but it
// notices that the answer is another place's, and never takes it for an answer to the call.

let roads: Crossroads;
beforeAll(async () => {
  roads = await startCrossroads();
});
afterAll(() => roads.close());

const ample = 60_000; // for the shrinking of a counterexample on a busy machine

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

function whereTo(response: Response, url: string): string {
  const location = response.headers.get("Location") ?? "";
  return URL.canParse(location, url) ? location : url;
}

const fetches: Readonly<Record<string, (scene: Scene) => Fetch>> = {
  "follows redirects": () => (url, init) => fetch(url, { ...init, redirect: "follow" }),
  "follows redirects, given a Request": () => (url, init) => fetch(new Request(url, { ...init, redirect: "follow" })),
  "follows redirects by hand": () => async (url, init) => {
    const response = await fetch(url, init);
    const next = new URL(whereTo(response, url), url);
    next.hash = "";
    // A second request to the very place that was meant would be as good as the first.
    return next.href === url ? response : fetch(next, init);
  },
  "takes redirects for errors": () => (url, init) => fetch(url, { ...init, redirect: "error" }),
  "goes to another origin":
    ({ elsewhere, path }) =>
    (_, init) =>
      fetch(`${elsewhere}${path}`, init),
  "goes to another origin, without the credential":
    ({ elsewhere }) =>
    () =>
      fetch(elsewhere),
  "goes to another path":
    ({ home }) =>
    (_, init) =>
      fetch(`${home}/elsewhere`, init),
  "goes to the path above": () => (url, init) => fetch(new URL("..", url), init),
  "adds a slash": () => (url, init) => fetch(`${url}/`, init),
  "adds a query": () => (url, init) => fetch(`${url}?elsewhere`, init),
};

describe.each(Object.entries(fetches))("a `fetch` that %s gets no success out of it", (what, make) => {
  test.each(["a method", "`http`"])(
    "through %s",
    async (face) => {
      let strayed = 0;
      const property = fc.asyncProperty(anyTrip, async (trip) => {
        const { error, meant, home, elsewhere } = await roads.end(trip, (scene) => {
          const client = scene.client({ fetch: make(scene) });
          return face === "`http`" ? scene.viaHttp(client) : scene.viaMethod(client, { ignoreNotFound: true });
        });
        expect([error.outcome, error.attempts]).toEqual(["unknown", 1]);
        strayed += elsewhere.length + home.filter(({ path }) => path !== meant.path).length;
      });
      await fc.assert(property, settings);
      if (what !== "takes redirects for errors") expect(strayed).toBeGreaterThan(0);
    },
    ample,
  );
});
