import { html, useState } from '../html.js';
import { useParam, setParams, seriesLink, modelLink, go } from '../page/address.js';
import { get, path } from '../data/api.js';
import { useData } from '../data/use.js';
import { now } from '../data/status.js';
import { useRange } from '../time/range.js';
import { Loaded, Empty } from '../parts/notice.js';
import { Head } from '../parts/head.js';
import { Filter } from '../parts/filter.js';
import { useRows } from '../parts/rows.js';
import { count, plural } from '../format/number.js';
import { stamp } from '../format/instant.js';
import { duration } from '../format/duration.js';
import { saveCsv } from '../parts/save.js';
import { Spark } from './spark.js';

const PAGE = 100;

export function SeriesList() {
  const q = useParam('q');
  const after = useParam('after');
  const grade = useParam('grade');
  const data = useData(`${q}|${after}`, (signal) => get(path('series'), { search: q, after, limit: PAGE }, signal));
  const worst = useData(grade ?? 'none asked', (signal) => (grade ? get(path('grades'), { limit: PAGE }, signal) : Promise.resolve(null)));
  const set = (patch) => setParams(patch, { replace: true });
  return html`
    <${Head} page="series">${data.data?.total !== undefined && data.data?.total !== null && html`<span class="hint">${plural(data.data.total, 'series', 'series')}</span>`}<//>
    <div class="toolbar"><${Filter} value=${q} onChange=${(v) => set({ q: v, after: null })} placeholder="Filter series" />
      <span class="grow"></span>${data.data?.items.length > 0 && html`<button class="quiet" onClick=${() => csv(data.data.items)}>Save as CSV</button>`}</div>
    ${grade && worst.data && html`<${Worst} items=${worst.data.items.filter((g) => g.grade !== 'good')} />`}
    <${Loaded} of=${data} rows=${12}>${(d) => d.items.length ? html`<${Table} items=${d.items} />
      <p class="under">${after && html`<button onClick=${() => history.back()}>Previous</button>`}
        ${d.next && html`<button onClick=${() => setParams({ after: d.next })}>Next ${PAGE}</button>`}</p>` : html`<${None} q=${q} />`}<//>`;
}

function Table({ items }) {
  const range = useRange();
  const [frozen] = useState(() => ({ from: range.from, to: range.to }));
  const span = range.live && Math.abs(range.from - frozen.from) < range.span * 0.02 ? frozen : range;
  const at = useRows(items.length, (i) => go(seriesLink(items[i].name)));
  return html`<div class="scroll-x"><table class="data list">
    <thead><tr><th>series</th><th>grade</th><th class="wide">shown range</th><th class="num">points</th><th>first</th><th>newest</th><th>models</th></tr></thead>
    <tbody>${items.map((s, i) => {
      const age = (now() - Date.parse(s.last)) / 1000;
      return html`<tr key=${s.name} class=${i === at ? 'active' : ''}>
        <th scope="row"><a class="row-link" href=${seriesLink(s.name)}>${s.name}</a> <small>${s.attributes?.unit ?? ''}</small></th>
        <td data-label="grade" title=${s.finding}>${s.grade ? html`<span class=${`grade-${s.grade}`}>${s.grade}</span>` : '–'}</td>
        <td class="wide"><${Spark} name=${s.name} from=${span.from} to=${span.to} /></td>
        <td class="num" data-label="points">${count(s.points)}</td><td data-label="first" class="nil">${stamp(s.first)}</td><td data-label="newest">${s.last ? `${duration(Math.max(0, age))} ago` : '–'}</td>
        <td data-label="models">${s.models.slice(0, 3).map((m, k) => html`${k ? ', ' : ''}<a key=${m} href=${modelLink(m)}>${m}</a>`)}${s.models.length > 3 ? ` and ${s.models.length - 3} more` : ''}${s.models.length === 0 ? html`<span class="nil">none</span>` : ''}</td></tr>`;
    })}</tbody></table></div>`;
}

/** The sensors whose data something is wrong with, worst first. */
function Worst({ items }) {
  if (!items.length) return html`<p class="hint">Nothing is wrong with any sensor's data.</p>`;
  return html`<section aria-label="Sensors with bad data"><ul class="plain">${items.map((g) => html`<li key=${g.series}>
    <a href=${seriesLink(g.series)}>${g.series}</a> <b class=${`grade-${g.grade}`}>${g.grade}</b> <span class="hint">${g.findings.map((f) => f.message).join('; ')}</span></li>`)}</ul></section>`;
}

function csv(items) {
  saveCsv([['series', 'grade', 'finding', 'unit', 'points', 'first', 'last', 'models'], ...items.map((s) => [s.name, s.grade, s.finding, s.attributes?.unit, s.points, s.first, s.last, s.models.join(' ')])], 'series.csv');
}

function None({ q }) {
  if (q) return html`<${Empty} title="No series is called like this"><p><button onClick=${() => setParams({ q: null })}>Show all series</button></p><//>`;
  return html`<${Empty} title="No series yet"><p>Data makes series: each new name that arrives becomes one.</p>
    <p>A file: <code>foretide ingest data.csv</code>. Telegraf and other Influx clients: send to <code>/write</code> on this address. One by one: <code>POST /api/v1/series/NAME/points</code>.</p><//>`;
}
