// Who works here: the processes of this system, and the listeners and workers that are connected to it.
import { html, useEffect } from '../html.js';
import { useParam, setParams } from '../page/address.js';
import { get, path } from '../data/api.js';
import { useData } from '../data/use.js';
import { useStream } from '../data/stream.js';
import { useStore } from '../store.js';
import { latest, now } from '../data/status.js';
import { Head } from '../parts/head.js';
import { Choice } from '../parts/choice.js';
import { Loaded } from '../parts/notice.js';
import { count, plural, rate } from '../format/number.js';
import { duration } from '../format/duration.js';
import { stamp, useZone } from '../format/instant.js';
import { saveCsv } from '../parts/save.js';

const EVERY = 5_000;
const ago = (t) => `${duration(Math.max(0, (now() - Date.parse(t)) / 1000))} ago`;

export function Clients() {
  const role = useParam('role');
  useZone();
  const processes = useData('processes', (signal) => get(path('processes'), {}, signal));
  const clients = useData(`clients|${role}`, (signal) => get(path('clients'), { role }, signal));
  const again = () => {
    processes.reload();
    clients.reload();
  };
  useEffect(() => {
    const timer = setInterval(again, EVERY);
    return () => clearInterval(timer);
  }, [role]);
  useStream('resumed', again);
  const items = clients.data?.items ?? [];
  return html`
    <${Head} page="clients">${processes.data && html`<span class="hint">${plural(processes.data.items.filter((p) => p.alive).length, 'process', 'processes')}${items.length ? `, ${plural(items.length, 'client')}` : ''}</span>`}<//>
    <section><h2>Processes</h2><${Loaded} of=${processes} rows=${2}>${(d) => html`<${Processes} items=${d.items} />`}<//></section>
    <section class="clients"><header class="h2-line"><h2>Listeners and workers</h2><span>
      <${Choice} label="only" value=${role} onChange=${(v) => setParams({ role: v }, { replace: true })} options=${[['', 'all'], ['listener', 'listeners'], ['worker', 'workers']]} />
      ${items.length > 0 && html`<button class="quiet" onClick=${() => csv(items)}>Save as CSV</button>`}</span></header>
      <${Loaded} of=${clients} rows=${4}>${(d) => (d.items.length ? html`<${Connected} items=${d.items} />` : html`<${None} role=${role} />`)}<//></section>`;
}

function Processes({ items }) {
  const { status } = useStore(latest);
  return html`<div class="scroll-x"><table class="data list"><thead><tr><th>process</th><th>state</th><th>does</th><th class="num">tasks</th><th class="num">lag</th><th>started</th><th>last seen</th><th>machine</th><th>version</th></tr></thead>
    <tbody>${items.map((p) => html`<tr key=${p.id + p.since}><th scope="row">${p.id}</th>
      <td data-label="state">${p.alive ? html`<span class="health ok">working</span>` : html`<span class="health failing"><i aria-hidden="true">▲</i>gone</span>`}</td>
      <td data-label="does">${p.roles.join(', ')}${p.leader ? html` <small>leads</small>` : ''}</td><td class="num" data-label="tasks">${count(p.running)}</td><td class="num" data-label="lag">${duration(p.lag_seconds)}</td>
      <td data-label="started">${stamp(p.since)}</td><td data-label="last seen">${ago(p.last_seen)}</td><td data-label="machine">${p.host} <small>${p.pid}</small></td><td data-label="version">${p.version}</td></tr>`)}</tbody></table></div>
    ${status && html`<p class="hint">Together: ${rate(status.committed_per_second)} tasks committed and ${rate(status.ingest?.points_per_second ?? 0)} points taken in per second${status.retries ? `, ${plural(status.retries, 'retry', 'retries')} since the start` : ''}.</p>`}`;
}

function Connected({ items }) {
  return html`<div class="scroll-x"><table class="data list"><thead><tr><th>client</th><th>role</th><th>now</th><th class="num">series</th><th class="num">jobs done</th><th>connected</th><th>last heard</th><th>from</th><th>speaks</th></tr></thead>
    <tbody>${items.map((c) => html`<tr key=${c.id}><th scope="row">${c.id}</th><td data-label="role">${c.role}</td>
      <td data-label="now">${c.busy ? html`<b>${c.job || 'busy'}</b>` : html`<span class="nil">waits</span>`}</td>
      <td class="num" data-label="series">${count(c.series)}</td><td class="num" data-label="jobs done">${count(c.jobs)}</td>
      <td data-label="connected">${stamp(c.since)}</td><td data-label="last heard">${ago(c.last_seen)}</td><td data-label="from">${c.address}</td>
      <td data-label="speaks">${c.foretide ? 'Foretide' : 'Enodo'} ${c.version} <small>${c.era}${c.module ? `, ${c.module}` : ''}</small></td></tr>`)}</tbody></table></div>`;
}

function None({ role }) {
  const what = role ? `${role}s` : 'listeners or workers';
  return html`<p class="hint">No ${what} are connected, and none are needed: this system reads and predicts by itself. Enodo's listeners and workers may join it over <code>hub.enodo</code>; <code>foretide serve --roles listener</code> and <code>--roles worker</code> start Foretide's own.</p>`;
}

function csv(items) {
  const keys = ['id', 'role', 'address', 'era', 'version', 'foretide', 'module', 'since', 'last_seen', 'series', 'jobs', 'busy', 'job'];
  saveCsv([keys, ...items.map((c) => keys.map((k) => c[k]))], 'clients.csv');
}
