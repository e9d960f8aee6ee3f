import { describe, expect, test } from "@jest/globals";
import { RomaInputError } from "./errors/roma-input-error.ts";
import { buildRequest, compileOperation, type Inputs } from "./request.ts";

const text = { type: "string", minLength: 1 } as const;
const operation = compileOperation("changeThing", {
  method: "PUT",
  path: "/v1/{project_id}/things/{thing_id}",
  parameters: {
    project_id: { in: "path", required: true, schema: text },
    thing_id: { in: "path", required: false, schema: { type: ["string", "integer"] } },
    before: { in: "query", required: true, schema: text },
    id: { in: "query", required: false, schema: { type: "array", items: { type: "integer" } } },
    sort: { in: "query", required: false, schema: { type: "array" }, style: "form" },
    either: { in: "query", required: false, schema: { type: "array" }, style: "pipeDelimited" },
    words: { in: "query", required: false, schema: { type: "array" }, style: "spaceDelimited" },
    "filter[note]": { in: "query", required: false, schema: text },
    dry: { in: "query", required: false, schema: { type: "boolean" } },
    "X-Reason": { in: "header", required: false, schema: text },
    "X-Limit": { in: "header", required: false, schema: { type: "integer" } },
  },
  body: { required: false, schema: { type: "object", properties: { ids: { items: text } } } },
  success: { 204: "empty" },
  errors: {},
});
const least = { project_id: "p", thing_id: "t", before: "2026" };
const build = (inputs: Inputs, headers: Record<string, string> = {}, of = operation) =>
  buildRequest(of, "https://h.example/base", inputs, headers);

function refusalOf(inputs: Inputs, of = operation): RomaInputError {
  try {
    build(inputs, {}, of);
  } catch (error) {
    if (error instanceof RomaInputError) return error;
    throw error;
  }
  throw new Error("it was not refused");
}

test("a request is what the spec says, below the base URL", () => {
  expect(build(least)).toEqual({
    method: "PUT",
    url: "https://h.example/base/v1/p/things/t?before=2026",
    path: "/v1/p/things/t",
    headers: {},
    body: undefined,
  });
});

describe("the query", () => {
  const cases: [inputs: Inputs, search: string][] = [
    [{ id: [1, 2] }, "&id=1&id=2"],
    [{ id: [] }, ""],
    [{ sort: ["a", "b,c"] }, "&sort=a,b%2Cc"],
    [{ either: ["a", "b|c"] }, "&either=a|b%7Cc"],
    [{ words: ["a", "b c"] }, "&words=a%20b%20c"],
    [{ "filter[note]": "a&b=c#d" }, "&filter%5Bnote%5D=a%26b%3Dc%23d"],
    [{ dry: false }, "&dry=false"],
    [{ dry: undefined }, ""],
  ];
  test.each(cases)("%j is written %j", (inputs, search) => {
    expect(build({ ...least, ...inputs }).url).toBe(`https://h.example/base/v1/p/things/t?before=2026${search}`);
  });

  test("can't hold half of a surrogate pair", () => {
    expect(refusalOf({ ...least, before: "\ud800" })).toMatchObject({
      message: "changeThing: before can't be written into a query; it may hold half of a surrogate pair",
      parameter: "before",
    });
  });
});

describe("header parameters", () => {
  test("are sent under their names, in place of the caller's own", () => {
    const { headers } = build({ ...least, "X-Reason": "clean-up" }, { Accept: "a", "x-reason": "other" });
    expect(headers).toEqual({ Accept: "a", "X-Reason": "clean-up" });
    expect(build({ ...least, "X-Limit": 7 }).headers).toEqual({ "X-Limit": "7" });
  });

  test("are refused by their names where no header can have the value, which is not quoted", () => {
    const error = refusalOf({ ...least, "X-Reason": "s3cr3t\n" });
    expect(error.parameter).toBe("X-Reason");
    expect(error.message).not.toContain("s3cr3t");
  });
});

