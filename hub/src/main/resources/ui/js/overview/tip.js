import { html, useRef, useLayoutEffect } from '../html.js';
import { Swatch } from '../parts/swatch.js';
import { nonZero, WORDS } from '../states.js';
import { span } from '../format/instant.js';
import { sum, spread } from './buckets.js';

/** What is under the pointer. */
export function Tip({ x, y, row, bucket, grid }) {
  const ref = useRef();
  useLayoutEffect(() => {
    const el = ref.current;
    const room = el.parentElement.clientWidth;
    const left = x + 16 + el.offsetWidth > room ? x - el.offsetWidth - 12 : x + 16;
    el.style.transform = `translate(${Math.max(0, left)}px, ${y + 18}px)`;
  });
  const t = grid.from + bucket * grid.step;
  const counts = sum(spread(row.counts, grid.count, grid.step, row.model.every_seconds * 1000), bucket, bucket + 1);
  const states = nonZero(counts);
  const bad = counts[2] + counts[4] > 0;
  return html`<div class="tip" ref=${ref} role="presentation">
    <b>${row.model.name}</b>
    <div>${span(t, t + grid.step)}</div>
    ${states.length === 0 && html`<div>nothing due</div>`}
    ${states.map(([s, n]) => html`<div key=${s} class="tip-state"><${Swatch} state=${s} size=${10} /> ${n} ${WORDS[s]}</div>`)}
    ${bad && row.model.last_error && html`<div class="tip-error">${row.model.last_error}</div>`}
  </div>`;
}
