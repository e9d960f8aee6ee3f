import { describe, expect, jest, test } from "@jest/globals";
import type { OperationDescriptor } from "../generated/descriptor.ts";
import { readAnswer } from "./answer.ts";

const url = "https://roma.example.com/v1/things/7";
const token = "canary-token+5f3c/";
const json = { "Content-Type": "application/json" };

/** An operation whose success is empty, and one that answers with JSON; both document a 400, a 404 and a 500. */
const common = { path: "/v1/things/{id}", parameters: {}, errors: { 400: [], 404: ["X.1"], 500: ["X.9"] } };
const empty: OperationDescriptor = { ...common, method: "DELETE", success: { 204: "empty" } };
const full: OperationDescriptor = { ...common, method: "GET", success: { 200: "json", 202: "json" } };

const read = (response: Response, operation = empty) => readAnswer(response, url, operation, [token]);
const answer = (status: number, body: string | null = null, headers: object = {}) =>
  new Response(body, { status, headers: Object.entries(headers) });
/** A response with properties that only a real one can have. */
const real = (response: Response, properties: Partial<Response>) => {
  for (const [name, value] of Object.entries(properties)) Object.defineProperty(response, name, { value });
  return response;
};

describe("success is the documented success status, and nothing else", () => {
  test("an empty one has no data, and its body is let go unread", async () => {
    const cancel = jest.fn<() => void>();
    const response = real(answer(204, null, { "X-Request-Id": "r-1" }), { body: new ReadableStream({ cancel }) });
    const expected = { kind: "success", status: 204, data: undefined, text: undefined, requestId: "r-1", response };
    await expect(read(response)).resolves.toEqual(expected);
    expect(cancel).toHaveBeenCalledTimes(1);
  });

  test.each([
    ["an object", '{"a":1}', { a: 1 }],
    ["null", "null", null],
    ["0", "0", 0],
    ["false", "false", false],
  ])("one with JSON has it as data: %s", async (_, text, data) => {
    await expect(read(answer(200, text, json), full)).resolves.toMatchObject({ kind: "success", data, text });
  });

  test("a documented 202 is one", async () => {
    await expect(read(answer(202, "{}", json), full)).resolves.toMatchObject({ kind: "success", status: 202 });
  });

  test.each(["application/json", "application/json; charset=utf-8", "APPLICATION/JSON ;x=y"])(
    "JSON is told by its content type: %s",
    async (type) => {
      await expect(read(answer(200, "{}", { "Content-Type": type }), full)).resolves.toMatchObject({ kind: "success" });
    },
  );
});

describe("everything else is off contract", () => {
  const html = { "Content-Type": "text/html" };
  const problem = { "Content-Type": "application/problem+json" };
  const cases: [
    what: string,
    status: number,
    body: string | null,
    headers: object,
    reason: string,
    of?: typeof full,
  ][] = [
    ["an empty 500", 500, null, {}, "empty-body"],
    ["a 500 whose body is null", 500, "null", json, "error-body"],
    ["a 404 whose body is 0", 404, "0", json, "error-body"],
    ["a login page with status 200", 200, "<h1>Log in</h1>", html, "undocumented-status"],
    ["a 200 with JSON where 204 is documented", 200, "{}", json, "undocumented-status"],
    ["a 202 that is not documented", 202, "{}", json, "undocumented-status"],
    ["a 304", 304, null, {}, "undocumented-status"],
    ["a proxy's 502 page", 502, "<h1>Bad Gateway</h1>", html, "undocumented-status"],
    ["an undocumented status with an error body", 418, errorBody(), json, "undocumented-status"],
    ["a gateway's 404 page", 404, "<h1>Not Found</h1>", html, "content-type"],
    ["an error that is declared as text", 404, errorBody(), {}, "content-type"],
    ["an error that is declared as another JSON", 404, errorBody(), problem, "content-type"],
    ["a truncated error", 404, '{"error_co', json, "invalid-json"],
    ["an error without error_msg", 404, '{"error_code":"X.1"}', json, "error-body"],
    ["an error without error_code", 404, '{"error_msg":"?"}', json, "error-body"],
    ["an error with an empty error_code", 404, errorBody(""), json, "error-body"],
    ["an error with a number as error_code", 404, errorBody(1), json, "error-body"],
    ["an error in an array", 404, `[${errorBody()}]`, json, "error-body"],
    ["an empty success where JSON is documented", 200, "", json, "empty-body", full],
    ["a page where JSON is documented", 200, "<p>", html, "content-type", full],
    ["truncated JSON where JSON is documented", 200, '{"a":', json, "invalid-json", full],
    ["a 204 where JSON is documented", 204, null, {}, "undocumented-status", full],
  ];
  test.each(cases)("%s", async (_, status, body, headers, reason, operation = empty) => {
    const response = answer(status, body, headers);
    const expected = { kind: "off-contract", status, reason, snippet: body ?? "", requestId: undefined, response };
    await expect(read(response, operation)).resolves.toEqual(expected);
  });

  const elsewhere = { Location: "https://elsewhere.example" };
  test.each([
    ["a redirect", "redirect", () => answer(302, "moved", elsewhere)],
    ["a 300 without a Location", "redirect", () => answer(300, "many")],
    [
      "a redirect whose status a browser hides",
      "redirect",
      () => real(answer(200, "x"), { type: "opaqueredirect", status: 0 }),
    ],
    ["a redirect that was followed", "other-url", () => real(answer(204), { redirected: true })],
    ["an answer from another URL", "other-url", () => real(answer(200, "x"), { url: "https://elsewhere.example/" })],
    ["a success from another URL", "other-url", () => real(answer(204), { url: `${url}/8` })],
  ])("%s, whose body is let go unread", async (_, reason, make) => {
    const response = make();
    const cancel = response.body && jest.spyOn(response.body, "cancel");
    await expect(read(response)).resolves.toMatchObject({ kind: "off-contract", reason, snippet: "" });
    if (cancel) expect(cancel).toHaveBeenCalledTimes(1);
  });

  test("but a real answer's URL, normalised, is the one that was asked", async () => {
    const asked = "https://roma.example.com:443/v1/things/7";
    const response = real(answer(204), { url });
    await expect(readAnswer(response, asked, empty, [])).resolves.toMatchObject({ kind: "success" });
  });
});

