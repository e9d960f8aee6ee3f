import { describe, expect, jest, test } from "@jest/globals";
import type { ClientOptions } from "./options.ts";
import { createRomaClient } from "./roma-client.ts";

// Middleware is the caller's own code between the checks and the wire: the checks that count are made after it.

type Fetch = NonNullable<ClientOptions["fetch"]>;

const origin = "https://h.example";
const target = "/base/v1/p/apic/instances/i/app-auths/a";

function start(answer: Fetch = async () => new Response(null, { status: 204 })) {
  const fetch = jest.fn(answer);
  const { http } = createRomaClient({ baseUrl: `${origin}/base`, auth: "canary-token+5f3c/", fetch });
  const remove = (headers = {}) =>
    http.DELETE("/v1/{project_id}/apic/instances/{instance_id}/app-auths/{app_auth_id}", {
      headers,
      params: { path: { project_id: "p", instance_id: "i", app_auth_id: "a" } },
    });
  return { fetch, http, remove };
}

/** Middleware that sends another request. */
const change = (url: string, init: RequestInit = {}) => ({
  onRequest: ({ request }: { request: Request }) => new Request(url, new Request(request, init)),
});

describe("middleware can't send a request", () => {
  test.each([
    ["to another origin", change(`https://elsewhere.example${target}`), "url"],
    ["to another port", change(`${origin}:8443${target}`), "url"],
    ["to another path", change(`${origin}${target}/b`), "url"],
    ["to a path that folds", change(`${origin}${target}/%2e%2e/b`), "url"],
    ["out of the base URL's path", change(`${origin}/v1/p/apic/instances/i/app-auths/a`), "url"],
    ["with another method", change(`${origin}${target}`, { method: "PUT" }), "url"],
    [
      "with a credential of its own",
      change(`${origin}${target}`, { headers: { "x-auth-token": "s3cr3t" } }),
      "headers",
    ],
  ])("%s", async (_, middleware, parameter) => {
    const { fetch, http, remove } = start();
    http.use(middleware);
    const error = await remove().catch((caught: unknown) => caught);
    expect(error).toMatchObject({ name: "RomaInputError", parameter, outcome: "not-sent", attempts: 0 });
    expect(error).toHaveProperty("stack", expect.not.stringContaining("s3cr3t"));
    expect(fetch).not.toHaveBeenCalled();
  });
});

test("middleware can't make a redirect be followed", async () => {
  const { fetch, http, remove } = start(async () => new Response(null, { status: 307 }));
  http.use(change(`${origin}${target}`, { redirect: "follow" }));
  await expect(remove()).rejects.toMatchObject({ name: "RomaResponseError", reason: "redirect" });
  expect(fetch.mock.calls[0]?.[1].redirect).toBe("manual");
});

test("middleware may add headers, and be taken out again", async () => {
  const { fetch, http, remove } = start();
  const middleware = change(`${origin}${target}`, { headers: { "X-Own": "1" } });
  http.use(middleware);
  await remove();
  http.eject(middleware);
  await remove();
  expect(fetch.mock.calls.map(([, { headers }]) => new Headers(headers).get("X-Own"))).toEqual(["1", null]);
});

test("middleware sees the errors, and gets no credential to see", async () => {
  const { http, remove } = start(async () => new Response(null, { status: 500 }));
  const seen: unknown[] = [];
  http.use({
    onRequest: ({ request }) => void seen.push(request.headers.get("X-Auth-Token")),
    onError: ({ error }) => void seen.push(error),
  });
  await expect(remove()).rejects.toMatchObject({ reason: "empty-body" });
  expect(seen).toEqual([null, expect.objectContaining({ name: "RomaResponseError" })]);
});

test("middleware gets no credential of the caller's to see either: it is refused before", async () => {
  const { http, remove } = start();
  const onRequest = jest.fn<() => undefined>();
  http.use({ onRequest });
  await expect(remove({ "X-Auth-Token": "s3cr3t" })).rejects.toMatchObject({
    message: "cancelAuthorization: headers must not hold X-Auth-Token: pass the credential as the client's `auth`",
  });
  expect(onRequest).not.toHaveBeenCalled();
});
