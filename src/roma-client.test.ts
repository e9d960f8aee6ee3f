import { inspect } from "node:util";
import { afterEach, describe, expect, jest, test } from "@jest/globals";
import { operations } from "../generated/operations.ts";
import type { ClientOptions } from "./options.ts";
import { createRomaClient, type RomaClientOptions } from "./roma-client.ts";

type Fetch = NonNullable<ClientOptions["fetch"]>;

const auth = "canary-token+5f3c/";
const ids = { project_id: "p", instance_id: "i" };
const done: Fetch = async () => new Response(null, { status: 204 });
const withDefaults = (defaults: object | null, fetch: Fetch = done) =>
  createRomaClient({ baseUrl: "https://h.example", auth, fetch, defaults: defaults as typeof ids }); // also wrong ones

describe("a client", () => {
  test("of a region speaks to the vendor's endpoint there", async () => {
    const fetch = jest.fn(done);
    await createRomaClient({ region: "cn-north-4", auth, fetch }).cancelAuthorization({ ...ids, app_auth_id: "a" });
    const url = "https://roma.cn-north-4.myhuaweicloud.com/v1/p/apic/instances/i/app-auths/a";
    expect(fetch.mock.calls).toMatchObject([[url, { method: "DELETE" }]]);
  });

  test("sends nothing, and asks for no token, before one of its methods is called", () => {
    const fetch = jest.fn(done);
    const ask = jest.fn(() => auth);
    createRomaClient({ region: "cn-north-4", auth: ask, fetch });
    expect([fetch.mock.calls.length, ask.mock.calls.length]).toEqual([0, 0]);
  });

  test("is refused at once where an option is unusable", () => {
    const refuse = (options: unknown, parameter: string) =>
      expect(() => createRomaClient(options as RomaClientOptions)).toThrow(
        expect.objectContaining({ name: "RomaInputError", parameter, outcome: "not-sent", attempts: 0 }),
      ); // wrong on purpose
    refuse(undefined, "options");
    refuse({ region: "cn-north-4" }, "auth");
    refuse({ region: "cn-north-99", auth }, "region");
    refuse({ baseUrl: "http://h.example", auth }, "baseUrl");
    // @ts-expect-error a region that the vendor documents no endpoint for
    expect(() => createRomaClient({ region: "cn-north-99", auth })).toThrow();
  });
});

describe("a value that could lead elsewhere is refused before anything is sent", () => {
  const values = ["", ".", "..", "%2e%2E", "a\n", "a\u0085", "a\ud800", "a".repeat(65), 7, null, undefined, ["a"]];
  const cases = Object.entries(operations).flatMap(([id, { parameters }]) =>
    Object.keys(parameters).map((name) => [id, name, Object.keys(parameters)] as const),
  );
  test.each(cases)("%s: %s", async (id, name, names) => {
    const fetch = jest.fn(done);
    const ask = jest.fn(() => auth);
    const client = createRomaClient({ region: "cn-north-4", auth: ask, fetch });
    const methods = client as unknown as Record<string, (params: object) => Promise<unknown>>; // called by their names
    const usable = Object.fromEntries(names.map((other) => [other, "a"]));
    const body = operations[id as keyof typeof operations].body && { env_id: "e", api_ids: ["a"] }; // one of its keys
    for (const value of values) {
      const call = methods[id]?.({ ...usable, ...(body && { body }), [name]: value });
      await expect(call).rejects.toMatchObject({ name: "RomaInputError", parameter: name, outcome: "not-sent" });
    }
    expect([fetch.mock.calls.length, ask.mock.calls.length]).toEqual([0, 0]);
    await methods[id]?.({ ...usable, ...(body && { body }) });
    expect(fetch).toHaveBeenCalledTimes(1);
  });
});

