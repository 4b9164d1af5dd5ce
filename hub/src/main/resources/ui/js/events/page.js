import { html, useState, useEffect } from '../html.js';
import { useParam, setParams } from '../page/address.js';
import { get, path } from '../data/api.js';
import { useData } from '../data/use.js';
import { useStream } from '../data/stream.js';
import { useRange } from '../time/range.js';
import { Loaded, Empty } from '../parts/notice.js';
import { Head } from '../parts/head.js';
import { Filter } from '../parts/filter.js';
import { Choice } from '../parts/choice.js';
import { useRows } from '../parts/rows.js';
import { day, useZone } from '../format/instant.js';
import { go, modelLink, seriesLink } from '../page/address.js';
import { saveCsv } from '../parts/save.js';
import { EventLine, alike, isAbout } from './line.js';

const PAGE = 100;
const RANK = ['info', 'warning', 'error'];

export function Events() {
  const minimum = useParam('minimum', 'info');
  const kind = useParam('kind');
  const subject = useParam('subject');
  const text = useParam('text');
  const range = useRange();
  useZone();
  const stable = range.live ? range.texts.from : `${range.from}-${range.to}`;
  const key = `${minimum}|${kind}|${subject}|${text}|${stable}`;
  const query = { minimum, kind, subject, text, from: range.live ? range.texts.from : range.from, to: range.live ? 'now' : range.to };
  const data = useData(key, (signal) => get(path('events'), { ...query, limit: PAGE }, signal));
  const [more, setMore] = useState({ key, items: [], next: undefined, error: null });
  const [fresh, setFresh] = useState([]);
  useEffect(() => {
    setFresh([]);
    setMore({ key, items: [], next: undefined, error: null });
  }, [key]);
  useStream('event', (e) => {
    const fits = RANK.indexOf(e.severity) >= RANK.indexOf(minimum) && (!kind || e.kind === kind) && isAbout(e.subject ?? '', subject) && (!text || e.message.toLowerCase().includes(text.toLowerCase()));
    if (range.live && fits) setFresh((f) => [e, ...f].slice(0, 500));
  });
  useStream('resumed', data.reload);
  const older = async (last) => {
    try {
      const d = await get(path('events'), { ...query, before_id: last, limit: PAGE });
      setMore((m) => ({ key, items: [...m.items, ...d.items], next: d.next, error: null }));
    } catch (error) {
      setMore((m) => ({ ...m, error }));
    }
  };
  const set = (patch) => setParams(patch, { replace: true });
  return html`
    <${Head} page="events" />
    <div class="toolbar many"><${Filter} value=${text} onChange=${(v) => set({ text: v })} placeholder="Text" />
      <${Choice} label="at least" value=${minimum} onChange=${(v) => set({ minimum: v === 'info' ? null : v })} options=${[['info', 'info'], ['warning', 'warning'], ['error', 'error']]} />
      <${Filter} value=${subject} onChange=${(v) => set({ subject: v })} placeholder="Model or series" label="Subject" />
      <${Filter} value=${kind} onChange=${(v) => set({ kind: v })} placeholder="Kind" />
      <span class="grow"></span>${data.data?.items.length > 0 && html`<button class="quiet" onClick=${() => csv([...fresh, ...data.data.items, ...more.items])}>Save as CSV</button>`}</div>
    <${Loaded} of=${data} rows=${12}>${(d) => {
      const seen = new Set(d.items.map((e) => e.id));
      const all = [...fresh.filter((e) => !seen.has(e.id)), ...d.items, ...(more.key === key ? more.items : [])];
      const next = more.next === undefined ? d.next : more.next;
      return all.length === 0 ? html`<${None} filtered=${text || kind || subject || minimum !== 'info'} />` : html`<${List} all=${all} />
        ${more.error && html`<p class="problem" role="alert">${more.error.message}</p>`}
        ${next && html`<p class="under"><button onClick=${() => older(all.at(-1).id)}>Older</button></p>`}`;
    }}<//>`;
}

function List({ all }) {
  const joined = alike(all);
  const at = useRows(joined.length, (i) => {
    const [, kind, name] = /^(\w+):(.*)$/.exec(joined[i].event.subject ?? '') ?? [];
    if (kind) go(kind === 'model' ? modelLink(name) : seriesLink(name));
  });
  let last = '';
  return html`<ul class="events">${joined.map(({ event, times }, i) => {
    const d = day(event.time);
    const head = d !== last;
    last = d;
    return html`${head && html`<li key=${`d${d}`} class="event-day">${d}</li>`}<${EventLine} key=${event.id} event=${event} times=${times} active=${i === at} />`;
  })}</ul>`;
}

function csv(list) {
  saveCsv([['time', 'severity', 'kind', 'subject', 'message'], ...list.map((e) => [e.time, e.severity, e.kind, e.subject, e.message])], 'events.csv');
}

function None({ filtered }) {
  return html`<${Empty} title="No events here">${filtered
    ? html`<p><button onClick=${() => setParams({ text: null, kind: null, subject: null, minimum: null })}>Show all events</button></p>`
    : html`<p>What happens is written here: models that change, data that comes late, intervals that fail, restarts. Nothing of that kind happened in this range.</p>`}<//>`;
}
