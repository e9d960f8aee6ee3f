import { answerItem, type Cell, type CoverageReport, type CoveredCell } from "./coverage.ts";
import { style } from "./coverage-html-style.ts";
import { byItem, fraction, groups, isComplete, percent, type Tally, tally } from "./coverage-tally.ts";
import { Html, html } from "./html.ts";
import type { SpecAnswer, SpecOperation } from "./spec.ts";

type Row = CoverageReport["rows"][number];

const nothing = html``;

/** The coverage report as one page that needs nothing but itself: no script, no font, no request. */
export function toHtml(report: CoverageReport): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>Contract coverage: ${percent(report)} %</title>
<link rel="icon" href="data:,">
<style>${new Html(style)}</style>
</head>
<body>
<main>
<h1>Contract coverage</h1>
<p class="lead">Each answer, parameter, body field and constraint that the spec documents is one cell, covered once a contract test has seen it hold.
A value that was <b>sent</b> is the spec’s example; every other check of a value is a rule, such as <b>maxLength</b>, for breaking which a request was refused.</p>
${total(report)}
${holes(report.holes)}
${matrix(report.rows)}
${report.rows.map(card)}
</main>
</body>
</html>
`;
  return page.toString();
}

function total(report: CoverageReport): Html {
  const cells = report.rows.flatMap((row) => row.cells);
  const share = percent(report);
  return html`<section class="card total" aria-label="Total">
<p class="figure ${tone(isComplete(report))}">${share}<small> %</small></p>
<div>
<p><strong>${report.covered} of ${report.total} cells covered</strong>, ${report.holes.length === 0 ? "no holes" : `${report.holes.length} to go`}</p>
<div class="bar" aria-hidden="true"><span style="width: ${share}%"></span></div>
<ul class="tallies">${groups.map((group) => html`<li>${count(tally(cells, group), group)}</li>`)}</ul>
</div>
</section>`;
}

function holes(cells: readonly Cell[]): Html {
  if (cells.length === 0) return nothing;
  const items = cells.map(
    ({ operationId, item, check }) =>
      html`<li><b aria-hidden="true">✗</b><a href="#${anchor(operationId)}">${operationId}</a> <code>${item}</code> <strong>${check}</strong></li>`,
  );
  return html`<section class="card holes" aria-labelledby="holes">
<h2 id="holes">Holes (${cells.length})</h2>
<ul>${items}</ul>
</section>`;
}

function matrix(rows: readonly Row[]): Html {
  const statuses = [...new Set(rows.flatMap(({ operation }) => operation.answers.map(({ status }) => status)))].sort(
    (a, b) => a - b,
  );
  const columns = [...statuses.map(String), "Parameters", "Body"];
  return html`<section class="card" aria-labelledby="summary">
<h2 id="summary">Operations and their answers</h2>
<table class="matrix">
<thead><tr><th scope="col">Operation</th>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${rows.map((row) => matrixRow(row, statuses))}</tbody>
</table>
</section>`;
}

function matrixRow({ operation, cells }: Row, statuses: readonly number[]): Html {
  const { operationId, answers } = operation;
  const ofStatus = (status: number) =>
    answers
      .filter((answer) => answer.status === status)
      .map((answer) => html`<li>${marked(isAnswered(answer, cells), answer.exampleKey ?? "no body")}</li>`);
  return html`<tr>
<th scope="row"><a href="#${anchor(operationId)}">${operationId}</a></th>
${statuses.map((status) => {
  const items = ofStatus(status);
  return html`<td data-column="${status}">${items.length === 0 ? none : html`<ul>${items}</ul>`}</td>`;
})}
<td data-column="Parameters">${count(tally(cells, "parameters"))}</td>
<td data-column="Body">${count(tally(cells, "body"))}</td>
</tr>`;
}

function card({ operation, cells }: Row): Html {
  const { operationId, method, path, answers } = operation;
  return html`<article class="card operation" id="${operationId}">
