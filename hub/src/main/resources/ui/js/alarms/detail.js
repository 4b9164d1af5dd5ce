// One alarm: what, where, since when, who was told, what it was; and the decision about it.
import { html, useState, useEffect, useRef } from '../html.js';
import { get, post, path } from '../data/api.js';
import { useData } from '../data/use.js';
import { Loaded } from '../parts/notice.js';
import { useKeys } from '../page/keys.js';
import { May } from '../page/person.js';
import { toast } from '../parts/toast.js';
import { link, modelLink, seriesLink } from '../page/address.js';
import { stamp, ms } from '../format/instant.js';
import { short, score } from '../format/number.js';
import { iso } from '../time/range.js';
import { around, lasted, span } from './line.js';
import { who, remember } from './who.js';
import { Moment } from './moment.js';

const PART = 'contribution:';

/** The alarm that the address named when it was opened: it is brought into sight. */
let linked = new URLSearchParams(location.search).get('alarm');

export function AlarmDetail({ id, changed }) {
  const data = useData(`alarm|${id}`, (signal) => get(path('alarms', id), {}, signal));
  const box = useRef();
  useEffect(() => {
    if (!data.data || linked !== String(id)) return;
    linked = null;
    (box.current.closest('li') ?? box.current).scrollIntoView({ block: 'start' });
  }, [data.data !== null]);
  return html`<section ref=${box} class="alarm-detail" aria-label="Alarm ${id}"><${Loaded} of=${data} rows=${4}>${(a) => html`<${Body} a=${a} reload=${() => { data.reload(); changed(); }} />`}<//></section>`;
}

function Body({ a, reload }) {
  const near = around(a);
  const range = { from: iso(near.from), to: iso(near.to) };
  const parts = Object.entries(a.parts).filter(([k, v]) => k.startsWith(PART) && v !== null).sort((x, y) => Math.abs(y[1]) - Math.abs(x[1]));
  const total = parts.reduce((t, [, v]) => t + Math.abs(v), 0) || 1;
  return html`
    <p class="lead">${a.words}</p>
    ${a.series && html`<${Moment} a=${a} />`}
    <dl class="facts">
      <div><dt>model</dt><dd><a href=${modelLink(a.model, range)}>${a.model}</a>${a.revision ? `, revision ${a.revision}` : ''}</dd></div>
      ${a.series && html`<div><dt>series</dt><dd><a href=${seriesLink(a.series, range)}>${a.series}</a></dd></div>`}
      <div><dt>since</dt><dd>${stamp(a.from)}${a.open ? `, open for ${lasted(a)}` : ms(a.to) === ms(a.from) ? ', one value' : ` until ${stamp(a.to)}, ${span(a)}`}</dd></div>
      <div><dt>worst</dt><dd>${score(a.peak)} at ${stamp(a.peak_at)}, limit ${short(a.limit)}</dd></div>
      ${a.ending && html`<div><dt>ended</dt><dd>${a.ending}</dd></div>`}
      <div><dt>rule</dt><dd>${a.rule}</dd></div>
      ${a.acknowledged_by && html`<div><dt>acknowledged</dt><dd>${a.acknowledged_by}, ${stamp(a.acknowledged_at)}${a.note ? `: ${a.note}` : ''}</dd></div>`}
      ${a.feedback !== 'none' && html`<div><dt>it was</dt><dd>${a.feedback.replace('_', ' ')}</dd></div>`}
    </dl>
    ${parts.length > 1 && html`<h3>Contributing sensors</h3><ul class="shares">${parts.slice(0, 8).map(([k, v]) => html`<li key=${k}><a href=${seriesLink(k.slice(PART.length), range)}>${k.slice(PART.length)}</a><span class="share-bar"><i style=${{ width: `${(100 * Math.abs(v)) / total}%` }}></i></span><span>${Math.round((100 * Math.abs(v)) / total)} %</span></li>`)}</ul>`}
    <${May} role="write" what="Acknowledging and judging"><${Decide} a=${a} reload=${reload} /><//>
    <${Past} a=${a} />
    ${a.together_with.length > 0 && html`<h3>Moved together</h3><ul class="plain">${a.together_with.map((o) => html`<li key=${o.id}><a href=${link('/ui/alarms', { alarm: o.id, show: 'all' })}>${o.words}</a></li>`)}</ul>`}
    <h3>Told</h3>
    ${a.deliveries.length ? html`<ul class="plain">${a.deliveries.map((d) => html`<li key=${d.id}>${d.what} to ${d.output}: ${d.state === 'done' ? `taken ${stamp(d.at)}` : d.state === 'failed' ? `given up after ${d.attempts} attempts` : `tried ${d.attempts} times, again ${stamp(d.at)}`}${d.answer ? html` <span class="nil">${d.answer}</span>` : ''}</li>`)}</ul>`
      : html`<p class="nil">${a.silence ? `Nobody: ${a.silence}.` : a.group !== a.id ? 'Nobody: it belongs to an alarm that was told.' : 'Nobody: no output takes it.'}</p>`}`;
}

