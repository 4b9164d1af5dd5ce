import { html, useRef, useEffect } from '../html.js';
import { useParam, setParams, modelLink, go } from '../page/address.js';
import { get, path } from '../data/api.js';
import { useData } from '../data/use.js';
import { useStream } from '../data/stream.js';
import { Loaded, Empty } from '../parts/notice.js';
import { Head } from '../parts/head.js';
import { Filter } from '../parts/filter.js';
import { Choice } from '../parts/choice.js';
import { Pages } from '../parts/pages.js';
import { Health } from '../parts/health.js';
import { useRows } from '../parts/rows.js';
import { count, percent, plural } from '../format/number.js';
import { duration, words } from '../format/duration.js';

const PAGE = 100;

export function ModelList() {
  const q = useParam('q');
  const health = useParam('health');
  const sort = useParam('sort', 'worst');
  const offset = Number(useParam('offset', '0')) || 0;
  const data = useData(`${q}|${health}|${sort}|${offset}`, (signal) => get(path('models'), { search: q, health, sort, offset, limit: PAGE }, signal));
  const set = (patch) => setParams({ offset: null, ...patch }, { replace: true });
  const dirty = useRef(false);
  useStream('intervals', () => (dirty.current = true));
  useStream('model', () => (dirty.current = true));
  useStream('resumed', () => (dirty.current = true));
  useEffect(() => {
    const timer = setInterval(() => {
      if (dirty.current) data.reload();
      dirty.current = false;
    }, 5000);
    return () => clearInterval(timer);
  }, []);
  return html`
    <${Head} page="models">${data.data && html`<span class="hint">${plural(data.data.total ?? data.data.items.length, 'model')}</span>`}<${Capacity} /><//>
    <div class="toolbar"><${Filter} value=${q} onChange=${(v) => set({ q: v })} placeholder="Filter models" />
      <${Choice} label="only" value=${health} onChange=${(v) => set({ health: v })} options=${[['', 'any health'], ['failing', 'failing'], ['behind', 'behind'], ['filling', 'filling'], ['ok', 'ok'], ['paused', 'paused']]} />
      <${Choice} label="sort by" value=${sort} onChange=${(v) => set({ sort: v === 'worst' ? null : v })} options=${[['worst', 'worst first'], ['name', 'name'], ['lag', 'lag']]} /></div>
    <${Loaded} of=${data} rows=${12}>${(d) => d.items.length
      ? html`<${Table} items=${d.items} /><${Pages} offset=${offset} limit=${PAGE} total=${d.total ?? 0} onMove=${(o) => setParams({ offset: o || null })} />`
      : html`<${None} filtered=${q || health} />`}<//>`;
}

function Table({ items }) {
  const at = useRows(items.length, (i) => go(modelLink(items[i].name)));
  const trouble = items.some((m) => m.last_error);
  return html`<div class="scroll-x"><table class="data list">
    <thead><tr><th>model</th><th>health</th><th class="num">lag</th><th class="num">complete</th><th class="num">missing</th><th class="num">failed</th><th>every</th><th>what it does</th>${trouble && html`<th>last problem</th>`}</tr></thead>
    <tbody>${items.map((m, i) => html`<tr key=${m.name} class=${i === at ? 'active' : ''}>
      <th scope="row"><a class="row-link" href=${modelLink(m.name)}>${m.name}</a> <small>${m.group}</small></th>
      <td data-label="health"><${Health} health=${m.health} /></td><td class="num" data-label="lag">${duration(m.lag_seconds)}</td><td class="num" data-label="complete">${percent(m.complete)}</td>
      <td class="num ${m.tally.missing + m.tally.in_flight ? '' : 'nil'}" data-label="missing">${count(m.tally.missing + m.tally.in_flight)}</td>
      <td class="num ${m.tally.failed ? 'failed' : 'nil'}" data-label="failed">${count(m.tally.failed)}</td>
      <td data-label="every">${words(m.every)}</td>
      <td class="text wide what" title=${m.inputs.join(', ')}>${m.summary.replaceAll(' %', '\u00a0%')}</td>
      ${trouble && html`<td class="text problem-text">${m.last_error}</td>`}</tr>`)}</tbody></table></div>`;
}

function None({ filtered }) {
  if (filtered) return html`<${Empty} title="No model is like this"><p><button onClick=${() => setParams({ q: null, health: null })}>Show all models</button></p><//>`;
  return html`<${Empty} title="No models yet"><p>A model is a small YAML file in <code>models/</code>: <code>foretide init</code> writes a first one with comments. It can also be sent to <code>POST /api/v1/models</code>.</p><//>`;
}

/** What all models need of this machine, by measured rates. */
function Capacity() {
  const data = useData('capacity', (signal) => get(path('capacity'), { limit: 1 }, signal));
  const c = data.data;
  if (!c) return null;
  const mb = (b) => `${(b / 1048576).toFixed(b < 1e7 ? 1 : 0)} MB`;
  return html`<span class="hint" title="Measured with a few intervals of each method; foretide capacity tells more">need ${c.threads_busy.toFixed(2)} of ${c.threads} threads, ${mb(c.memory_bytes)} of ${mb(c.heap_bytes)} memory, ${mb(c.database_bytes_per_day)} of storage a day${c.problem && html` · <b class="grade-bad">cannot keep up: ${c.problem}</b>`}</span>`;
}
