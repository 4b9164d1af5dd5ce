// The re-run and backfill form: a span that can be typed, and what it would do.
import { html, useState, useEffect } from '../html.js';
import { resolve, iso } from '../time/range.js';
import { stamp, isLocal, zoneName } from '../format/instant.js';
import { Rerun } from '../rerun/rerun.js';

export function SpanForm({ model, span, close, done }) {
  const [from, setFrom] = useState(stamp(span.from));
  const [to, setTo] = useState(stamp(span.to));
  useEffect(() => {
    setFrom(stamp(span.from));
    setTo(stamp(span.to));
  }, [span.from, span.to]);
  const read = (s) => (isLocal() && /^\d{4}-\d\d-\d\d[ T]\d/.test(s) ? Date.parse(s.replace(' ', 'T')) : resolve(s));
  const a = read(from);
  const b = read(to);
  const ok = a < b;
  return html`<section class="span-form" aria-label="Re-run or backfill">
    <div class="rerun"><label>from <input value=${from} onInput=${(e) => setFrom(e.target.value)} aria-label="From" /></label>
      <label>to <input value=${to} onInput=${(e) => setTo(e.target.value)} aria-label="To" /></label>
      <span class="hint">${zoneName()}; drag over the coverage line to fill in. A start before ${stamp(model.revisions[0]?.active_from)} reaches further back.</span></div>
    ${ok ? html`<${Rerun} key=${`${iso(a)}${iso(b)}`} span=${{ models: [model.name], from: a, to: b }} close=${close} done=${done} />`
      : html`<p class="problem" role="alert">Both ends must be times (2026-01-31 08:00, -7d, now), the first before the second.</p>`}
  </section>`;
}
