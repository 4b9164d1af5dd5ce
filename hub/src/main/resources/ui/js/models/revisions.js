import { html } from '../html.js';
import { stamp } from '../format/instant.js';
import { setRange } from '../time/range.js';
import { now } from '../data/status.js';
import { plural } from '../format/number.js';

/** Revisions, newest first, with what changed and the time that each owns. */
export function Revisions({ model }) {
  const list = [...model.revisions].sort((a, b) => b.number - a.number);
  return html`<div class="scroll-x"><table class="reasons"><thead><tr><th>revision</th><th>owns</th><th>changed</th><th>learned</th><th>fingerprint</th></tr></thead><tbody>
    ${list.map((r) => html`<tr key=${r.number}>
      <td>${r.number}${r.active_until === null ? html` <b>active</b>` : ''}</td>
      <td class="when"><button class="quiet as-link" title="Show this time" onClick=${() => setRange(Date.parse(r.active_from), Math.min(now(), Date.parse(r.active_until ?? new Date(now()).toISOString())))}>${stamp(r.active_from)} – ${r.active_until ? stamp(r.active_until) : 'now'}</button></td>
      <td>${r.changed?.length ? r.changed.map((c) => html`<div key=${c}>${c}</div>`) : html`<span class="nil">${r.number === list.at(-1).number ? 'first' : '–'}</span>`}</td>
      <td>${r.training ? html`<${Learned} training=${r.training} />` : html`<span class="nil">settings alone</span>`}</td>
      <td><code title=${r.fingerprint}>${String(r.fingerprint).slice(0, 10)}</code></td></tr>`)}</tbody></table></div>`;
}

/** What a training learned, from what, and how good it was on data that it had not seen. */
function Learned({ training: t }) {
  const metrics = Object.entries(t.metrics).map(([k, v]) => `${k} ${v === null ? '–' : Number(v).toPrecision(3)}`).join(', ');
  return html`<div title=${`data ${t.data_fingerprint}\nartifact ${t.artifact_hash}, ${t.artifact_bytes} bytes\nversion ${t.code_version}`}>${t.cause}: ${plural(t.points, 'value')} until ${stamp(t.data_to)}</div>${metrics && html`<div class="nil">${metrics}</div>`}`;
}
