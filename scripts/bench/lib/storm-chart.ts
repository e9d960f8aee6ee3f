import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { chartStyle } from "./chart-style.ts";
import { type Amplification, peakOf } from "./traffic.ts";

interface Curve {
  readonly label: string;
  readonly windows: readonly Amplification[];
}

/** What the chart shows. Times are seconds since the outage began. */
export interface StormChart {
  readonly subtitle: string;
  readonly outageSeconds: number;
  /** What the curve with the budget is to stay below. */
  readonly bound: number;
  readonly without: Curve;
  readonly withBudget: Curve;
}

const width = 860;
const height = 440;
const plot = { left: 64, right: width - 28, top: 100, bottom: height - 60 };
const middle = { x: (plot.left + plot.right) / 2, y: (plot.top + plot.bottom) / 2 };

/** The storm as a picture that needs nothing but itself: the same to the byte for the same traffic. */
export function stormChart({ subtitle, outageSeconds, bound, without, withBudget }: StormChart): string {
  const [peak, budgetPeak] = [peakOf(without.windows), peakOf(withBudget.windows)];
  const times = withBudget.windows.flatMap(({ from, to }) => [from, to]);
  const x = scaleLinear([Math.min(...times), Math.max(...times)], [plot.left, plot.right]);
  const y = scaleLinear([0, 1.1 * Math.max(peak.factor, budgetPeak.factor, bound)], [plot.bottom, plot.top]);
  const curve = line<Amplification>(
    ({ to }) => x(to),
    ({ factor }) => y(factor),
  ).digits(1);
  const title = `Requests sent per call begun, through a ${outageSeconds}-second outage`;

  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title desc">
<title id="title">${title}</title>
<desc id="desc">${subtitle}. Without a budget, up to ${peak.factor.toFixed(2)} requests per call are sent in a second; with it, up to ${budgetPeak.factor.toFixed(2)}.</desc>
<style>${chartStyle}</style>
<rect class="page" width="${width}" height="${height}" rx="10"/>
<text class="heading" x="24" y="36">${title}</text>
<text class="soft" x="24" y="58">${subtitle}</text>
${legend("without", without, 24)}
${legend("with", withBudget, 330)}
<rect class="outage" x="${at(x(0))}" y="${plot.top}" width="${at(x(outageSeconds) - x(0))}" height="${plot.bottom - plot.top}"/>
<text class="soft" x="${at(x(outageSeconds / 2))}" y="${plot.top + 17}" text-anchor="middle">outage</text>
${y
  .ticks(6)
  .map((tick) => heightTick(at(y(tick)), y.tickFormat(6)(tick)))
  .join("\n")}
${x
  .ticks(12)
  .map((tick) => timeTick(at(x(tick)), x.tickFormat(12)(tick)))
  .join("\n")}
<path class="axis" d="M${plot.left},${plot.bottom}H${plot.right}"/>
<path class="bound" d="M${plot.left},${at(y(bound))}H${plot.right}"/>
<text class="soft" x="${at(x(outageSeconds) - 8)}" y="${at(y(bound) - 7)}" text-anchor="end">goal: below ${bound}</text>
<path class="without curve" d="${curve(without.windows)}"/>
<path class="with curve" d="${curve(withBudget.windows)}"/>
${peakMark("without", peak, x, y)}
${peakMark("with", budgetPeak, x, y)}
<text class="soft" x="${middle.x}" y="${height - 16}" text-anchor="middle">seconds since the outage began</text>
<text class="soft" transform="translate(22 ${middle.y}) rotate(-90)" text-anchor="middle">requests per call, in the last second</text>
</svg>
`;
}

const legend = (name: string, { label }: Curve, left: number): string =>
  `<path class="${name} curve" d="M${left},78h28"/><text x="${left + 36}" y="82">${label}</text>`;

const heightTick = (y: string, text: string): string =>
  `<path class="grid" d="M${plot.left},${y}H${plot.right}"/><text class="tick" x="${plot.left - 10}" y="${y}" dy="4" text-anchor="end">${text}</text>`;

const timeTick = (x: string, text: string): string =>
  `<path class="axis" d="M${x},${plot.bottom}v6"/><text class="tick" x="${x}" y="${plot.bottom + 22}" text-anchor="middle">${text}</text>`;

function peakMark(
  name: string,
  { to, factor }: Amplification,
  x: (to: number) => number,
  y: (factor: number) => number,
) {
  const [left, top] = [at(x(to)), at(y(factor))];
  return `<circle class="${name} dot" cx="${left}" cy="${top}" r="3.5"/><text class="${name} label" x="${left}" y="${top}" dx="10" dy="-9">peak ${factor.toFixed(2)}</text>`;
}

/** A coordinate, without digits that nobody can see. */
const at = (coordinate: number): string => String(Math.round(coordinate * 10) / 10);
