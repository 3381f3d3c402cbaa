// SPDX-License-Identifier: Apache-2.0
#include "report/html_page.h"

namespace fakestream::internal {

const std::string_view kHtmlStyle = R"css(:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --text: #1b2330; --quiet: #566071; --line: #d8dde5;
  --link: #1a56b0; --good: #17692f; --bad: #ab1f1a; --bad-card: #fdeeed; --fault: #7d4e00;
  --fault-card: #fff2d4; --good-card: #e7f5ea; --mark: #ffe9a8; --gutter: 9rem; --bar: 0;
  --mono: ui-monospace, "SFMono-Regular", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #12151a; --card: #1a1f27; --text: #e5e9f0; --quiet: #a3adbb; --line: #323a46;
    --link: #8cb6ff; --good: #7ed49a; --bad: #ff958c; --bad-card: #3a1e20; --fault: #f3c677;
    --fault-card: #3a2f17; --good-card: #1a3323; --mark: #42370f;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 1.25rem 1.5rem 6rem; max-width: 100rem; background: var(--page);
  color: var(--text); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif;
}
h1, h2, h3, h4 { line-height: 1.25; margin: 0; }
h1 { font-size: 1.5rem; display: flex; gap: .75rem; align-items: center; }
h2 { font-size: 1.1rem; }
h3 { font-size: .95rem; margin: 1.25rem 0 .4rem; }
h4 { font-size: .8rem; margin: .6rem 0 .2rem; color: var(--quiet); font-weight: 600; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 4px; }
[hidden] { display: none !important; }
.skip { position: absolute; left: -999rem; }
.skip:focus { position: static; }
code, pre, td, .c, .t, .n, .lanes { overflow-wrap: anywhere; unicode-bidi: isolate; }
code, pre, .expected, .actual, .judged tbody th { font-family: var(--mono); font-size: .85em; }
pre { margin: 0; white-space: pre-wrap; }
kbd {
  font: .85em var(--mono); padding: 0 .35em; border: 1px solid var(--line); border-radius: 4px;
  background: var(--card);
}
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; font-weight: 400; }
thead th { font-size: .8rem; color: var(--quiet); border-bottom: 1px solid var(--line); }
tbody tr + tr > * { border-top: 1px solid var(--line); }
summary { cursor: pointer; }

