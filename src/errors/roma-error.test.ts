import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";
import { describe, expect, jest, test } from "@jest/globals";
import { transformSync } from "@swc/core";
import { isRomaApiError } from "./is-roma-api-error.ts";
import { RomaApiError } from "./roma-api-error.ts";
import { isRomaError, RomaError } from "./roma-error.ts";
import { RomaInputError } from "./roma-input-error.ts";
import { RomaTimeoutError } from "./roma-timeout-error.ts";

const details = { operationId: "deleteAppCode", outcome: "rejected", attempts: 1 } as const;
const apiDetails = { ...details, status: 404, code: "APIG.3004", requestId: undefined };
const apiError = new RomaApiError("gone", apiDetails);
const inputError = new RomaInputError("app_id", "must not be empty", "deleteAppCode");

type Errors = typeof import("./roma-api-error.ts") & typeof import("./roma-error.ts");

/** This package's errors once more, from the same source, in a realm of their own. */
function otherRealm(): Errors {
  const realm = createContext({});
  const load = (file: string): Errors => {
    const source = readFileSync(new URL(file, import.meta.url), "utf8");
    const { code } = transformSync(source, {
      jsc: { target: "es2022", parser: { syntax: "typescript" } },
      module: { type: "commonjs" },
    });
    const module = { exports: {} };
    runInContext(`(function (module, exports, require) {${code}\n})`, realm)(module, module.exports, load);
    return module.exports as Errors; // of one of its files, or of both
  };
  return { ...load("./roma-error.ts"), ...load("./roma-api-error.ts") };
}

describe("an error is recognised", () => {
  test("by its class, where there is one copy", () => {
    expect(apiError).toBeInstanceOf(RomaError);
    expect(isRomaError(apiError)).toBe(true);
    expect(isRomaError(inputError)).toBe(true);
    expect(isRomaError(new RomaTimeoutError("late", { ...details, timeoutMs: 1 }))).toBe(true);
  });

  test("from another copy of this package, where `instanceof` does not", async () => {
    await jest.isolateModulesAsync(async () => {
      const copy = await import("./roma-api-error.ts");
      const { isRomaError: isCopysError } = await import("./roma-error.ts");
      const error = new copy.RomaApiError("gone", apiDetails);
      expect(error).not.toBeInstanceOf(RomaError);
      expect(error).toBeInstanceOf(Error);
      expect([isRomaError(error), isCopysError(apiError)]).toEqual([true, true]);
      expect(isRomaApiError(error, "deleteAppCode")).toBe(true);
    });
  });

  test("from another realm, where not even `Error` is the same", () => {
    const realm = otherRealm();
    const error: unknown = new realm.RomaApiError("gone", apiDetails);
    expect(error).not.toBeInstanceOf(Error);
    expect([isRomaError(error), realm.isRomaError(apiError)]).toEqual([true, true]);
    expect(isRomaApiError(error, "deleteAppCode")).toBe(true);
  });

  test.each([
    ["another error", new Error("gone")],
    ["an error of the same name", Object.assign(new Error("gone"), { name: "RomaApiError", outcome: "rejected" })],
    ["an error that one of ours caused", new Error("gone", { cause: apiError })],
    ["an object", { ...apiError }],
    ["a function", () => apiError],
    ["text", "RomaApiError"],
    ["null", null],
    ["undefined", undefined],
  ])("and nothing else is: %s", (_, value) => {
    expect(isRomaError(value)).toBe(false);
    expect(isRomaApiError(value)).toBe(false);
  });

  test("in `catch`, with the type that it has", () => {
    const caught: unknown = apiError;
    // @ts-expect-error not before it is recognised
    expect(caught.outcome).toBe("rejected");
    if (!isRomaError(caught)) throw new Error("it is one");
    expect(caught.outcome satisfies "not-sent" | "rejected" | "unknown").toBe("rejected");
    expect(caught.operationId satisfies string | undefined).toBe("deleteAppCode");
  });
});

describe("an API error is recognised", () => {
  test("among the others", () => {
    expect([isRomaApiError(apiError), isRomaApiError(inputError)]).toEqual([true, false]);
  });

  test("as the named operation's, and as no other's", () => {
    expect(isRomaApiError(apiError, "deleteAppCode")).toBe(true);
    expect(isRomaApiError(apiError, "cancelAuthorization")).toBe(false);
    // @ts-expect-error no operation of the spec
    expect(isRomaApiError(apiError, "deleteThing")).toBe(false);
  });

  test("with the operation's statuses and codes, and an open tail", () => {
    const caught: unknown = apiError;
    if (!isRomaApiError(caught, "deleteAppCode")) throw new Error("it is one");
    expect(caught.status satisfies 400 | 401 | 403 | 404 | 500).toBe(404);
    expect(caught.operationId satisfies "deleteAppCode").toBe("deleteAppCode");
    // @ts-expect-error a status that the spec doesn't document
    expect(caught.status === 409).toBe(false);
    if (caught.status !== 404) throw new Error("it is a 404");
    const code: "APIG.3004" | (string & {}) = caught.code;
    expect(code).toBe("APIG.3004");
    expect(caught.code === "APIG.3030").toBe(false);
  });
});

describe("an error tells about itself", () => {
  test("by its name, with the operation's before its message", () => {
    expect(String(apiError)).toBe("RomaApiError: deleteAppCode: gone");
    expect(inputError).toMatchObject({
      name: "RomaInputError",
      message: "deleteAppCode: app_id must not be empty",
      parameter: "app_id",
      outcome: "not-sent",
      attempts: 0,
    });
  });

  test("without an operation, where the client itself could not be made", () => {
    expect(new RomaInputError("auth", "must be a token")).toMatchObject({
      message: "auth must be a token",
      operationId: undefined,
    });
  });

  test("in JSON, with what can be counted and searched", () => {
    const { code, status } = apiDetails;
    expect(JSON.parse(JSON.stringify(apiError))).toEqual({ ...details, name: "RomaApiError", status, code });
  });

  test("without its cause where it has none", () => {
    expect(apiError).not.toHaveProperty("cause");
    const cause = new Error("why");
    expect(new RomaApiError("gone", { ...apiDetails, cause }).cause).toBe(cause);
  });
});
