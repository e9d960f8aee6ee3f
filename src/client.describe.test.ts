import { describe, expect, jest, test } from "@jest/globals";
import type { Constraints } from "../generated/descriptor.ts";
import { operations, server } from "../generated/operations.ts";
import type { Operations } from "../generated/types.ts";
import { type Api, createClientOf } from "./client.ts";
import type { ClientOptions } from "./options.ts";

// `describe()` is what people look at before a call that removes something: it must be what would really be sent.

type Fetch = NonNullable<ClientOptions["fetch"]>;

const auth = "canary-token+5f3c/";

/** A client whose methods are called by their names, and what it asks for and sends. */
function start(api: Api = { operations, server }, defaults: object = {}) {
  const fetch = jest.fn<Fetch>(async () => new Response(null, { status: 204 }));
  const ask = jest.fn(() => auth);
  const client = createClientOf<Operations, {}>(
    api,
    { baseUrl: "https://h.example/b", auth: ask, fetch },
    { ...defaults },
  );
  const methods = client as unknown as Record<string, (params: object) => Promise<unknown>>; // whatever the api has
  const describeCall = client.describe as (operationId: string, params: unknown) => ReturnType<typeof client.describe>; // also wrong ones
  return { fetch, ask, methods, describeCall };
}

/** Some value that a schema allows. */
function sample({ type, items = {}, properties = {} }: Constraints): unknown {
  if (type === "array") return [sample(items)];
  if (type !== "object") return "a b";
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, sample(schema)]));
}

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error("it threw nothing");
}

const purge: Api = {
  server,
  operations: {
    purge: {
      method: "DELETE",
      path: "/v1/{project_id}/things",
      parameters: {
        project_id: { in: "path", required: true, schema: { type: "string" } },
        before: { in: "query", required: true, schema: { type: "string" } },
        "X-Reason": { in: "header", required: true, schema: { type: "string" } },
      },
      success: { 204: "empty" },
      errors: {},
    },
  },
};

const all = [...Object.entries(operations), ...Object.entries(purge.operations)].map(([id, descriptor]) => {
  const { parameters, body } = descriptor;
  const values = Object.entries(parameters).map(([name, { schema }]) => [name, schema.pattern ? "a" : sample(schema)]);
  const params = { ...Object.fromEntries(values), ...(body && { body: sample(body.schema) }) };
  return [id, params, { server, operations: { [id]: descriptor } }] as const;
});

test.each(all)("the description of %s is what is sent, but for the credential", async (id, params, api) => {
  const { fetch, methods, describeCall } = start(api);
  const { method, url, headers, body } = describeCall(id, params);
  await methods[id]?.(params);
  const [sentUrl, init] = fetch.mock.calls[0] ?? [];
  expect([method, url, body]).toEqual([init?.method, sentUrl, init?.body]);
  const credential = api.operations[id]?.credentialHeader;
  const redacted = credential === undefined ? {} : { [credential]: "[redacted]" };
  expect(headers).toEqual({ ...(init?.headers as object), ...redacted }); // the client's own are always an object
  expect(JSON.stringify({ method, url, headers, body })).not.toContain(auth);
});

test("a description shows all of a request", () => {
  const { describeCall } = start();
  const params = { project_id: "p", instance_id: "i", plugin_id: "a/b", body: { env_id: "e", api_ids: ["1"] } };
  expect(describeCall("detachApiFromPlugin", params)).toEqual({
    method: "PUT",
    url: "https://h.example/b/v2/p/apic/instances/i/plugins/a%2Fb/detach",
    headers: {
      Accept: "application/json",
      "User-Agent": expect.stringMatching(/^roma-apic-client\//),
      "Content-Type": "application/json",
      "X-Auth-Token": "[redacted]",
    },
    body: '{"env_id":"e","api_ids":["1"]}',
  });
});

test("a description fills in the defaults", () => {
  const { describeCall } = start(undefined, { project_id: "default", instance_id: "default" });
  const { url } = describeCall("cancelAuthorization", { app_auth_id: "a", instance_id: "own" });
  expect(url).toBe("https://h.example/b/v1/default/apic/instances/own/app-auths/a");
});

test("a description sends nothing, and asks for no token", () => {
  const { fetch, ask, describeCall } = start();
  for (const [id, params, { operations: own }] of all) if (!("purge" in own)) describeCall(id, params);
  expect([fetch.mock.calls.length, ask.mock.calls.length]).toEqual([0, 0]);
});

describe("a description throws what the call would reject with", () => {
  const usable = { project_id: "p", instance_id: "i", plugin_id: "x", body: { env_id: "e", api_ids: ["1"] } };
  test.each([
    ["a missing value", { ...usable, plugin_id: undefined }],
    ["a value that would lead elsewhere", { ...usable, plugin_id: ".." }],
    ["a body that the spec forbids", { ...usable, body: { env_id: "e", api_ids: [] } }],
    ["a parameter that there is not", { ...usable, surplus: 1 }],
    ["no parameters", undefined],
  ])("%s", async (_, params) => {
    const { methods, describeCall } = start();
    const thrown = thrownBy(() => describeCall("detachApiFromPlugin", params));
    const rejected = await methods.detachApiFromPlugin?.(params as object).catch((error: unknown) => error); // also none
    expect(thrown).toMatchObject({ name: "RomaInputError", operationId: "detachApiFromPlugin" });
    expect(thrown).toEqual(rejected);
    expect({ ...(thrown as object) }).toEqual({ ...(rejected as object) }); // `toEqual` looks at an error's message alone
  });

  test.each(["deleteThing", "toString", "__proto__", undefined])("no operation of the spec: %s", (id) => {
    const { describeCall } = start();
    expect(thrownBy(() => describeCall(id as string, {}))).toMatchObject({
      name: "RomaInputError",
      parameter: "operationId",
      message: `operationId must be one of ${Object.keys(operations).join(", ")}`,
    }); // wrong on purpose
  });
});
