import { describe, expect, test } from "@jest/globals";
import type { CoverageReport } from "./coverage.ts";
import { toHtml } from "./coverage-html.ts";
import { toMarkdown } from "./coverage-markdown.ts";
import { cells, complete, deleteCells, deleteThing, holed, page, reportOf, without } from "./coverage-sample.ts";
import { toTable } from "./coverage-table.ts";
import type { SpecOperation } from "./spec.ts";

const renderers = [
  ["Markdown", toMarkdown],
  ["HTML", (report: CoverageReport) => textOf(toHtml(report))],
  ["the table", (report: CoverageReport) => toTable(report, false)],
] as const;

/** What a reader sees, roughly: the page without its tags. */
const textOf = (written: string): string =>
  written
    .replace(/<style>.*<\/style>/s, "")
    .replace(/<[^>]*>/g, "")
    .replaceAll("\n\n", "\n");

/** The part of the page that belongs to one operation. */
const cardOf = (written: string, operationId: string): string =>
  written.slice(written.indexOf(`id="${operationId}"`)).replace(/<\/article>.*/s, "");

describe.each(renderers)("%s", (_, render) => {
  test("has every operation and the total, and no hole where there is none", () => {
    const text = render(complete);
    expect(text).toContain("deleteThing");
    expect(text).toContain("putThing");
    expect(text).toMatch(/8 of 8\b/);
    expect(text).toMatch(/100\s?%/);
    expect(text).not.toContain("✗");
  });

  test("names every hole, once, with its operation, item and check", () => {
    const lines = render(holed).split("\n");
    for (const { operationId, item, check } of holed.holes) {
      const named = lines.filter((line) => [operationId, item, check].every((part) => line.includes(part)));
      expect(named).toHaveLength(1);
    }
    expect(lines.join("\n")).toMatch(/4 of 8\b/);
  });

  test("rounds down, so that one hole in many isn't 100 %", () => {
    const many = Array.from({ length: 999 }, () => deleteCells[0]).filter((cell) => cell !== undefined);
    const text = render(
      reportOf({ operation: deleteThing, cells: [...many, ...without(many.slice(0, 1), "204", "answered")] }),
    );
    expect(text).toMatch(/99\s?%/);
    expect(text).not.toMatch(/100\s?%/);
  });

  test("calls a report of nothing 0 %", () => {
    expect(render(reportOf())).toMatch(/\b0\s?%/);
  });
});