describe("the body", () => {
  test("is JSON, and declared as such", () => {
    const { body, headers } = build({ ...least, body: { ids: ["a"], left: undefined } });
    expect(body).toBe('{"ids":["a"]}');
    expect(headers).toEqual({ "Content-Type": "application/json" });
  });

  test("may be left out where the spec says so, and not else", () => {
    expect(build({ ...least, body: undefined })).toMatchObject({ body: undefined, headers: {} });
    const schema = { type: "object" } as const;
    const required = { ...operation, body: { required: true, schema } };
    expect(refusalOf(least, required).message).toBe("changeThing: body is missing; pass it with the call");
    expect(refusalOf({ ...least, body: undefined }, required).parameter).toBe("body");
  });
});

describe("an input that the spec forbids is refused, by its name and with what it must be", () => {
  const noValue = "is undefined; give it a value, or leave it out to use the default";
  const inCall = "pass it with the call";
  const inDefaults = "pass it with the call, or in the client's `defaults`";
  const known = "project_id, thing_id, before, id, sort, either, words, filter[note], dry, X-Reason, X-Limit, body";
  const unknown = `is no parameter of this operation, which takes ${known}`;
  const { project_id, before, ...rest } = least;
  const cases: [what: string, inputs: Inputs, parameter: string, message: string][] = [
    ["a required path value that is missing", { ...rest, before }, "project_id", `is missing; ${inDefaults}`],
    ["one that is undefined", { ...least, project_id: undefined }, "project_id", noValue],
    ["any path value that is undefined", { ...least, thing_id: undefined }, "thing_id", noValue],
    ["a required query value that is missing", { ...rest, project_id }, "before", `is missing; ${inCall}`],
    ["one that is undefined", { ...least, before: undefined }, "before", `is undefined; ${inCall}`],
    ["a path value of another type", { ...least, project_id: 7 }, "project_id", "must be a string, not a number"],
    ["a path value that is null", { ...least, project_id: null }, "project_id", "must be a string, not null"],
    ["a path value that is an array", { ...least, project_id: ["p"] }, "project_id", "must be a string, not an array"],
    ["an empty path value", { ...least, project_id: "" }, "project_id", "must not be empty"],
    ["an empty query value", { ...least, before: "" }, "before", "must not be empty"],
    ["an empty header value", { ...least, "X-Reason": "" }, "X-Reason", "must not be empty"],
    ["an item of a query value", { ...least, id: [1, "2"] }, "id[1]", "must be an integer, not a string"],
    ["a body of another type", { ...least, body: "{}" }, "body", "must be an object, not a string"],
    ["a field of the body", { ...least, body: { ids: ["a", ""] } }, "body.ids[1]", "must not be empty"],
    ["a parameter that the operation doesn't have", { ...least, surplus: "x" }, "surplus", unknown],
    ["one that is undefined", { ...least, surplus: undefined }, "surplus", unknown],
    ["one that every object has", { ...least, constructor: "x" }, "constructor", unknown],
    ["one in another case", { ...least, "x-reason": "x" }, "x-reason", unknown],
  ];
  test.each(cases)("%s", (_, inputs, parameter, message) => {
    expect(refusalOf(inputs)).toMatchObject({
      message: `changeThing: ${parameter} ${message}`,
      parameter,
      operationId: "changeThing",
      outcome: "not-sent",
      attempts: 0,
    });
  });

  test("a path value that would lead elsewhere", () => {
    expect(refusalOf({ ...least, thing_id: ".." }).message).toMatch(/^changeThing: thing_id must not be a dot segment/);
  });

  test("a body where the operation takes none", () => {
    const { body, ...bodyless } = operation;
    expect(body).toBeDefined();
    expect(refusalOf({ ...least, body: {} }, bodyless).message).toMatch(/^changeThing: body is no parameter of this/);
  });
});

describe("the body is checked as it is written", () => {
  test("what `toJSON` makes of it counts, and not what it looked like", () => {
    const disguised = (ids: unknown) => ({ ids: ["a"], toJSON: () => ({ ids }) });
    expect(build({ ...least, body: disguised(["b"]) }).body).toBe('{"ids":["b"]}');
    expect(refusalOf({ ...least, body: disguised([""]) })).toMatchObject({ parameter: "body.ids[0]" });
  });

  test("what can't be written is refused", () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    for (const body of [circle, { id: 1n }, () => {}]) {
      expect(refusalOf({ ...least, body })).toMatchObject({
        parameter: "body",
        message: expect.stringContaining("as JSON"),
      });
    }
  });
});
