// The service's own log: the last lines, filtered, live.
import { html, useState, useEffect, useRef } from '../html.js';
import { useParam, setParams, modelLink } from '../page/address.js';
import { get, path } from '../data/api.js';
import { useData } from '../data/use.js';
import { saveExport } from '../parts/save.js';
import { Head } from '../parts/head.js';
import { Filter } from '../parts/filter.js';
import { ModelField } from '../parts/modelfield.js';
import { Choice, Segments } from '../parts/choice.js';
import { Loaded, Empty } from '../parts/notice.js';
import { useRows } from '../parts/rows.js';
import { useZone, clock, date, ms } from '../format/instant.js';
import { plural } from '../format/number.js';
import { follow } from './follow.js';

const PAGE = 200;
const MARKS = { error: '▲', warning: '◆', info: '', debug: '' };

export function Log() {
  const level = useParam('level', 'info');
  const text = useParam('text');
  const model = useParam('model');
  const tail = useParam('tail', 'on') === 'on';
  useZone();
  const query = { level, text, model };
  const key = JSON.stringify(query);
  const data = useData(key, (signal) => get(path('log'), { ...query, limit: PAGE }, signal));
  const [fresh, setFresh] = useState([]);
  const [older, setOlder] = useState({ key, items: [], next: undefined, error: null });
  useEffect(() => {
    setFresh([]);
    setOlder({ key, items: [], next: undefined, error: null });
    if (!tail) return undefined;
    return follow(query, (line) => setFresh((f) => [line, ...f].slice(0, 2000)), () => data.reload());
  }, [key, tail]);
  const more = async (last) => {
    try {
      const d = await get(path('log'), { ...query, before_id: last, limit: PAGE });
      setOlder((o) => ({ key, items: [...o.items, ...d.items], next: d.next, error: null }));
    } catch (error) {
      setOlder((o) => ({ ...o, error }));
    }
  };
  const set = (patch) => setParams(patch, { replace: true });
  return html`
    <${Head} page="log">${data.data && html`<span class="hint">${plural(data.data.lines + fresh.length, 'line')} since the start</span>`}<//>
    <div class="toolbar many"><${Filter} value=${text} onChange=${(v) => set({ text: v })} placeholder="Text" />
      <${Choice} label="at least" value=${level} onChange=${(v) => set({ level: v === 'info' ? null : v })} options=${[['debug', 'debug'], ['info', 'info'], ['warning', 'warning'], ['error', 'error']]} />
      <${ModelField} value=${model} onChange=${(v) => set({ model: v })} />
      <${Segments} label="Tail" value=${tail ? 'on' : 'off'} onChange=${(v) => set({ tail: v === 'on' ? null : v })} options=${[['on', 'live'], ['off', 'frozen']]} />
      <span class="grow"></span><button class="quiet" onClick=${() => saveExport(path('log', 'download'), query, 'foretide-log.txt')}>Download</button></div>
    <${Loaded} of=${data} rows=${12}>${(d) => {
      const seen = new Set(d.items.map((l) => l.id));
      const all = [...fresh.filter((l) => !seen.has(l.id)), ...d.items, ...(older.key === key ? older.items : [])];
      const next = older.next === undefined ? d.next : older.next;
      if (!all.length) return html`<${None} filtered=${text || model || level !== 'info'} />`;
      return html`<${Lines} all=${all} />
        ${older.error && html`<p class="problem" role="alert">${older.error.message}</p>`}
        ${next && html`<p class="under"><button onClick=${() => more(all.at(-1).id)}>Older</button></p>`}`;
    }}<//>`;
}

function Lines({ all }) {
  const [open, setOpen] = useState(null);
  const at = useRows(all.length, (i) => setOpen(open === all[i].id ? null : all[i].id));
  const list = useRef();
  let last = '';
  return html`<ul class="log" ref=${list}>${all.map((l, i) => {
    const d = date(l.time);
    const head = d !== last;
    last = d;
    return html`${head && html`<li key=${`d${d}`} class="event-day">${d}</li>`}
      <li key=${l.id} class="log-line ${l.level} ${i === at ? 'active' : ''} ${open === l.id ? 'open' : ''}">
        <time title=${l.time}>${clock(l.time, true)}<small>.${String(ms(l.time) % 1000).padStart(3, '0')}</small></time>
        <span class="sev" title=${l.level}><i aria-hidden="true">${MARKS[l.level]}</i><span class="sr">${l.level}</span></span>
        <button class="log-what" aria-expanded=${open === l.id} onClick=${() => setOpen(open === l.id ? null : l.id)}>${l.message}</button>
        <span class="log-who">${l.model ? html`<a href=${modelLink(l.model)}>${l.model}</a>` : l.logger.split('.').at(-1)}</span>
        ${open === l.id && html`<p class="log-more hint">${l.logger} · ${l.thread} · ${l.level} · line ${l.id}</p>`}</li>`;
  })}</ul>`;
}

function None({ filtered }) {
  return html`<${Empty} title="No lines here">${filtered
    ? html`<p><button onClick=${() => setParams({ text: null, model: null, level: null })}>Show all lines</button></p>`
    : html`<p>What the service logs at <code>info</code> and above is kept here, the last 5,000 lines since its start. <code>log.level: debug</code> in the configuration says more. What happened to models and data is under Events.</p>`}<//>`;
}
