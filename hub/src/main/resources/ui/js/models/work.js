// What of a model is in flight and what comes next, with attempts and reasons to wait.
import { html } from '../html.js';
import { get, path } from '../data/api.js';
import { useData } from '../data/use.js';
import { Loaded } from '../parts/notice.js';
import { count } from '../format/number.js';
import { span, stamp } from '../format/instant.js';
import { duration } from '../format/duration.js';
import { now } from '../data/status.js';

async function load(name, signal) {
  const [tasks, plan] = await Promise.all([get(path('tasks'), { limit: 500 }, signal), get(path('plan'), { model: name, limit: 5 }, signal)]);
  return { running: tasks.items.filter((t) => t.model === name), next: plan.items };
}

export function Work({ model, turn }) {
  const data = useData(`${model.name}|${turn}`, (signal) => load(model.name, signal));
  return html`<${Loaded} of=${data} rows=${2}>${(d) => html`
    ${d.running.length + d.next.length === 0 && html`<p class="hint">Nothing to do${model.next_due ? ` until ${stamp(model.next_due)}` : ''}.</p>`}
    ${d.running.length + d.next.length > 0 && html`<table class="reasons"><thead><tr><th>task</th><th class="num">intervals</th><th>of</th><th>lane</th><th>why</th></tr></thead><tbody>
      ${d.running.map((t) => html`<${Line} key=${t.from} t=${t} running />`)}${d.next.map((t) => html`<${Line} key=${t.from} t=${t} />`)}</tbody></table>`}`}<//>`;
}

function Line({ t, running }) {
  const age = t.since ? (now() - Date.parse(t.since)) / 1000 : null;
  return html`<tr><td>${running ? `in flight${age === null ? '' : ` for ${duration(age)}`}` : 'next'}${t.attempt > 1 ? `, try ${t.attempt}` : ''}</td>
    <td class="num">${count(typeof t.cells === 'object' && t.cells ? t.cells.to - t.cells.from : t.cells)}</td><td class="when">${span(t.from, t.to)}</td><td>${t.lane}</td>
    <td>${t.why}${t.retry_at && Date.parse(t.retry_at) > now() ? html` <small>again at ${stamp(t.retry_at)}</small>` : ''}</td></tr>`;
}
