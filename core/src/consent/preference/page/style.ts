import { createHash } from 'node:crypto';

/** One sheet for all pages, to which a page may add, in the page itself: nothing is loaded, and the policy names it by its hash. */
export const style = `
:root{color-scheme:light dark;--paper:#f6f4f0;--card:#fff;--ink:#22201d;--soft:#5d574f;--line:#ddd7cd;--accent:#1f5f4a;--on-accent:#fff;--good:#e8f3ee;--warn:#fdf1dc}
@media (prefers-color-scheme:dark){:root{--paper:#191816;--card:#23211e;--ink:#f2eee7;--soft:#bdb5a9;--line:#3d3933;--accent:#8fd3b8;--on-accent:#10241c;--good:#1d3029;--warn:#3a2f18}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;-webkit-text-size-adjust:100%}
header,main{max-width:42rem;margin:0 auto;padding:0 1.25rem}
header{display:flex;justify-content:space-between;align-items:center;gap:1rem;padding-top:1.5rem;padding-bottom:.5rem}
header p{margin:0;font-weight:600}
a{color:var(--accent);text-underline-offset:.2em}
header a{padding:.5rem 0}
h1{font-size:1.75rem;line-height:1.2;margin:1.25rem 0 .5rem;text-wrap:balance}
h2{font-size:1.125rem;margin:0}
p{margin:.25rem 0 .75rem}
.soft{color:var(--soft)}
.card{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1.1rem 1.25rem;margin:1rem 0;min-width:0}
fieldset.card>legend{float:left;width:100%;padding:0;font-size:1.125rem;font-weight:600}
fieldset.card>legend+*{clear:both}
.choice{display:grid;grid-template-columns:auto 1fr;gap:0 .85rem;align-items:start;padding:.8rem 0;border-top:1px solid var(--line)}
.choice input{width:1.5rem;height:1.5rem;margin:.1rem 0 0;accent-color:var(--accent)}
.choice label{font-weight:500;overflow-wrap:anywhere;cursor:pointer}
.choice .soft{grid-column:2;margin:0;font-size:.9375rem}
.notice{border-left:3px solid var(--line);padding-left:.85rem;margin:.5rem 0 .75rem;font-size:.9375rem;color:var(--soft);white-space:pre-line;overflow-wrap:anywhere}
.said{border-radius:.75rem;padding:1rem 1.25rem;margin:1rem 0;background:var(--good);border:1px solid var(--line)}
.said.warn{background:var(--warn)}
.said ul{margin:.25rem 0 .5rem;padding-left:1.25rem}
.said :last-child{margin-bottom:0}
.actions{display:flex;flex-wrap:wrap;gap:.75rem;margin:1.5rem 0 3rem}
.card .actions{margin:1.25rem 0 .25rem}
.choice:last-child{padding-bottom:0}
button{font:inherit;font-weight:600;padding:.75rem 1.4rem;border-radius:.6rem;border:1px solid var(--accent);background:var(--accent);color:var(--on-accent);cursor:pointer}
button.quiet{background:transparent;color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:3px}
@media (max-width:30rem){.actions button{width:100%}h1{font-size:1.5rem}}
`;

/** Nothing but this sheet, and a form that goes back where the page came from. */
export const policyOf = (sheet: string): string =>
  [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(sheet).digest('base64')}'`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