function Decide({ a, reload }) {
  const [name, setName] = useState(who());
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const send = async (what, body, said) => {
    if (!name.trim()) return toast('Say who you are first', 'error');
    setBusy(true);
    try {
      await post(path('alarms', a.id, what), { by: name.trim(), note, ...body });
      remember(name.trim());
      setNote('');
      toast(said);
      reload();
    } catch (e) {
      toast(e.message, 'error');
    } finally {
      setBusy(false);
    }
    return undefined;
  };
  const acknowledge = () => send('acknowledge', {}, 'Acknowledged');
  const say = (feedback, said) => send('feedback', { feedback }, said);
  const falseAlarm = () => say('false_alarm', 'The limit for this model moves beyond this value');
  const expected = () => say('expected', 'Noted as expected; the limit stays');
  const real = () => say('real', 'Noted as a real fault');
  const replay = async () => {
    try {
      const d = await post(path('alarms', a.id, 'replay'));
      toast(d.outputs ? `Told again to ${d.outputs}` : 'No output takes this alarm', d.outputs ? 'info' : 'error');
      reload();
    } catch (e) {
      toast(e.message, 'error');
    }
  };
  useKeys({ a: () => { acknowledge(); }, f: () => { falseAlarm(); }, e: () => { expected(); }, x: () => { real(); } });
  return html`<div class="alarm-decide">
    <label>You <input value=${name} onInput=${(e) => setName(e.target.value)} placeholder="name" autocomplete="name" /></label>
    <label class="grow">Note <input value=${note} onInput=${(e) => setNote(e.target.value)} placeholder="what you saw or did" /></label>
    <button disabled=${busy} onClick=${acknowledge}>Acknowledge <kbd>a</kbd></button>
    <button disabled=${busy} onClick=${falseAlarm}>False alarm <kbd>f</kbd></button>
    <button disabled=${busy} onClick=${expected}>Expected <kbd>e</kbd></button>
    <button disabled=${busy} onClick=${real}>Real <kbd>x</kbd></button>
    <button class="quiet" onClick=${replay}>Tell again</button>
  </div>`;
}

/** Former alarms of the same rule and model, and what people said of them. */
function Past({ a }) {
  const data = useData(`alarm-past|${a.model}|${a.id}`, (signal) => get(path('alarms'), { model: a.model, before_id: a.id, limit: 50 }, signal));
  const past = (data.data?.items ?? []).filter((o) => o.rule === a.rule).slice(0, 6);
  if (!past.length) return null;
  return html`<h3>Before on this model</h3><ul class="plain">${past.map((o) => html`<li key=${o.id}><a href=${link('/ui/alarms', { alarm: o.id, show: 'all' })}>${stamp(o.from)}</a>, ${span(o)}, worst ${score(o.peak)}${o.feedback !== 'none' ? `: ${o.feedback.replace('_', ' ')}` : ''}${o.note ? ` (${o.note})` : ''}</li>`)}</ul>`;
}
