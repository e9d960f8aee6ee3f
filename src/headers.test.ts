import { describe, expect, test } from "@jest/globals";
import { isLegalHeaderValue, plainHeaders, refuseCredential, setHeaders } from "./headers.ts";

/** Sets headers as a caller does, over those that every request carries. */
function set(headers: object, target: Record<string, string> = { Accept: "application/json" }) {
  setHeaders(target, headers as Record<string, string>, "deleteThing"); // plain JavaScript passes anything
  return target;
}

describe("a header's value", () => {
  test.each(["", "a", "a b", "a\tb", "!~", "tok-en/+=", "a".repeat(10_000)])("may be %j", (value) => {
    expect(isLegalHeaderValue(value)).toBe(true);
  });

  test.each(["a\n", "\na", "a\r\nb", "a\rb", " a", "a ", "\ta", "\0", "a\x7fb", "ä", "€", "\u2028", "a\n\n", " "])(
    "is illegal: %j",
    (value) => {
      expect(isLegalHeaderValue(value)).toBe(false);
    },
  );
});

describe("the caller's headers", () => {
  test("are set beside those that are there", () => {
    expect(set({ "X-Trace": "1" })).toEqual({ Accept: "application/json", "X-Trace": "1" });
    const odd = { "09azAZ!#$%&'*+.^_`|~-": "1" };
    expect(set(odd)).toMatchObject(odd);
  });

  test.each(["Accept", "accept", "ACCEPT"])("replace those of the same name, whatever their case: %s", (name) => {
    expect(set({ [name]: "text/plain" })).toEqual({ [name]: "text/plain" });
  });

  test.each(["", " ", "a b", "a:", "ä", "a\n", "(a)", "a/b"])(
    "are refused under a name that no header can have: %j",
    (name) => {
      expect(() => set({ [name]: "s3cr3t" })).toThrow(
        expect.objectContaining({
          message: "deleteThing: headers holds a name that no HTTP header can have",
          parameter: "headers",
          outcome: "not-sent",
        }),
      );
    },
  );

  test.each(["s3cr3t\n", "s3cr3t\r\nX-Evil: 1", "s3cr3tä", " s3cr3t", 7, undefined, null, ["s3cr3t"]])(
    "are refused with a value that no header can have, which is never quoted: %j",
    (value) => {
      const target = { Accept: "application/json" };
      expect(() => set({ "X-Trace": value }, target)).toThrow(
        expect.objectContaining({
          message: "deleteThing: headers holds a value for X-Trace that no HTTP header can have",
        }),
      );
      expect(target).toEqual({ Accept: "application/json" });
    },
  );

  test.each(["Content-Type", "content-length", "HOST", "Transfer-Encoding", "connection"])(
    "are refused where they follow from the request: %s",
    (name) => {
      expect(() => set({ [name]: "1" })).toThrow(
        expect.objectContaining({
          message: `deleteThing: headers must not hold ${name}: it follows from the request itself`,
        }),
      );
    },
  );

  test("are refused in the name of the parameter that they come from", () => {
    expect(() => setHeaders({}, { "X-Reason": "ä" }, "deleteThing", "X-Reason")).toThrow(
      expect.objectContaining({ parameter: "X-Reason" }),
    );
  });
});

describe("a credential among the caller's headers", () => {
  test.each(["X-Auth-Token", "x-auth-token", "X-AUTH-TOKEN"])(
    "is refused in any case, and never quoted: %s",
    (name) => {
      expect(() => refuseCredential({ [name]: "s3cr3t" }, "X-Auth-Token", "deleteThing")).toThrow(
        expect.objectContaining({
          message: "deleteThing: headers must not hold X-Auth-Token: pass the credential as the client's `auth`",
          parameter: "headers",
          outcome: "not-sent",
        }),
      );
    },
  );

  test("is none where the operation takes none, or it has another name", () => {
    expect(() => refuseCredential({ "X-Auth-Token": "a" }, undefined, "getInfo")).not.toThrow();
    expect(() => refuseCredential({ "X-Auth-Token-2": "a" }, "X-Auth-Token", "getInfo")).not.toThrow();
  });
});

describe("headers may come", () => {
  test.each([
    ["as an object", { "X-A": "1" }, { "X-A": "1" }],
    ["as a Headers object", new Headers({ "X-A": "1" }), { "x-a": "1" }],
    ["with several values", { "X-A": ["1", "2"] }, { "X-A": "1, 2" }],
    ["with some left out", { "X-A": undefined, "X-B": "1" }, { "X-B": "1" }],
    ["not at all", undefined, {}],
  ])("%s", (_, headers, plain) => {
    expect(plainHeaders(headers, "deleteThing")).toEqual(plain);
  });

  test.each([[null], ["X-A: 1"], [[["X-A", "1"]]]])("but not as %j", (headers) => {
    expect(() => plainHeaders(headers, "deleteThing")).toThrow("headers must be an object of names and values");
  });
});
