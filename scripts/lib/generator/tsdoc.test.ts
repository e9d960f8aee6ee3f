import { expect, test } from "@jest/globals";
import { tsdoc } from "./tsdoc.ts";

test("one line becomes a comment of one line", () => {
  expect(tsdoc(["A thing."])).toBe("/** A thing. */\n");
  expect(tsdoc(["  A thing.\n"], "    ")).toBe("    /** A thing. */\n");
});

test("several lines become a block, each indented and none with spaces at its end", () => {
  expect(tsdoc(["One.\n\nTwo.  \n- a\n  - b\n"], "  ")).toBe(
    ["  /**", "   * One.", "   *", "   * Two.", "   * - a", "   *   - b", "   */", ""].join("\n"),
  );
});

test("paragraphs are set apart, and those that say nothing are left out", () => {
  expect(tsdoc(["One.", undefined, " \n", "Two."])).toBe("/**\n * One.\n *\n * Two.\n */\n");
});

test("where there is nothing to say there is no comment", () => {
  expect(tsdoc([])).toBe("");
  expect(tsdoc([undefined, "", "\n"], "  ")).toBe("");
});

test("no text can end the comment", () => {
  const text = tsdoc(["a */ b **/ c", "/* d */"]);
  expect(text.match(/\*\//g)).toHaveLength(1);
  expect(text).toMatch(/\n \*\/\n$/);
  expect(text).toContain(" * a *\\/ b **\\/ c\n");
});

test("line breaks of other systems leave no trace", () => {
  expect(tsdoc(["One.\r\nTwo."])).toBe("/**\n * One.\n * Two.\n */\n");
});