.badge {
  font-size: .8rem; font-weight: 600; line-height: 1.5; padding: .05rem .6rem; border-radius: 1rem;
  border: 1px solid currentColor; color: var(--quiet); white-space: nowrap;
}
.badge.passed { color: var(--good); background: var(--good-card); }
.badge.failed { color: var(--bad); background: var(--bad-card); }
.figures, .facts { display: flex; flex-wrap: wrap; gap: .6rem 2rem; margin: 1rem 0; }
.figures dt, .facts dt { font-size: .8rem; color: var(--quiet); }
.figures dd { margin: 0; font-size: 1.5rem; font-weight: 600; font-variant-numeric: tabular-nums; }
.facts dd { margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
.facts code { user-select: all; }
.in { color: var(--quiet); font-size: .85rem; overflow-wrap: anywhere; }

.failures, .index, .scenario {
  background: var(--card); border: 1px solid var(--line); border-radius: 10px;
  padding: 1rem 1.25rem; margin: 1rem 0;
}
.failures { border-color: var(--bad); border-left-width: 5px; }
.failures ol { margin: .5rem 0 0; padding-left: 1.5rem; }
.failures li { margin: .35rem 0; overflow-wrap: anywhere; }
.failures .in { display: block; }
.index { overflow-x: auto; }
.index h2, .scenario h2 { display: inline; overflow-wrap: anywhere; }
.index summary + table { margin-top: .5rem; }
.index td { font-variant-numeric: tabular-nums; white-space: nowrap; }
.index .in { display: block; }
.scenario .badge { margin-right: .4rem; }
.scenario { padding: .75rem 1.25rem; scroll-margin-top: 4rem; }
.scenario > details > summary > .in { display: block; padding-left: 1rem; }
.faults td:nth-child(-n+3), .faults th { white-space: nowrap; }
.faults td:last-child { width: 100%; }
.faults tr.failed { background: var(--bad-card); box-shadow: -.5rem 0 var(--bad-card); }
.problem { margin: .25rem 0 0; color: var(--bad); white-space: pre-wrap; }

.filter {
  position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; align-items: center;
  gap: .35rem 1rem; margin: 1rem -.5rem; padding: .6rem .75rem; background: var(--card);
  border: 1px solid var(--line); border-radius: 10px; box-shadow: 0 2px 8px rgb(0 0 0 / .08);
}
.filter p { margin: 0; }
.filter input { flex: 1 1 18rem; min-width: 8rem; }
.filter input, .filter select {
  font: inherit; color: inherit; background: var(--page); border: 1px solid var(--quiet);
  border-radius: 6px; padding: .25rem .6rem;
}
.filter select { max-width: 12rem; }
#count { font-weight: 600; font-variant-numeric: tabular-nums; min-width: 11rem; }
#keys { color: var(--quiet); font-size: .8rem; flex-basis: 100%; }

.rows { list-style: none; margin: 0; padding: 0 0 0 var(--gutter); }
.timeline > .rows {
  background: repeating-linear-gradient(to right, var(--line) 0 1px, transparent 1px
    calc(100% / var(--n))) content-box;
}
.rows .rows { padding: 0; }
/* No list items: with those, layout after hiding most of 10,000 rows took over 50 s. */
.rows > li { display: block; margin-left: calc(-1 * var(--gutter)); scroll-margin-top: 6rem; }
.rows /* No list items: with those, layout after hiding most of 10,000 rows took over 50 s. */
.rows > li { display: block; margin-left: 0; }
.event, .run { content-visibility: auto; contain-intrinsic-size: auto 2.2rem; }
.lanes, .row, .rows summary {
  display: grid; grid-template-columns: 5.5rem 3.5rem repeat(var(--n), minmax(0, 1fr));
}
.lanes {
  font-size: .8rem; font-weight: 600; color: var(--quiet); border-bottom: 1px solid var(--line);
  padding: .2rem 0; position: sticky; top: var(--bar); z-index: 1; background: var(--card);
}
.lanes span { padding-left: .6rem; }
.lanes span:nth-child(-n+2) { padding-left: 0; }
.row, .rows summary { list-style: none; padding: .12rem 0; align-items: start; }
.rows summary::-webkit-details-marker { display: none; }
.rows summary:focus-visible { outline-offset: -3px; }
.t, .n { padding-top: .2rem; font-size: .85rem; font-variant-numeric: tabular-nums; }
.n, .t.same { color: var(--quiet); }
.c {
  grid-column: calc(var(--l) + 2); margin-left: 0; padding: .12rem .6rem; background: var(--card);
  border-left: 4px solid var(--line); border-radius: 0 6px 6px 0; min-width: 0;
  position: relative;
}
.wide .c { grid-column: 3 / -1; }
.call.ok .c { border-color: var(--good); }
.call.error .c { border-color: var(--bad); }
.state .c { border-left-style: dotted; border-color: var(--quiet); }
summary:hover .c, details[open] > summary .c { background: var(--page); }
.rows summary .c::after { content: "▸"; color: var(--quiet); margin-left: .4rem; }
.rows details[open] > summary .c::after { content: "▾"; }
.c .r { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
.m { font-size: .9em; }
.m i { font-style: normal; color: var(--quiet); }
.m + .m::before { content: "· "; color: var(--quiet); }
.o { font-weight: 600; color: var(--good); white-space: nowrap; }
.error .o { color: var(--bad); white-space: normal; }
.f, .times {
  font-size: .8rem; font-weight: 600; padding: 0 .45rem; border-radius: 1rem; white-space: nowrap;
  color: var(--fault); background: var(--fault-card);
}
.times { color: var(--text); background: var(--mark); }
.state-FAILED { color: var(--bad); }
.state-AVAILABLE { color: var(--good); }
.more {
  margin: .1rem 0 .6rem var(--gutter); padding: .25rem .9rem .6rem; background: var(--page);
  border: 1px solid var(--line); border-radius: 6px; overflow-wrap: anywhere;
}
.more p { margin: .3rem 0 0; }
.why { white-space: pre-wrap; }
.when { color: var(--quiet); font-size: .85rem; }
.run > details > .rows { border-left: 3px solid var(--mark); margin-left: -3px; }
.judged {
  margin: .25rem 0 .6rem var(--gutter); padding: .5rem .9rem; background: var(--bad-card);
  border: 1px solid var(--bad); border-left-width: 5px; border-radius: 6px; overflow-wrap: anywhere;
}
.judged p { margin: 0; }
.judged strong, .actual { color: var(--bad); }
.judged table { margin: .4rem 0; table-layout: fixed; }
/* The widths of a fixed layout are those of its first row. */
.judged thead th:first-child { width: 24%; }
.judged td { white-space: pre-wrap; }
.judged .expected { color: var(--good); }
.judged tbody tr + tr > *, .judged thead th { border-color: color-mix(in srgb, var(--bad) 30%, transparent); }
.note { padding: .25rem 0 .25rem var(--gutter); color: var(--fault); }
.marked > details > summary, .marked > .judged, tr.marked { background: var(--mark); }
.marked > details > summary .c { background: transparent; }
.event:target > details > summary { background: var(--mark); }

.flat .lanes { display: none; }
.flat .c .r {
  position: static; clip-path: none; width: auto; height: auto; color: var(--quiet);
  font-size: .85rem;
}
@media (max-width: 48rem) {
  :root { --gutter: 0rem; }
  body { padding: .75rem .6rem 4rem; }
  .failures, .index, .scenario { padding: .75rem; }
  .lanes { display: none; }
  .timeline > .rows { background: none; }
  .row, .rows summary { grid-template-columns: auto auto 1fr; column-gap: .5rem; }
  .row .c, .rows summary .c { grid-column: 1 / -1; }
  .c .r {
    position: static; clip-path: none; width: auto; height: auto; color: var(--quiet);
    font-size: .85rem;
  }
  #keys { display: none; }
}
@media print {
  body { max-width: none; padding: 0; background: none; font-size: 10pt; }
  .filter, .skip { display: none; }
  .lanes { position: static; }
  .event, .run { content-visibility: visible; break-inside: avoid; }
  .scenario, .failures, .index { border-color: #999; }
}
)css";

}  // namespace fakestream::internal
