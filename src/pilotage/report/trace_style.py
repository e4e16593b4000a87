"""The look of the page of links: the tokens and signs of ui/UI.md, and nothing from elsewhere."""

STYLE = """
:root {
  --paper: #FFFFFF; --ground: #F3F5F7; --ink: #17202B; --ink2: #3D4A57; --ink3: #5A6673;
  --rule: #D6DCE2; --rule2: #76828F; --accent: #1B4F8F; --accent-ink: #123B6E;
  --accent-soft: #E7EEF7; --yellow-soft: #FCF1D3; --yellow-ink: #704A00; --yellow-line: #8A5D00;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #151B22; --ground: #0F1419; --ink: #E8ECF0; --ink2: #C3CCD5; --ink3: #9AA7B4;
    --rule: #2B353F; --rule2: #76838F; --accent: #85B4F2; --accent-ink: #B4D1F8;
    --accent-soft: #1B2C42; --yellow-soft: #352B12; --yellow-ink: #F6D17C; --yellow-line: #F2BF4B;
  }
}
body {
  margin: 0; background: var(--paper); color: var(--ink); font: .875rem/1.3125rem "Segoe UI",
  "PingFang SC", "Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", Arial, sans-serif;
}
main { max-width: 88rem; margin: 0 auto; padding: 1.5rem; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 2rem; margin: 0 0 .25rem; }
h2 { font-size: 1.125rem; line-height: 1.625rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 0; } h4 { font-size: .875rem; margin: .75rem 0 .25rem; }
p { margin: .25rem 0; } ol { padding-left: 2rem; margin: .25rem 0; }
a { color: var(--accent-ink); } a:focus-visible { outline: 2px solid var(--accent); }
.sub, .dim { color: var(--ink3); } .num { font-variant-numeric: tabular-nums; }
.note { border-left: 4px solid var(--accent); background: var(--ground); padding: .5rem .75rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; }
.mx th, .mx td { padding: .3125rem .25rem; border-bottom: 1px solid var(--rule); }
.mx thead th { border-bottom: 1px solid var(--ink); }
.mx thead th:first-child, .mx tbody th, .mx tfoot th { text-align: left; }
.mx tbody th { min-width: 19rem; font-weight: 400; overflow-wrap: normal; }
.mx td { text-align: center; min-width: 1.625rem; border-left: 1px solid var(--rule); }
.mx td a { display: flex; justify-content: center; align-items: center; height: 1.5rem; }
.mx td a:hover { background: var(--accent-soft); }
.mx .docrow th { background: var(--ground); font-weight: 600; color: var(--ink2); }
.mx .gap > *, .mx .gapcol { background: var(--yellow-soft); color: var(--yellow-ink); }
.mx .tot { font-variant-numeric: tabular-nums; padding-left: .5rem; }
.mx tfoot td { font-variant-numeric: tabular-nums; border-top: 1px solid var(--ink); }
svg { width: .9375rem; height: .9375rem; vertical-align: -.125rem; }
.sprite { position: absolute; width: 0; height: 0; }
.cf { fill: var(--accent); } .ch { fill: none; stroke: var(--accent); }
.ch .solid { fill: var(--accent); stroke: none; }
.cq { fill: none; stroke: var(--rule2); stroke-dasharray: 2 2; }
.key span { margin-right: 1rem; color: var(--ink2); }
.gaps ol { list-style: none; padding: 0; columns: 24rem; }
.item { border-top: 1px solid var(--rule); padding: .75rem 0; }
p.gap { background: var(--yellow-soft); color: var(--yellow-ink); padding: .25rem .5rem; }
article:target, li:target { background: var(--accent-soft); }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1.5rem; }
.doc { font-family: Georgia, "Noto Serif SC", "Songti SC", SimSun, serif; max-width: 44rem; }
.doc { white-space: pre-line; }
mark { background: var(--accent-soft); color: inherit; border-bottom: 2px solid var(--accent); }
@media (max-width: 48rem) {
  main { padding: 1rem; } .pair { grid-template-columns: 1fr; gap: .5rem; }
  .mx tbody th { min-width: 11rem; position: sticky; left: 0; background: var(--paper); }
}
@media print { @page { size: A4 landscape; } .scroll { overflow: visible; } }
"""

SIGNS = (
    '<svg class="sprite" aria-hidden="true" focusable="false"><defs>'
    '<symbol id="c-f" viewBox="0 0 16 16"><circle class="cf" cx="8" cy="8" r="5.6"/></symbol>'
    '<symbol id="c-h" viewBox="0 0 16 16"><g class="ch">'
    '<circle cx="8" cy="8" r="5.6" stroke-width="1.5"/>'
    '<path class="solid" d="M8 2.4a5.6 5.6 0 0 0 0 11.2z"/></g></symbol>'
    '<symbol id="c-q" viewBox="0 0 16 16">'
    '<circle class="cq" cx="8" cy="8" r="5.6" stroke-width="1.4"/></symbol>'
    "</defs></svg>"
)
