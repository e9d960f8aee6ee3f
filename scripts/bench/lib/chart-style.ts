/** The style of the charts, for light and dark pages. All text has a contrast of at least 4.5 on its ground. */
export const chartStyle = `
svg { color-scheme: light dark; color: #1d2126; --page: #ffffff; --soft: #596068; --bad: #b3401a; --good: #1f55b5;
  font: 13px system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
@media (prefers-color-scheme: dark) {
  svg { color: #e7eaed; --page: #14181c; --soft: #a3acb5; --bad: #ff9d73; --good: #8db8ff; }
}
.page { fill: var(--page); }
text { fill: currentColor; }
.heading { font-size: 17px; font-weight: 600; }
.soft, .tick { fill: var(--soft); }
.tick { font-size: 12px; font-variant-numeric: tabular-nums; }
.grid { stroke: currentColor; stroke-opacity: 0.12; }
.axis { stroke: currentColor; stroke-opacity: 0.6; }
.outage { fill: currentColor; fill-opacity: 0.06; }
.bound { stroke: currentColor; stroke-opacity: 0.6; stroke-dasharray: 2 4; }
.curve { fill: none; stroke-width: 2; stroke-linejoin: round; }
.without { stroke: var(--bad); }
.with { stroke: var(--good); stroke-width: 2.5; }
.without.dot, .without.label { fill: var(--bad); }
.with.dot, .with.label { fill: var(--good); }
.label { font-weight: 600; paint-order: stroke; stroke: var(--page); stroke-width: 4px; }
`;
