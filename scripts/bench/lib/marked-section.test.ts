import { expect, test } from "@jest/globals";
import { withSection } from "./marked-section.ts";

const text = "# Title\n\n<!-- it:begin -->\nold\n<!-- it:end -->\n\nThe rest.\n";

test("replaces what stands between the markers, and nothing else", () => {
  const written = "# Title\n\n<!-- it:begin -->\n\nnew\n\n<!-- it:end -->\n\nThe rest.\n";
  expect(withSection(text, "it", "new")).toBe(written);
});

test("writes the same again", () => {
  const once = withSection(text, "it", "| a |\n|---|\n| $& |");
  expect(withSection(once, "it", "| a |\n|---|\n| $& |")).toBe(once);
});

test.each([
  ["there is no marker", "# Title\n"],
  ["there is no end", "<!-- it:begin -->\n"],
  ["there is no beginning", "<!-- it:end -->\n"],
  ["the end stands before the beginning", "<!-- it:end -->\n<!-- it:begin -->\n"],
  ["there are two beginnings", `<!-- it:begin -->\n${text}`],
  ["there are two ends", `${text}<!-- it:end -->\n`],
  ["the markers are another section's", text.replaceAll("it:", "other:")],
])("refuses where %s", (_, broken) => {
  expect(() => withSection(broken, "it", "new")).toThrow("there must be one <!-- it:begin -->");
});