describe("Markdown", () => {
  test("counts each group of each operation", () => {
    const lines = toMarkdown(holed).split("\n");
    expect(lines).toContain("| `deleteThing` | `DELETE /v2/things/{thing_id}` | 1/2 | 1/2 | – |");
    expect(lines).toContain("| `putThing` | `PUT /v2/things/{thing_id}` | 1/1 | 1/1 | 0/2 |");
  });

  test("says that there are no holes", () => {
    expect(toMarkdown(complete)).toMatch(/^## Holes\n\nThere are none\.$/m);
  });

  test("lists what was seen, and only that", () => {
    const [, seen = ""] = toMarkdown(holed).split("### `deleteThing`");
    expect(seen.split("###")[0]?.trim()).toBe("- Answers: `204`\n- `thing_id`: `sent`");
    expect(toMarkdown(complete)).toMatch(/- `thing_id`: `sent`\n- `body`: `required`\n- `body\.name`: `sent`\n$/);
  });

  test("keeps bars and backticks from ending a cell or a span", () => {
    const path = "/a|b`c";
    expect(toMarkdown(reportOf({ operation: { ...deleteThing, path }, cells: [] }))).toContain(
      "| `` DELETE /a\\|b`c `` |",
    );
  });
});

describe("the table", () => {
  test("has a row per operation, counted and ticked", () => {
    expect(toTable(holed, false)).toMatch(/^deleteThing +1\/2 +1\/2 +– +✗$/m);
    expect(toTable(holed, false)).toMatch(/^putThing +1\/1 +1\/1 +0\/2 +✗$/m);
    expect(toTable(complete, false)).toMatch(/^deleteThing +2\/2 +2\/2 +– +✓$/m);
  });

  test("is coloured only when asked, with the same text", () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what is looked for
    const codes = /\u001b\[\d+m/g;
    expect(toTable(holed, false)).not.toMatch(codes);
    expect(toTable(holed, true)).toMatch(codes);
    expect(toTable(holed, true).replace(codes, "")).toBe(toTable(holed, false));
  });

  test("stays under 100 columns, however long a name", () => {
    const operation = { ...deleteThing, operationId: "x".repeat(200) };
    const lines = toTable(reportOf({ operation, cells: deleteCells }), false).split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(100);
  });
});

describe("HTML", () => {
  const evil = `<script>alert("1")</script> & 'x'`;
  const evilOperation: SpecOperation = {
    ...deleteThing,
    operationId: evil,
    method: evil,
    path: evil,
    page: { ...page, title: evil, url: `https://vendor.example/"onclick="${evil}` },
    parameters: deleteThing.parameters.map((parameter) => ({ ...parameter, name: evil })),
    answers: [{ status: 404, exampleKey: evil, body: { error_msg: evil } }],
  };
  const evilCells = cells(evil, [
    ["answers", `404 ${evil}`, evil],
    ["parameters", evil, evil],
    ["body", evil, evil],
  ]).map((cell) => ({ ...cell, covered: false }));

  test("escapes whatever comes from the spec, in text and in attributes", () => {
    const written = toHtml(reportOf({ operation: evilOperation, cells: evilCells }));
    expect(written).not.toContain("<script");
    expect(written).not.toContain('alert("');
    expect(written).not.toContain("'x'");
    expect(written).toContain("<h2>&#60;script&#62;alert(&#34;1&#34;)&#60;/script&#62; &#38; &#39;x&#39;</h2>");
    expect(written).toContain('href="https://vendor.example/&#34;onclick=');
  });

  test("refers to nothing but the vendor's pages", () => {
    const written = toHtml(holed);
    expect(written.match(/https?:[^"'\s<]*/g)).toEqual([
      "https://vendor.example/delete?a=1&#38;b=2",
      "https://vendor.example/put",
    ]);
    expect(written).not.toMatch(/<script|<link(?! rel="icon" href="data:,">)|@import|url\(|\ssrc=|="\/\//i);
  });

  test("makes no link of an address that isn't one of the web", () => {
    const operation = { ...deleteThing, page: { ...page, url: "javascript:alert(1)" } };
    const written = toHtml(reportOf({ operation, cells: deleteCells }));
    expect(written).not.toContain("javascript:");
    expect(written).toContain("Deleting");
  });

  test("lists the holes before the operations, and only where there are any", () => {
    const written = toHtml(holed);
    expect(written).toContain("Holes (4)");
    expect(written.indexOf("Holes (4)")).toBeLessThan(written.indexOf("<table"));
    expect(toHtml(complete)).not.toContain('id="holes"');
  });

  test("tells covered and hole apart by sign, word and title", () => {
    const card = cardOf(toHtml(holed), "deleteThing");
    const chip = (tone: string, title: string, text: string) =>
      expect.stringMatching(new RegExp(`class="chip ${tone}" title="${title}">.*${text}</span>`));
    const lines = card.split("<li");
    expect(lines).toContainEqual(chip("good", "Covered: a test sent it", "✓.*covered:.* sent"));
    expect(lines).toContainEqual(
      chip("bad", "Hole: no test was refused for breaking its maxLength", "✗.*hole:.* maxLength"),
    );
  });

  test("shows each answer with its status, code and body", () => {
    const text = textOf(cardOf(toHtml(complete), "deleteThing"));
    expect(text).toMatch(/204.*answered/);
    expect(text).toMatch(/404X\.3001.*answered\n\{\n {2}&#34;error_msg&#34;: &#34;gone&#34;\n\}/);
  });

  test("marks in the matrix which answers are missing", () => {
    const [row = ""] = toHtml(holed).split('<th scope="row">').slice(1);
    expect(textOf(row)).toMatch(/✓covered: no body/);
    expect(textOf(row)).toMatch(/✗hole: X\.3001/);
  });

  test("is the same each time, and dates nothing", () => {
    expect(toHtml(holed)).not.toMatch(/\b20\d\d\b/);
    expect(toHtml(structuredClone(holed))).toBe(toHtml(holed));
  });
});
