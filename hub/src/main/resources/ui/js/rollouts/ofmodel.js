import { html } from '../html.js';
import { get, path } from '../data/api.js';
import { useData } from '../data/use.js';
import { Loaded } from '../parts/notice.js';
import { stamp } from '../format/instant.js';
import { Verdict } from './gates.js';
import { rolloutLink, STATE_WORDS } from './words.js';

/** The rollouts that a model takes or took part in. */
export function ModelRollouts({ name, turn }) {
  const data = useData(`${name}|${turn}`, (signal) => get(path('rollouts'), { model: name, limit: 20 }, signal));
  return html`<${Loaded} of=${data} rows=${2}>${(d) => (d.items.length
    ? html`<table class="reasons"><thead><tr><th>rollout</th><th>state</th><th>gates</th><th>since</th></tr></thead><tbody>
        ${d.items.map((r) => html`<tr key=${r.id}><td><a href=${rolloutLink(r.id)}>${r.id}: ${r.log[0].reason}</a></td><td>${STATE_WORDS[r.state]}</td><td><${Verdict} of=${r.verdict} /></td><td class="when">${stamp(r.since)}</td></tr>`)}</tbody></table>`
    : html`<p class="hint">None yet. <code>foretide rollout start better.yaml --over -28d --reason "why"</code> tries other settings beside these.</p>`)}<//>`;
}
