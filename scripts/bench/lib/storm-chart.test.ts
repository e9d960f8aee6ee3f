import { describe, expect, test } from "@jest/globals";
import { stormChart } from "./storm-chart.ts";

const window = (to: number, factor: number) => ({ from: to - 1, to, factor });
const chart = {
  subtitle: "1 000 clients",
  outageSeconds: 4,
  bound: 1.2,
  without: { label: "without", windows: [window(0, 1), window(2, 3), window(4, 2.5), window(6, 1)] },
  withBudget: { label: "with", windows: [window(0, 1), window(2, 1.16), window(4, 1), window(6, 1)] },
};
const svg = stormChart(chart);

/** The points of a curve, in the picture's units. */
function points(name: string): [x: number, y: number][] {
  const [, d = ""] = svg.match(new RegExp(`<path class="${name} curve" d="(M[^h"]+)"`)) ?? [];
  return [...d.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
}

describe("the chart", () => {
  test("draws both curves on one scale: time to the right, amplification upwards", () => {
    const [first, peak, third, last] = points("without");
    const [, budgetPeak, , budgetLast] = points("with");
    expect([first, last].map((point) => point?.[1])).toEqual([budgetLast?.[1], budgetLast?.[1]]); // 1 in both
    const unit = ((first?.[1] ?? 0) - (peak?.[1] ?? 0)) / 2; // from 1 to 3
    expect((first?.[1] ?? 0) - (budgetPeak?.[1] ?? 0)).toBeCloseTo(0.16 * unit, 0);
    expect((first?.[1] ?? 0) - (third?.[1] ?? 0)).toBeCloseTo(1.5 * unit, 0);
    expect((peak?.[0] ?? 0) - (first?.[0] ?? 0)).toBeCloseTo((last?.[0] ?? 0) - (third?.[0] ?? 0), 0);
  });

  test("shades the outage, from the curves' 0 to its end", () => {
    const [, left, width] = svg.match(/<rect class="outage" x="([\d.]+)".* width="([\d.]+)"/) ?? [];
    const [first, , third] = points("without");
    expect(Number(left)).toBe(first?.[0]);
    expect(Number(left) + Number(width)).toBeCloseTo(third?.[0] ?? 0, 5);
  });

  test("names its peaks, its curves and its axes, and says all of it to whoever can't see it", () => {
    for (const text of [
      "peak 3.00",
      "peak 1.16",
      ">without<",
      ">with<",
      "seconds since the outage began",
      "goal: below 1.2",
    ])
      expect(svg).toContain(text);
    expect(svg).toMatch(/role="img" aria-labelledby="title desc">\n<title id="title">[^<]*4-second outage<\/title>/);
    expect(svg).toMatch(/<desc id="desc">1 000 clients.*3\.00 requests.*1\.16\.<\/desc>/);
  });

  test("is well-formed, needs nothing but itself, and is the same each time", () => {
    const open: string[] = [];
    for (const [, closing, name = "", empty] of svg.matchAll(/<(\/?)(\w+)(?:\s[^<>]*?)?(\/?)>/g)) {
      if (closing) expect(open.pop()).toBe(name);
      else if (!empty) open.push(name);
    }
    expect(open).toEqual([]);
    expect(svg).not.toMatch(/NaN|undefined|Infinity|\[object|=>|href|url\(|@import|<script/);
    expect(stormChart(chart)).toBe(svg);
  });

  test("has text and curves that stand out from its ground, on light pages and on dark ones", () => {
    const schemes = svg.match(/svg \{[^}]*--page[^}]*\}/g) ?? [];
    expect(schemes).toHaveLength(2);
    for (const scheme of schemes) {
      const colours = Object.fromEntries(
        [...scheme.matchAll(/([\w-]+): (#[0-9a-f]{6})/g)].map(([, name, value]) => [name, value]),
      );
      expect(Object.keys(colours)).toEqual(["color", "--page", "--soft", "--bad", "--good"]);
      for (const name of ["color", "--soft", "--bad", "--good"])
        expect(contrast(String(colours[name]), String(colours["--page"]))).toBeGreaterThan(4.5);
    }
  });
});

/** As WCAG 2.2 defines it. */
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
