/**
 * How a document looks: one column that a phone holds, tables that scroll by themselves on a screen and wrap on paper,
 * light and dark as the reader has it, and nothing that is loaded from anywhere.
 */
export const STYLE = `
:root{color-scheme:light dark;--paper:#fff;--ink:#1b1d21;--soft:#5a6069;--line:#d5d9df;--shade:#f3f5f8;--good:#0b6b34;--bad:#a3200d;--link:#0b57a4;--c1:#0b57a4;--c2:#b35900;--c3:#0b7a55;--c4:#8a3fa0;--c5:#5a6069;--band:#dfe5ee;--mark:#fff3c4}
@media (prefers-color-scheme:dark){:root{--paper:#15171b;--ink:#e8eaee;--soft:#a7aeb9;--line:#3a4049;--shade:#1f2329;--good:#6fd396;--bad:#ff9a85;--link:#8fc1ff;--c1:#8fc1ff;--c2:#f2a65a;--c3:#6fd396;--c4:#d3a4ea;--c5:#a7aeb9;--band:#2e353f;--mark:#4a3d10}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
main{max-width:68rem;margin:0 auto;padding:1.5rem 1rem 3rem}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 1rem;overflow-wrap:anywhere}
h2{font-size:1.125rem;line-height:1.3;margin:2rem 0 .5rem;overflow-wrap:anywhere}
p{margin:.5rem 0;max-width:46rem}
ul{margin:.5rem 0;padding-left:1.25rem;max-width:46rem}
ul ul{margin:.125rem 0}
li{margin:.25rem 0}
td,th{overflow-wrap:break-word}
p,li,dd,summary,th:first-child,td:first-child{overflow-wrap:anywhere}
.strong{font-size:1.25rem;font-weight:600;line-height:1.4}
.good{color:var(--good);font-weight:600}
.bad{color:var(--bad);font-weight:600}
.faint,footer{color:var(--soft);font-size:.875rem}
.table{overflow-x:auto;margin:.75rem 0}
.table:focus-visible{outline:2px solid var(--link);outline-offset:2px}
table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.9375rem}
th,td{padding:.375rem .75rem;border-bottom:1px solid var(--line);text-align:right;vertical-align:top;white-space:nowrap}
.t,th:first-child,td:first-child{text-align:left;white-space:normal}
thead th{border-bottom:2px solid var(--line);vertical-align:bottom;white-space:nowrap}
tbody th{font-weight:600;min-width:8rem}
tbody tr:nth-child(even){background:var(--shade)}
dl{display:grid;grid-template-columns:auto 1fr;gap:.125rem .75rem;margin:.5rem 0;color:var(--soft);font-size:.875rem;max-width:46rem}
dt{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;white-space:pre}
dd{margin:0}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--shade);padding:.75rem;font:.8125rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
figure{margin:1.75rem 0}
figcaption{font-weight:600;max-width:46rem;margin-bottom:.5rem;overflow-wrap:anywhere}
figure svg{display:block;max-width:100%;height:auto}
figure details{margin-top:.5rem;font-size:.875rem}
.narrow{display:none}
.key{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;font-size:.875rem}
.key svg{display:inline;vertical-align:middle}
@media screen and (max-width:46rem){.wide{display:none}.narrow{display:block}}
#what-if{border:1px solid var(--line);padding:.75rem 1rem;margin:0 0 1.5rem}
.fields{display:flex;flex-wrap:wrap;gap:0 1rem;align-items:end}
fieldset{border:1px solid var(--line);padding:.25rem .75rem .5rem;margin:.5rem 0;min-width:0}
fieldset p{margin:.375rem 0}
legend{font-weight:600;overflow-wrap:anywhere}
label{display:block;font-size:.875rem}
input,button,textarea{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--soft);padding:.25rem .5rem;max-width:100%}
input{width:9rem}
textarea{width:100%;font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.8125rem}
button{cursor:pointer}
input:focus-visible,button:focus-visible,textarea:focus-visible,summary:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.moved{background:var(--mark);text-decoration:underline dotted;text-underline-offset:.2em}
td.moved,th.moved{box-shadow:inset 3px 0 0 var(--link)}
summary{cursor:pointer;font-weight:600}
footer{margin-top:2.5rem;border-top:1px solid var(--line);padding-top:.75rem}
footer p{overflow-wrap:anywhere}
@page{margin:14mm}
@media print{
:root{--paper:#fff;--ink:#000;--soft:#444;--line:#bbb;--shade:#f4f4f4;--good:#0b5a2c;--bad:#8c1a0a;--c1:#0b57a4;--c2:#b35900;--c3:#0b7a55;--c4:#8a3fa0;--c5:#5a6069;--band:#e4e9f0;--mark:#fff3c4}
body{font-size:10pt}
main{max-width:none;padding:0}
h2{break-after:avoid}
p,ul,dl{max-width:none}
li,tr,figure div{break-inside:avoid}
#what-if{display:none}
figcaption,.key{break-after:avoid}
figure .table{break-inside:auto}
.screen{display:none}
.table{overflow:visible}
table{width:100%;font-size:8pt}
th,td{padding:2pt 4pt}
thead{display:table-header-group}
thead th{white-space:normal}
tbody th{min-width:7em}
details::details-content{content-visibility:visible;display:block}
}
`;
