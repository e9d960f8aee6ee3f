import { describe, expect, test } from "@jest/globals";
import { RomaInputError } from "./errors/roma-input-error.ts";
import { compilePath, fillPath, leadsTo } from "./path.ts";

const things = compilePath("/v2/{project_id}/things/{thing_id}");
const fill = (thing_id: unknown) => fillPath(things, { project_id: "p", thing_id }, "deleteThing");

/** What a call throws, as an input error. */
function refusalOf(act: () => unknown): RomaInputError {
  try {
    act();
  } catch (error) {
    if (error instanceof RomaInputError) return error;
    throw error;
  }
  throw new Error("it was not refused");
}

const codeName = (code: number) => `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index);

describe("a value that would lead to another path is refused", () => {
  test("an empty one", () => {
    expect(refusalOf(() => fill(""))).toMatchObject({
      message: "deleteThing: thing_id must not be empty: the path would lead to another resource",
      parameter: "thing_id",
      operationId: "deleteThing",
      outcome: "not-sent",
      attempts: 0,
    });
  });

  test.each([".", "..", "%2e", "%2E", "%2e%2e", "%2E%2e", "%2e%2E", "%2E%2E", ".%2e", ".%2E", "%2e.", "%2E."])(
    "a dot segment: %j",
    (value) => {
      const error = refusalOf(() => fill(value));
      expect(error.parameter).toBe("thing_id");
      expect(error.message).toBe(
        "deleteThing: thing_id must not be a dot segment (`.`, `..`, percent-encoded or not): the path would lead to another resource",
      );
    },
  );
});

describe("a value that would climb to another path behind a gateway that decodes paths is refused", () => {
  test.each([
    "../x",
    "x/..",
    "x/../y",
    "/..",
    "../",
    "x\\..\\y",
    "..\\x",
    "x/%2e%2e/y",
    "x/.%2E",
    "x%2f..",
    "..%2Fx",
    "x%5c%2e%2e%5cy",
    "x//..//y",
  ])("%j", (value) => {
    expect(refusalOf(() => fill(value)).message).toBe(
      "deleteThing: thing_id must not hold `..` between slashes: a gateway that decodes paths would lead it to another resource",
    );
  });

  test.each(["a..b", "..a", "a..", "...", "x/...", "a../b", "a/..b", "x/./y", "a/b", "%2e%2e%2e", "..%2e"])(
    "and one that only looks similar is not: %j",
    (value) => {
      expect(decodeURIComponent(fill(value).split("/").at(-1) ?? "")).toBe(value);
    },
  );
});

describe("a value that can't be text of a URL is refused", () => {
  const controls = [...range(0x00, 0x1f), 0x7f, ...range(0x80, 0x9f)];
  test.each(controls.map((code) => [codeName(code), String.fromCharCode(code)]))(
    "control character %s",
    (_, control) => {
      for (const value of [control, `a${control}`, `${control}a`, `..${control}`]) {
        expect(refusalOf(() => fill(value)).message).toBe("deleteThing: thing_id must not hold a control character");
      }
    },
  );

  test.each([
    ["the first half alone", "a\ud83d"],
    ["the second half alone", "\ude00b"],
    ["the halves in the wrong order", "\ude00\ud83d"],
    ["a half beside a whole pair", "😀\ud83d"],
  ])("a lone surrogate: %s", (_, value) => {
    expect(refusalOf(() => fill(value)).message).toBe(
      "deleteThing: thing_id must be well-formed text; it holds half of a surrogate pair",
    );
  });
});

describe("every other value becomes text inside its own segment", () => {
  const cases: [value: string | number, encoded: string][] = [
    ["9ed8b7fe", "9ed8b7fe"],
    ["a/b", "a%2Fb"],
    ["/", "%2F"],
    ["...", "..."],
    ["a..", "a.."],
    ["%2f", "%252f"],
    ["%2e%2e%2e", "%252e%252e%252e"],
    ["%252e", "%25252e"],
    ["%00", "%2500"],
    ["%", "%25"],
    ["a b", "a%20b"],
    [" ", "%20"],
    ["ä", "%C3%A4"],
    ["项目", "%E9%A1%B9%E7%9B%AE"],
    ["😀", "%F0%9F%98%80"],
    ["\u00a0", "%C2%A0"],
    ["a?b#c", "a%3Fb%23c"],
    [";v=1&w", "%3Bv%3D1%26w"],
    ["user:pw@host", "user%3Apw%40host"],
    ["{thing_id}", "%7Bthing_id%7D"],
    ["$&", "%24%26"],
    ["-_.!~*'()", "-_.!~*'()"],
    ["undefined", "undefined"],
    [7, "7"],
  ];
  test.each(cases)("%j is written %s, and a URL parser leaves it so", (value, encoded) => {
    const path = fill(value);
    expect(path).toBe(`/v2/p/things/${encoded}`);
    expect(new URL(path, "https://roma.example.com").pathname).toBe(path);
    expect(leadsTo(`https://roma.example.com${path}`, new URL("https://roma.example.com"), path)).toBe(true);
    expect(decodeURIComponent(encoded)).toBe(String(value));
  });
});

