import { readFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { createClientOf, type OperationsClient } from "../../../src/client.ts";
import { type Mock, startMock } from "../mock-server.ts";
import { fromRoot } from "../root.ts";
import { operations, server } from "./fixtures/shapes/generated/operations.ts";
import type { components, paths } from "./fixtures/shapes/generated/schema.ts";
import type { Operations } from "./fixtures/shapes/generated/types.ts";

// Operation shapes that the five don't have, through the same generator and the same client, against Prism: values and
// types. Each request is watched, so that a parameter that Prism would not miss can't get lost.

type Thing = components["schemas"]["Thing"];

const thing: Thing = { id: 7, colour: "red", note: null };
const requests: { method: string; url: URL; headers: Headers; body: unknown }[] = [];
let mock: Mock;
let client: OperationsClient<Operations, paths, never>;

beforeAll(async () => {
  mock = await startMock(
    JSON.parse(readFileSync(fromRoot("scripts/lib/generator/fixtures/shapes/generated/openapi.json"), "utf8")),
  );
  client = createClientOf<Operations, paths>(
    { operations, server },
    { baseUrl: mock.url, auth: "token", fetch: watched },
  );
});
afterAll(() => mock.close());
beforeEach(() => {
  requests.length = 0;
});

async function watched(url: string, init: RequestInit): Promise<Response> {
  requests.push({
    method: String(init.method),
    url: new URL(url),
    headers: new Headers(init.headers),
    body: init.body,
  });
  const response = await fetch(url, init);
  expect(response.headers.get("sl-violations")).toBeNull();
  expect(response.headers.get("Content-Type")).not.toBe("application/problem+json");
  return response;
}

describe("the query", () => {
  test("holds enums, numbers, booleans, repeated and joined arrays, and names that are no identifiers", async () => {
    const { data, status } = await client.listThings({
      colour: "red",
      limit: 10,
      archived: false,
      id: [1, 2],
      sort: ["colour", "id"],
      either: ["a", "b"],
      "filter[note]": "a&b=c",
    });
    const typed: Thing[] = data;
    const success: 200 = status;
    expect([typed, success]).toEqual([[thing], 200]);
    expect(requests[0]?.url.search).toBe(
      "?colour=red&limit=10&archived=false&id=1&id=2&sort=colour,id&either=a|b&filter%5Bnote%5D=a%26b%3Dc",
    );
  });

  test("may be left out where the spec says so, and is checked where not", async () => {
    await client.listThings({});
    expect(requests[0]?.url.search).toBe("");
    // @ts-expect-error an enum's other value
    await expect(client.listThings({ colour: "pink" })).rejects.toMatchObject({ parameter: "colour" });
    await expect(client.listThings({ limit: 51 })).rejects.toMatchObject({ parameter: "limit" });
    // @ts-expect-error a number as text
    await expect(client.listThings({ id: ["1"] })).rejects.toMatchObject({ parameter: "id[0]" });
    // @ts-expect-error `before` is required
    await expect(client.deleteThings({ "X-Reason": "clean-up" })).rejects.toMatchObject({ parameter: "before" });
    expect(requests).toHaveLength(1);
  });
});

test("header parameters are sent under their names", async () => {
  await client.deleteThings({ before: "2026-01-01", "X-Reason": "clean-up" });
  expect(requests[0]?.headers.get("X-Reason")).toBe("clean-up");
  await client.createThing({ "X-Language": "en-us", body: { colour: "red" } });
  expect(requests[1]?.headers.get("X-Language")).toBe("en-us");
  // @ts-expect-error an enum's other value
  await expect(client.createThing({ "X-Language": "fr", body: { colour: "red" } })).rejects.toMatchObject({
    parameter: "X-Language",
  });
});

describe("the path", () => {
  test("holds numbers", async () => {
    const { data } = await client.getThing({ thing_id: 7 });
    expect(data satisfies Thing).toEqual(thing);
    expect(requests[0]?.url.pathname).toBe("/v1/things/7");
    // @ts-expect-error a number as text
    await expect(client.getThing({ thing_id: "7" })).rejects.toMatchObject({ parameter: "thing_id" });
    await expect(client.getThing({ thing_id: 100 })).rejects.toMatchObject({ parameter: "thing_id" });
  });

  test("holds two values in one segment", async () => {
    const { data } = await client.getFile({ thing_id: "t", name: "a/b", format: "csv" });
    expect(data satisfies string).toBe("text");
    expect(requests[0]?.url.pathname).toBe("/v1/things/t/files/a%2Fb.csv");
    // A server would take it for the name `a` in the format `b.csv`.
    const ambiguous = client.getFile({ thing_id: "t", name: "a.b", format: "csv" });
    await expect(ambiguous).rejects.toMatchObject({ name: "RomaInputError", parameter: "name" });
  });

  test("takes an operation's parameter in place of the path item's", async () => {
    await client.startJob({ thing_id: "abc" });
    await expect(client.startJob({ thing_id: "7" })).rejects.toMatchObject({ parameter: "thing_id" });
  });
});

describe("the body", () => {
  test("may be nullable in parts, and is checked through references to other files", async () => {
    await client.createThing({ body: { colour: "red", note: null, weight: 0.5, tags: ["a", "b"] } });
    expect(requests[0]?.body).toBe('{"colour":"red","note":null,"weight":0.5,"tags":["a","b"]}');
    const refuse = (body: object, parameter: string) =>
      expect(client.createThing({ body: body as Operations["createThing"]["params"]["body"] })).rejects.toMatchObject({
        parameter,
      }); // wrong on purpose
    await refuse({ colour: "pink" }, "body.colour");
    await refuse({ colour: "red", note: "x".repeat(21) }, "body.note");
    await refuse({ colour: "red", weight: 0 }, "body.weight");
    await refuse({ colour: "red", tags: ["a", "a"] }, "body.tags");
    await refuse({ colour: "red", tags: [""] }, "body.tags[0]");
    await refuse({ colour: "red", surplus: 1 }, "body");
  });

  test("may be left out where it is optional", async () => {
    await client.amendThing({ thing_id: 7 });
    await client.amendThing({ thing_id: 7, body: { note: null } });
    expect(requests.map(({ body, headers }) => [body, headers.get("Content-Type")])).toEqual([
      [undefined, null],
      ['{"note":null}', "application/json"],
    ]);
  });

  test("may have several forms, of which it takes exactly one", async () => {
    const { data } = await client.choose({ body: { number: 3 } });
    expect(data satisfies boolean | null).toBeNull();
    const both = { name: "a", number: 3 };
    await expect(client.choose({ body: both })).rejects.toMatchObject({ parameter: "body" });
  });
});

test("several success statuses are told apart by `status`, with their own data", async () => {
  const replace = (code: number) =>
    client.replaceThing({ thing_id: 7, body: { colour: "green" } }, { headers: { Prefer: `code=${code}` } });
  const [whole, empty] = [await replace(200), await replace(204)];
  if (whole.status === 200) expect(whole.data satisfies Thing).toEqual(thing);
  if (empty.status === 204) expect(empty.data satisfies undefined).toBeUndefined();
  expect([whole.status, empty.status]).toEqual([200, 204]);
});

test("a documented 202 is a success of its own, and an undocumented one is none", async () => {
  const { status, data } = await client.startJob({ thing_id: "abc" });
  expect([status satisfies 202, data satisfies { job: string }]).toEqual([202, { job: "j-1" }]);
});

test("the credential goes only where the spec asks for one", async () => {
  const { data } = await client.getInfo({});
  expect(data satisfies Record<string, string>).toEqual({ version: "1" });
  await client.deleteThing({ thing_id: 7 });
  expect(requests.map(({ headers }) => headers.get("X-Api-Key"))).toEqual([null, "token"]);
});

test("`http` answers the same, for every shape", async () => {
  const read = await client.http.GET("/v1/things/{thing_id}", { params: { path: { thing_id: 7 } } });
  expect(read.data satisfies Thing | undefined).toEqual(thing);
  const list = await client.http.GET("/v1/things", {
    params: { query: { limit: 10, id: [1, 2], sort: ["id", "colour"] } },
  });
  expect(list.data satisfies Thing[] | undefined).toEqual([thing]);
  const created = await client.http.POST("/v1/things", {
    params: { header: { "X-Language": "en-us" } },
    body: { colour: "red" },
  });
  expect(created.data).toEqual(thing);
  expect(requests.map(({ method, url }) => `${method} ${url.pathname}${url.search}`)).toEqual([
    "GET /v1/things/7",
    "GET /v1/things?limit=10&id=1&id=2&sort=id,colour",
    "POST /v1/things",
  ]);
  expect(requests[2]?.body).toBe('{"colour":"red"}');
});
