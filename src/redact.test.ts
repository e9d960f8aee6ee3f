import { describe, expect, test } from "@jest/globals";
import { withoutSecrets } from "./redact.ts";

const token = "MIIQ/canary+5f3c==";
const byNumber = (text: string, write: (hex: string) => string) =>
  [...text].map((character) => write(character.charCodeAt(0).toString(16))).join("");

describe("a credential that the server echoes is taken out", () => {
  test.each([
    ["once", `<p>${token}</p>`, "<p>[redacted]</p>"],
    ["more than once", `${token} ${token}`, "[redacted] [redacted]"],
    ["inside a longer word", `a${token}b`, "a[redacted]b"],
    ["in lower case", token.toLowerCase(), "[redacted]"],
    ["with a slash that JSON escapes", "MIIQ\\/canary+5f3c==", "[redacted]"],
    ["with characters that JSON writes by number", "MIIQ/canary\\u002B5f3c\\u003d\\u003D", "[redacted]"],
    ["all of whose characters JSON writes by number", byNumber(token, (hex) => `\\u00${hex}`), "[redacted]"],
    ["percent-encoded", encodeURIComponent(token), "[redacted]"],
    ["percent-encoded to the last letter", byNumber(token, (hex) => `%${hex}`), "[redacted]"],
    ["with characters that HTML writes by number", "MIIQ&#x2F;canary&#43;5f3c&#x3d;&#61;", "[redacted]"],
    ["escaped, and then as it is", `${encodeURIComponent(token)}${token}`, "[redacted][redacted]"],
    ["behind what could be the beginning of an escape", `100%${token}\\`, "100%[redacted]\\"],
    ["behind a letter that grows in lower case", `İ${token}\\`, "İ[redacted]\\"],
  ])("%s", (_, text, redacted) => {
    expect(withoutSecrets(text, [token])).toBe(redacted);
  });

  test("where there is more than one", () => {
    expect(withoutSecrets("first-token second-token", ["first-token", "second-token"])).toBe("[redacted] [redacted]");
  });

  test("where one is part of the other", () => {
    expect(withoutSecrets("a long-token-2 b", ["long-token", "long-token-2"])).toBe("a [redacted] b");
    expect(withoutSecrets("ababababab", ["abababab"])).toBe("[redacted]");
  });

  test("whatever characters it is made of", () => {
    const odd = "a.*+?^$(){}|[]\\/-\" !#%&',:;<=>@_`~z";
    expect(withoutSecrets(odd, [odd])).toBe("[redacted]");
    expect(withoutSecrets(JSON.stringify({ odd }), [odd])).toBe('{"odd":"[redacted]"}');
    expect(withoutSecrets("axxxxxxx", ["a.......".replaceAll(".", "*")])).toBe("axxxxxxx");
    expect(withoutSecrets(encodeURIComponent("%41%42%43%44"), ["%41%42%43%44"])).toBe("[redacted]");
  });

  test("however long it is", () => {
    const long = `${"MIIQ/+%".repeat(10_000)}==`;
    expect(withoutSecrets(`<p>${long}</p>`, [long])).toBe("<p>[redacted]</p>");
    expect(withoutSecrets(encodeURIComponent(long), [long])).toBe("[redacted]");
  });
});

describe("so is its base64: not a character of it that depends on the credential alone is left", () => {
  const secret = "canary?>token~~5f3c";
  const around = ["", "a", "ab", "abc"];
  const cases = around.flatMap((before) => around.map((after) => [before, after] as const));

  test.each(cases)("of %j, the credential, %j", (before, after) => {
    const base64 = Buffer.from(`${before}${secret}${after}`).toString("base64");
    // What may be left are digits that belong to the text around it in part, and the padding.
    expect(withoutSecrets(base64, [secret])).toMatch(/^[A-Za-z0-9+/]{0,5}\[redacted\][A-Za-z0-9+/]{0,5}={0,2}$/);
    const urlSafe = Buffer.from(`${before}${secret}${after}`).toString("base64url");
    expect(withoutSecrets(urlSafe, [secret])).toMatch(/^[\w-]{0,5}\[redacted\][\w-]{0,5}$/);
    expect(withoutSecrets(encodeURIComponent(base64), [secret])).toContain("[redacted]");
  });
});

describe("everything else stays as it was", () => {
  test.each([["MIIQ/canary and $& \\/ %2B &#x2f;"], [""], ["\\u0041 %zz % & \\"], [btoa("another secret")]])(
    "%j",
    (text) => {
      expect(withoutSecrets(text, [token])).toBe(text);
      expect(withoutSecrets(text, [])).toBe(text);
    },
  );

  test("also where the credential is so short that it would deface ordinary words", () => {
    expect(withoutSecrets("the token is wrong", ["token"])).toBe("the token is wrong");
    expect(withoutSecrets("1234567 12345678", ["1234567"])).toBe("1234567 12345678");
    expect(withoutSecrets("1234567 12345678", ["12345678"])).toBe("1234567 [redacted]");
  });
});
