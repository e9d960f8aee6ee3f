/** The style of the coverage page. Every pair of colours that text is shown in has a contrast of at least 4.5. */
export const style = `
:root {
  color-scheme: light dark;
  --page: #f6f6f3; --card: #ffffff; --line: #dcdcd5; --sunk: #f3f3ef;
  --text: #1d2126; --soft: #596068; --link: #1f55b5; --badge: #33415c; --on-badge: #ffffff;
  --good: #14653a; --good-back: #e6f4ea; --good-line: #a9d6b8; --bar: #1f8a50;
  --bad: #a3171f; --bad-back: #fdeaea; --bad-line: #d9534f; --track: #f0dada;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #121518; --card: #1a1f24; --line: #323a42; --sunk: #14181c;
    --text: #e7eaed; --soft: #a3acb5; --link: #8db8ff; --badge: #c3d0ea; --on-badge: #172033;
    --good: #86dba8; --good-back: #16311f; --good-line: #2f6b46; --bar: #3fae72;
    --bad: #ffa8a1; --bad-back: #431a1b; --bad-line: #d0605b; --track: #5a2e2e;
  }
}
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.55 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
main { max-width: 76rem; margin: 0 auto; padding: 2.5rem clamp(1rem, 3vw, 2rem) 4rem; }
h1, h2, h3, p, ul, pre { margin: 0; }
h1 { font-size: clamp(1.7rem, 4vw, 2.3rem); line-height: 1.2; letter-spacing: -0.02em; }
h2 { font-size: 1.3rem; line-height: 1.3; overflow-wrap: anywhere; }
h3 { font-size: 0.95rem; margin: 1.6rem 0 0.6rem; }
a { color: var(--link); text-underline-offset: 0.15em; overflow-wrap: anywhere; }
a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 2px; }
ul { list-style: none; padding: 0; }
code, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 0.875em; overflow-wrap: anywhere; }
.lead { margin-top: 0.5rem; color: var(--soft); max-width: 52rem; }
.soft { color: var(--soft); }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 0.75rem; padding: clamp(1rem, 2.5vw, 1.75rem); margin-top: 1.5rem; }

.total { display: grid; grid-template-columns: auto 1fr; gap: 1rem 2.5rem; align-items: center; }
.figure { font-size: clamp(3rem, 9vw, 4.5rem); line-height: 1; font-weight: 700; letter-spacing: -0.04em; font-variant-numeric: tabular-nums; }
.figure small { font-size: 0.5em; font-weight: 600; letter-spacing: 0; }
.figure.good { color: var(--good); } .figure.bad { color: var(--bad); }
.bar { height: 0.5rem; border-radius: 1rem; background: var(--track); overflow: hidden; margin: 0.5rem 0 0.75rem; }
.bar span { display: block; height: 100%; background: var(--bar); }
.tallies { display: flex; flex-wrap: wrap; gap: 0.3rem 1.5rem; }
.count { font-variant-numeric: tabular-nums; white-space: nowrap; }
.good b, b.good { color: var(--good); } .bad b, b.bad { color: var(--bad); }

.holes { border: 2px solid var(--bad-line); background: var(--bad-back); }
.holes h2 { color: var(--bad); margin-bottom: 0.75rem; }
.holes ul { columns: 30rem auto; column-gap: 2.5rem; }
.holes li { padding: 0.2rem 0 0.2rem 1.5rem; text-indent: -1.5rem; break-inside: avoid; overflow-wrap: anywhere; }
.holes li > * { text-indent: 0; }
.holes li b { display: inline-block; width: 1.5rem; color: var(--bad); }

table { width: 100%; border-collapse: collapse; font-size: 0.925rem; }
th, td { text-align: left; vertical-align: top; padding: 0.6rem 0.75rem 0.6rem 0; border-top: 1px solid var(--line); }
thead th { border-top: 0; padding-top: 0; color: var(--soft); font-size: 0.8rem; font-weight: 600; }
tbody th { font-weight: 600; overflow-wrap: anywhere; }
.matrix { margin-top: 0.9rem; }
.matrix td { font-variant-numeric: tabular-nums; }
.matrix li, .matrix .count { display: block; font-size: 0.85rem; overflow-wrap: anywhere; }
.matrix .bad { background: var(--bad-back); color: var(--bad); border-radius: 0.25rem; padding: 0.05rem 0.3rem; margin: 0 -0.3rem; }
.inputs th:first-child { width: 17rem; }
.inputs th .soft { font-weight: 400; font-size: 0.85rem; white-space: nowrap; }

.badge { display: inline-block; background: var(--badge); color: var(--on-badge); border-radius: 0.35rem; padding: 0.1rem 0.5rem; font-size: 0.75rem; font-weight: 700; letter-spacing: 0.05em; }
.operation > header { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0.5rem 1.5rem; align-items: baseline; }
.request { flex-basis: 100%; display: flex; gap: 0.6rem; align-items: baseline; }
.request code { font-size: 0.95rem; }
.source { flex-basis: 100%; font-size: 0.925rem; }
.answers { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr)); gap: 0.75rem; }
.answer { border: 1px solid var(--line); border-radius: 0.5rem; padding: 0.7rem 0.85rem; background: var(--sunk); }
.answer.bad { border: 2px dashed var(--bad-line); }
.answer p { display: flex; flex-wrap: wrap; gap: 0.15rem 0.6rem; align-items: center; }
.answer strong { font-size: 1.05rem; font-variant-numeric: tabular-nums; }
.answer .chip { margin-left: auto; }
.answer p + .soft { margin-top: 0.5rem; font-size: 0.875rem; }
.answer pre { margin-top: 0.5rem; white-space: pre-wrap; font-size: 0.8rem; line-height: 1.5; }

.chips { display: flex; flex-wrap: wrap; gap: 0.35rem; }
.chip { display: inline-block; border-radius: 1rem; border: 1px solid; padding: 0.05rem 0.6rem; font-size: 0.8rem; overflow-wrap: anywhere; }
.chip.good { color: var(--good); background: var(--good-back); border-color: var(--good-line); }
.chip.bad { color: var(--bad); background: var(--bad-back); border: 2px dashed var(--bad-line); font-weight: 700; }

@media (max-width: 72rem) {
  .matrix thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  .matrix tr { display: grid; grid-template-columns: repeat(auto-fill, minmax(5.75rem, 1fr)); gap: 0.4rem 0.75rem; padding: 0.9rem 0; border-top: 1px solid var(--line); }
  .matrix th, .matrix td { padding: 0; border: 0; }
  .matrix th { grid-column: 1 / -1; }
  .matrix td::before { content: attr(data-column); display: block; color: var(--soft); font-size: 0.8rem; font-weight: 600; }
}
@media (max-width: 36rem) {
  .total { grid-template-columns: 1fr; }
  .inputs thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  .inputs tr { display: flex; flex-wrap: wrap; gap: 0.35rem 0.6rem; align-items: baseline; padding: 0.7rem 0; border-top: 1px solid var(--line); }
  .inputs th, .inputs td { padding: 0; border: 0; }
  .inputs th:first-child { width: 100%; }
}
`;
