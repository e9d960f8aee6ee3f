import { describe, expect, test } from "@jest/globals";
import { presentable } from "./server-text.ts";

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
