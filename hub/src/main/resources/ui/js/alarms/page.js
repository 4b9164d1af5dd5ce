// Alarms: open ones first, one line per episode; the chosen one opens under its line.
import { html, useState, useEffect } from '../html.js';
import { useParam, setParams } from '../page/address.js';
import { get, path } from '../data/api.js';
import { useData } from '../data/use.js';
import { useStream } from '../data/stream.js';
import { Loaded, Empty } from '../parts/notice.js';
import { Segments } from '../parts/choice.js';
import { useRows } from '../parts/rows.js';
import { plural } from '../format/number.js';
import { useZone, ms } from '../format/instant.js';
import { saveCsv } from '../parts/save.js';
import { AlarmLine } from './line.js';
import { AlarmDetail } from './detail.js';
import { Silences } from './silences.js';
import { AlarmTimeline } from './timeline.js';
import { ModelField } from '../parts/modelfield.js';

const PAGE = 100;

export function Alarms() {
  const show = useParam('show', 'open');
  const model = useParam('model');
  const chosen = useParam('alarm');
  useZone();
  const key = `${show}|${model}`;
  const query = { open: show === 'open' ? 'true' : null, model, limit: PAGE };
  const data = useData(`alarms|${key}`, (signal) => get(path('alarms'), query, signal));
  const [more, setMore] = useState({ key, items: [], next: undefined });
  useEffect(() => setMore({ key, items: [], next: undefined }), [key]);
  useStream('event', (e) => e.kind.startsWith('alarm.') && data.reload());
  useStream('resumed', data.reload);
  const older = async (last) => {
    const d = await get(path('alarms'), { ...query, before_id: last });
    setMore((m) => ({ key, items: [...m.items, ...d.items], next: d.next }));
  };
  const open = (id) => setParams({ alarm: String(id) === chosen ? null : id });
  return html`
    <header class="page-head"><h1>Alarms</h1></header>
    <div class="toolbar many"><${Segments} label="Which" value=${show} onChange=${(v) => setParams({ show: v === 'open' ? null : v, alarm: null })} options=${[['open', 'open'], ['all', 'all']]} />
      <${ModelField} value=${model} onChange=${(v) => setParams({ model: v || null }, { replace: true })} />
      <span class="grow"></span><${Silences} />
      ${data.data?.items.length > 0 && html`<button class="quiet" onClick=${() => csv([...data.data.items, ...more.items])}>Save as CSV</button>`}</div>
    <${AlarmTimeline} model=${model} chosen=${chosen} at=${data.at} open=${(id) => setParams({ alarm: id, show: show === 'open' ? 'all' : show })} />
    <${Loaded} of=${data} rows=${8}>${(d) => {
      const all = [...d.items, ...(more.key === key ? more.items : [])].sort((a, b) => ms(b.from) - ms(a.from) || b.id - a.id);
      const oldest = Math.min(...all.map((a) => a.id));
      const next = more.next === undefined ? d.next : more.next;
      if (!all.length) return html`${chosen && html`<${AlarmDetail} key=${chosen} id=${chosen} changed=${data.reload} />`}<${None} show=${show} model=${model} />`;
      const listed = all.some((a) => String(a.id) === chosen);
      return html`<p class="hint">${plural(all.length, show === 'open' ? 'open alarm' : 'alarm')}${next ? ' and more' : ''}</p>
        ${chosen && !listed && html`<${AlarmDetail} id=${chosen} changed=${data.reload} />`}
        <${List} all=${all} chosen=${chosen} open=${open} changed=${data.reload} />
        ${next && html`<p class="under"><button onClick=${() => older(oldest)}>Older</button></p>`}`;
    }}<//>`;
}

function List({ all, chosen, open, changed }) {
  const at = useRows(all.length, (i) => open(all[i].id));
  return html`<ul class="alarms">${all.map((a, i) => html`<li key=${a.id}>
    <${AlarmLine} alarm=${a} active=${i === at} expanded=${String(a.id) === chosen} open=${() => open(a.id)} />
    ${String(a.id) === chosen && html`<${AlarmDetail} id=${a.id} changed=${changed} />`}</li>`)}</ul>`;
}

function None({ show, model }) {
  return html`<${Empty} title=${show === 'open' ? 'No open alarms' : 'No alarms yet'}>${model
    ? html`<p><button onClick=${() => setParams({ model: null })}>Of all models</button></p>`
    : show === 'open'
      ? html`<p>Nothing is beyond its limit now. <button onClick=${() => setParams({ show: 'all' })}>Show past alarms</button></p>`
      : html`<p>An alarm opens where a rule of the configuration's <code>alarms</code> section holds; without that section, where a detector's score reaches 1.</p>`}<//>`;
}

function csv(list) {
  saveCsv([['id', 'severity', 'rule', 'model', 'series', 'from', 'to', 'value', 'limit', 'peak', 'words', 'acknowledged_by', 'feedback', 'note'],
    ...list.map((a) => [a.id, a.severity, a.rule, a.model, a.series, a.from, a.to ?? '', a.value, a.limit, a.peak, a.words, a.acknowledged_by, a.feedback, a.note])], 'alarms.csv');
}