describe("a documented error with the vendor's body is a refusal", () => {
  test("with its status, code, message and request id", async () => {
    const response = answer(404, errorBody("X.1", "no such thing"), { ...json, "X-Request-Id": "r-1" });
    await expect(read(response)).resolves.toEqual({
      kind: "refusal",
      status: 404,
      code: "X.1",
      message: "no such thing",
      requestId: "r-1",
      text: errorBody("X.1", "no such thing"),
      response,
    });
  });

  test.each([400, 404, 500])("with a code that the spec doesn't know: the set is open (%i)", async (status) => {
    const expected = { kind: "refusal", status, code: "X.77" };
    await expect(read(answer(status, errorBody("X.77"), json))).resolves.toMatchObject(expected);
  });

  test.each([
    ["the body's, where no header has one", {}, '"r-2"', "r-2"],
    ["the header's, where both have one", { "X-Request-Id": "r-1" }, '"r-2"', "r-1"],
    ["none, where the body's is no text", {}, "7", undefined],
  ])("its request id is %s", async (_, headers, id, requestId) => {
    const body = `{"error_code":"X.1","error_msg":"?","request_id":${id}}`;
    await expect(read(answer(404, body, { ...json, ...headers }))).resolves.toMatchObject({ requestId });
  });
});

describe("what the server says is fit to be shown", () => {
  test.each([
    ["the message", answer(404, errorBody("X.1", `${token} is wrong`), json), { message: "[redacted] is wrong" }],
    ["the code", answer(404, errorBody(token), json), { code: "[redacted]" }],
    [
      "an escaped message",
      answer(404, errorBody("X.1", token).replaceAll("-", "\\u002d"), json),
      { message: "[redacted]" },
    ],
    ["the snippet", answer(418, `no: ${token}`), { snippet: "no: [redacted]" }],
    ["a success's snippet", answer(200, `"${token}`, json), { snippet: '"[redacted]' }, full],
    ["the header's request id", answer(418, null, { "X-Request-Id": token }), { requestId: "[redacted]" }],
    [
      "the body's request id",
      answer(404, `{"error_code":"X.1","error_msg":"","request_id":"${token}"}`, json),
      { requestId: "[redacted]" },
    ],
  ])("without the token, in %s", async (_, response, expected, operation = empty) => {
    const result = await read(response, operation);
    expect(result).toMatchObject(expected);
    expect(JSON.stringify(result)).not.toContain(token);
  });

  test("without control characters, in every text", async () => {
    const body = '{"error_code":"X\\u0000.1","error_msg":"a\\u001b[2J\\nb","request_id":"r\\n1"}';
    const expected = { code: "X .1", message: "a [2J b", requestId: "r 1" };
    await expect(read(answer(404, body, json))).resolves.toMatchObject(expected);
    await expect(read(answer(418, "a\n\0b"))).resolves.toMatchObject({ snippet: "a b" });
  });
});

function errorBody(error_code: string | number = "X.1", error_msg = "gone"): string {
  return JSON.stringify({ error_code, error_msg });
}
