import { html } from '../html.js';
import { useParam, setParams } from '../page/address.js';
import { get, path } from '../data/api.js';
import { useData } from '../data/use.js';
import { useStream } from '../data/stream.js';
import { Loaded, Empty } from '../parts/notice.js';
import { Head } from '../parts/head.js';
import { Choice } from '../parts/choice.js';
import { stamp } from '../format/instant.js';
import { rolloutLink, models, STATE_WORDS } from './words.js';
import { Verdict } from './gates.js';

/** All rollouts, the newest first. */
export function RolloutList() {
  const open = useParam('open');
  const model = useParam('model');
  const data = useData(`${open}|${model}`, (signal) => get(path('rollouts'), { open, model, limit: 200 }, signal));
  useStream('model', () => data.reload());
  return html`
    <${Head} page="rollouts" />
    <div class="toolbar"><${Choice} label="only" value=${open} onChange=${(v) => setParams({ open: v || null }, { replace: true })} options=${[['', 'all'], ['true', 'open']]} />
      ${model && html`<span class="hint">of ${model} <button class="quiet" onClick=${() => setParams({ model: null })}>Show all models</button></span>`}</div>
    <${Loaded} of=${data} rows=${6}>${(d) => (d.items.length ? html`<${Rollouts} items=${d.items} />` : html`<${None} />`)}<//>`;
}

/** A table of rollouts. */
export function Rollouts({ items }) {
  return html`<div class="scroll-x"><table class="data list"><thead><tr><th>rollout</th><th>state</th><th>gates</th><th>mode</th><th>since</th><th>started by</th><th>reason</th></tr></thead>
    <tbody>${items.map((r) => html`<tr key=${r.id}><th scope="row"><a class="row-link" href=${rolloutLink(r.id)}>${r.id} · ${models(r)}</a></th>
      <td data-label="state">${r.open ? html`<b>${STATE_WORDS[r.state]}</b>` : STATE_WORDS[r.state]}</td><td data-label="gates"><${Verdict} of=${r.verdict} /></td><td data-label="mode">${r.mode}</td>
      <td data-label="since">${stamp(r.since)}</td><td data-label="by">${r.log[0].name}</td><td class="text" title=${r.log[0].reason}>${r.log[0].reason}</td></tr>`)}</tbody></table></div>`;
}

function None() {
  return html`<${Empty} title="No rollouts"><p>A rollout tries new settings beside the active ones: <code>foretide rollout start better.yaml --over -28d --reason "why"</code>. <code>foretide demo rollout</code> shows one.</p><//>`;
}