describe("defaults", () => {
  const urlOf = (fetch: jest.Mock<Fetch>) => fetch.mock.calls[0]?.[0];

  test("are filled in, and overridden by the call", async () => {
    const fetch = jest.fn(done);
    const client = createRomaClient({
      baseUrl: "https://h.example",
      auth,
      fetch,
      defaults: { ...ids, plugin_id: "x" },
    });
    await client.cancelAuthorization({ app_auth_id: "a", instance_id: "other" });
    expect(urlOf(fetch)).toBe("https://h.example/v1/p/apic/instances/other/app-auths/a");
    // @ts-expect-error there is no default for `app_auth_id`
    await expect(client.cancelAuthorization({})).rejects.toMatchObject({ parameter: "app_auth_id" });
  });

  test("are never a substitute for a value of the call that is undefined: another target would be hit", async () => {
    const fetch = jest.fn(done);
    // @ts-expect-error undefined is no identifier
    const call = withDefaults(ids, fetch).cancelAuthorization({ app_auth_id: "a", instance_id: undefined });
    await expect(call).rejects.toMatchObject({
      message: expect.stringMatching(/^cancelAuthorization: instance_id is undefined;/),
    });
    expect(fetch).not.toHaveBeenCalled();
  });

  test.each([
    [null, "defaults", /^defaults must be an object of path parameters$/],
    [{ nope: "x" }, "defaults.nope", /^defaults\.nope is no path parameter of any operation; there are .*project_id/],
    [{ body: {} }, "defaults.body", /^defaults\.body is no path parameter/],
    [{ toString: "x" }, "defaults.toString", /^defaults\.toString is no path parameter/],
    [
      { ...ids, project_id: undefined },
      "defaults.project_id",
      /^defaults\.project_id is undefined; leave it out, or give it a value$/,
    ],
  ])("are refused where no operation can use them: %p", (defaults, parameter, message) => {
    const expected = { parameter, message: expect.stringMatching(message), outcome: "not-sent" };
    expect(() => withDefaults(defaults)).toThrow(expect.objectContaining(expected));
  });

  test("are held against the spec like a call's own", async () => {
    const call = withDefaults({ ...ids, project_id: ".." }).cancelAuthorization({ app_auth_id: "a" });
    await expect(call).rejects.toMatchObject({ parameter: "project_id" });
  });
});

describe("the credential shows nowhere", () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  const json = { "Content-Type": "application/json" };
  /** Everything that is said about something, by whatever means. */
  const allOf = (value: unknown) =>
    [
      inspect(value, { depth: 20, showHidden: true }),
      JSON.stringify(value),
      String(value),
      value instanceof Error && value.stack,
    ].join();

  test("in a client, its methods, its `http` or a description", () => {
    const client = createRomaClient({ region: "cn-north-4", auth });
    const described = client.describe("cancelAuthorization", { ...ids, app_auth_id: "a" });
    for (const value of [client, client.http, ...Object.values(client), described])
      expect(allOf(value)).not.toContain(auth);
    expect(described.headers).toMatchObject({ "X-Auth-Token": "[redacted]" });
  });

  const echo =
    (status: number, body: string, headers: object = json): Fetch =>
    async () =>
      new Response(body, { status, headers: Object.entries(headers) });
  const vendor = (text: string) => JSON.stringify({ error_code: "APIG.1002", error_msg: text, request_id: text });
  const route = "/v1/{project_id}/apic/instances/{instance_id}/app-auths/{app_auth_id}";
  const never: Fetch = () => new Promise(() => {});
  const cases: [what: string, name: string, fetch: Fetch, token?: ClientOptions["auth"]][] = [
    ["an echo in the vendor's error", "RomaApiError", echo(401, vendor(`${auth} is wrong`))],
    ["an escaped echo", "RomaApiError", echo(401, vendor(auth).replaceAll("/", "\\/").replaceAll("+", "\\u002b"))],
    ["an echo in the code", "RomaApiError", echo(401, JSON.stringify({ error_code: auth, error_msg: "" }))],
    ["an echo in the request id", "RomaApiError", echo(401, vendor(""), { ...json, "X-Request-Id": auth })],
    ["an echo off contract", "RomaResponseError", echo(502, `<p>${auth}</p>`, {})],
    ["an encoded echo", "RomaResponseError", echo(502, encodeURIComponent(auth), {})],
    ["a redirect that holds it", "RomaResponseError", echo(302, auth, { Location: `https://x.example/${auth}` })],
    ["no answer", "RomaConnectionError", () => Promise.reject(new TypeError("fetch failed"))],
    ["a timeout", "RomaTimeoutError", never],
    ["a token with a line break at its end", "RomaCredentialsError", done, `${auth}\n`],
    ["a function that returns such a token", "RomaCredentialsError", done, () => `${auth}\r\n`],
    ["a function that returns it in an object", "RomaCredentialsError", done, () => [auth] as unknown as string], // wrong on purpose
  ];
  test.each(cases)("in the error after %s", async (_, name, fetch, token = auth) => {
    jest.useFakeTimers();
    const client = createRomaClient({ region: "cn-north-4", auth: token, fetch, maxRetries: 0 });
    const params = { ...ids, app_auth_id: "a" };
    const call = client.cancelAuthorization(params).catch((error: unknown) => error);
    const answer = client.http.DELETE(route, { params: { path: params } }).catch((error: unknown) => ({ error }));
    await jest.advanceTimersByTimeAsync(30_000);
    const error = await call;
    expect(error).toMatchObject({ name, operationId: "cancelAuthorization" });
    expect(allOf(error)).not.toContain(auth);
    const ofHttp = (await answer).error;
    expect(ofHttp).toMatchObject(name === "RomaApiError" ? { error_msg: expect.any(String) } : { name });
    expect(allOf(ofHttp)).not.toContain(auth);
  });
});