<header>
<h2>${operationId}</h2>
<ul class="tallies">${groups.map((group) => html`<li>${count(tally(cells, group), group)}</li>`)}</ul>
<p class="request"><span class="badge">${method}</span><code>${breakable(path)}</code></p>
<p class="source soft">Vendor’s page: ${pageLink(operation)}</p>
</header>
<h3>Answers</h3>
<ul class="answers">${answers.map((answer) => answerBox(answer, isAnswered(answer, cells)))}</ul>
${inputs("Parameters", byItem(cells, "parameters"), operation.parameters)}
${inputs("Body", byItem(cells, "body"), [])}
</article>`;
}

/** A path that wraps after its slashes, where there is no room for all of it. */
const breakable = (path: string): Html[] => path.split(/(?<=\/)/).map((part) => html`${part}<wbr>`);

/** Only an address of the web becomes a link: escaping alone would let `javascript:` through. */
const pageLink = ({ page: { title, url } }: SpecOperation): Html =>
  /^https?:\/\//i.test(url) ? html`<a href="${url}">${title}</a>` : html`${title}`;

function answerBox({ status, exampleKey, body }: SpecAnswer, covered: boolean): Html {
  return html`<li class="answer ${tone(covered)}">
<p><strong>${status}</strong>${exampleKey === undefined ? nothing : html`<code>${exampleKey}</code>`}${chip("answered", covered)}</p>
${body === undefined ? html`<p class="soft">no body</p>` : html`<pre>${JSON.stringify(body, null, 2)}</pre>`}
</li>`;
}

function inputs(title: string, items: ReturnType<typeof byItem>, parameters: SpecOperation["parameters"]): Html {
  if (items.length === 0) return nothing;
  const rows = items.map(([item, cells]) => {
    const place = parameters.find(({ name }) => name === item)?.in;
    return html`<tr>
<th scope="row"><code>${item}</code>${place === undefined ? nothing : html` <span class="soft">in ${place}</span>`}</th>
<td><ul class="chips">${cells.map(({ check, covered }) => html`<li>${chip(check, covered)}</li>`)}</ul></td>
</tr>`;
  });
  return html`<h3>${title}</h3>
<table class="inputs">
<thead><tr><th scope="col">Value</th><th scope="col">Checks</th></tr></thead>
<tbody>${rows}</tbody>
</table>`;
}

function chip(check: string, covered: boolean): Html {
  return html`<span class="chip ${tone(covered)}" title="${covered ? "Covered: a" : "Hole: no"} test ${deed(check)}">${sign(covered)} ${check}</span>`;
}

/** What a test did, or failed to do, for a check to count. */
function deed(check: string): string {
  if (check === "answered") return "got this answer";
  if (check === "sent") return "sent it";
  return check === "required" ? "was refused for leaving it out" : `was refused for breaking its ${check}`;
}

function count(counted: Tally, label?: string): Html {
  if (counted.total === 0) return label === undefined ? none : html`<span class="count soft">no ${label}</span>`;
  return html`<span class="count">${marked(isComplete(counted), fraction(counted))}${label === undefined ? nothing : html` ${label}`}</span>`;
}

const marked = (good: boolean, text: string): Html =>
  html`<span class="${tone(good)}"><b>${sign(good)}</b> ${text}</span>`;

/** Said in words to whoever hears the page: not every screen reader reads the signs. */
const sign = (good: boolean): Html =>
  good
    ? html`<span aria-hidden="true">✓</span><span class="hidden">covered:</span>`
    : html`<span aria-hidden="true">✗</span><span class="hidden">hole:</span>`;

const tone = (good: boolean): string => (good ? "good" : "bad");

const none = html`<span class="soft">–</span>`;

const anchor = (operationId: string): string => encodeURIComponent(operationId);

const isAnswered = (answer: SpecAnswer, cells: readonly CoveredCell[]): boolean =>
  cells.some(({ group, item, covered }) => group === "answers" && item === answerItem(answer) && covered);