test("the value that is refused is the one that is named", () => {
  expect(refusalOf(() => fillPath(things, { project_id: "..", thing_id: "t" }, "deleteThing")).parameter).toBe(
    "project_id",
  );
});

describe("two values in one segment", () => {
  const file = compilePath("/files/{name}.{format}/rows");
  const fillFile = (name: string, format: string) => fillPath(file, { name, format }, "getFile");

  test("are told apart by what stands between them", () => {
    expect(fillFile("a/b", "csv")).toBe("/files/a%2Fb.csv/rows");
  });

  test("must not hold what stands between them: a server would cut elsewhere", () => {
    const error = refusalOf(() => fillFile("a.b", "csv"));
    expect(error.message).toBe("getFile: name must not hold `.`, which ends it in this path");
    expect(refusalOf(() => fillFile("a", "csv.gz")).parameter).toBe("format");
  });
});

test("a path without values is what the spec says", () => {
  expect(fillPath(compilePath("/v2/info"), {}, "getInfo")).toBe("/v2/info");
});

describe("a URL leads to the path that was meant, or it does not", () => {
  const path = "/v1/a/b";
  const cases: [leads: boolean, what: string, url: string, base?: string][] = [
    [true, "the path itself", "https://h.example/v1/a/b"],
    [true, "with a query, which is no part of the path", "https://h.example/v1/a/b?x=/../y"],
    [true, "below the base URL's path", "https://h.example/base/v1/a/b", "https://h.example/base"],
    [true, "with the scheme's own port written out", "https://h.example:443/v1/a/b"],
    [false, "another host", "https://other.example/v1/a/b"],
    [false, "a host below it", "https://x.h.example/v1/a/b"],
    [false, "another port", "https://h.example:8443/v1/a/b"],
    [false, "another scheme", "http://h.example/v1/a/b"],
    [false, "a user name", "https://user@h.example/v1/a/b"],
    [false, "a password", "https://:pw@h.example/v1/a/b"],
    [false, "the host as a user name of another", "https://h.example@other.example/v1/a/b"],
    [false, "without the base URL's path", "https://h.example/v1/a/b", "https://h.example/base"],
    [false, "below another path than the base URL's", "https://h.example/other/v1/a/b", "https://h.example/base"],
    [false, "a segment more", "https://h.example/v1/a/b/c"],
    [false, "a segment less", "https://h.example/v1/a"],
    [false, "a slash more at the end", "https://h.example/v1/a/b/"],
    [false, "a slash more inside", "https://h.example/v1//a/b"],
    [false, "another segment", "https://h.example/v1/a/c"],
    [false, "another case", "https://h.example/v1/A/b"],
    [false, "the segments in another order", "https://h.example/v1/b/a"],
    [false, "an encoded slash in place of a slash", "https://h.example/v1/a%2Fb"],
    [false, "a folded dot segment", "https://h.example/v1/a/../b"],
    [false, "a folded encoded dot segment", "https://h.example/v1/a/%2E%2e/b"],
    [false, "a fragment that swallows the path", "https://h.example/#/v1/a/b"],
    [false, "a query that swallows the path", "https://h.example/?/v1/a/b"],
  ];
  test.each(cases)("%s: %s", (leads, _, url, base = "https://h.example") => {
    expect(leadsTo(url, new URL(base), path)).toBe(leads);
  });

  test("a path with a dot segment of its own leads nowhere", () => {
    const folded = "/v1/../b";
    expect(leadsTo(`https://h.example${folded}`, new URL("https://h.example"), folded)).toBe(false);
  });
});
