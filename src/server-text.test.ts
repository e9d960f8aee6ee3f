import { describe, expect, test } from "@jest/globals";
import { presentable, withoutSecrets } from "./server-text.ts";

describe("a credential that the server echoes is taken out", () => {
  const token = "MIIQ/canary+5f3c==";

  test.each([
    ["once", `<p>${token}</p>`, "<p>[redacted]</p>"],
    ["more than once", `${token} ${token}`, "[redacted] [redacted]"],
    ["inside a longer word", `a${token}b`, "a[redacted]b"],
    ["with a slash that JSON escapes", "MIIQ\\/canary+5f3c==", "[redacted]"],
    ["with characters that JSON writes by number", "MIIQ/canary\\u002B5f3c\\u003d\\u003D", "[redacted]"],
    ["percent-encoded", encodeURIComponent(token), "[redacted]"],
    ["in lower case", token.toLowerCase(), "[redacted]"],
  ])("%s", (_, text, redacted) => {
    expect(withoutSecrets(text, [token])).toBe(redacted);
  });

  test("where there is more than one", () => {
    expect(withoutSecrets("first-token second-token", ["first-token", "second-token"])).toBe("[redacted] [redacted]");
  });

  test("whatever characters it is made of", () => {
    const odd = "a.*+?^$(){}|[]\\/-\" !#%&',:;<=>@_`~z";
    expect(withoutSecrets(odd, [odd])).toBe("[redacted]");
    expect(withoutSecrets(JSON.stringify({ odd }), [odd])).toBe('{"odd":"[redacted]"}');
    expect(withoutSecrets("axxxxxxx", ["a.......".replaceAll(".", "*")])).toBe("axxxxxxx");
  });

  test("where it stands for itself only: other text stays as it was", () => {
    const text = "MIIQ/canary and $& \\/ %2B";
    expect(withoutSecrets(text, [token])).toBe(text);
    expect(withoutSecrets(text, [])).toBe(text);
  });

  test("unless it is so short that it would deface ordinary words", () => {
    expect(withoutSecrets("the token is wrong", ["token"])).toBe("the token is wrong");
    expect(withoutSecrets("1234567 12345678", ["1234567"])).toBe("1234567 12345678");
    expect(withoutSecrets("1234567 12345678", ["12345678"])).toBe("1234567 [redacted]");
  });
});

describe("server text is one line, without control characters, cut at a sane length", () => {
  test.each([
    ["line breaks", "a\r\nb\nc\u2028d\u2029e\u0085f", "a b c d e f"],
    ["colours of a terminal", "a\u001b[31mb", "a [31mb"],
    ["control characters", "a\0\x07\x7f\x9bb", "a b"],
    ["marks that reverse the direction of writing", "a\u202eb\u2066c", "a b c"],
    ["invisible characters", "a\u200bb\ufeffc", "a b c"],
    ["halves of a surrogate pair", "a\ud83db\ude00c", "a b c"],
    ["several spaces", "  a \t  b  ", "a b"],
    ["nothing but these", "\r\n\0 ", ""],
    ["letters of any language, and symbols", "ünïcödé 项目 😀 <b>&", "ünïcödé 项目 😀 <b>&"],
  ])("%s", (_, text, line) => {
    expect(presentable(text)).toBe(line);
  });

  test("300 characters stay, and of more it says that there were more", () => {
    expect(presentable("x".repeat(300))).toBe("x".repeat(300));
    expect(presentable("x".repeat(301))).toBe(`${"x".repeat(300)}…`);
    expect(presentable("x".repeat(1_000_000))).toBe(`${"x".repeat(300)}…`);
  });

  test("the cut never leaves half of a character", () => {
    expect(presentable(`${"x".repeat(299)}😀😀`)).toBe(`${"x".repeat(299)}…`);
    expect(presentable(`${"x".repeat(298)}😀😀`)).toBe(`${"x".repeat(298)}😀…`);
  });
});
