// Explore: brush a range of time, get all series ranked by how unlike their own past they were in it.
import { html } from '../html.js';
import { useParam, setParams, seriesLink, modelLink, go } from '../page/address.js';
import { get, path } from '../data/api.js';
import { useData } from '../data/use.js';
import { useRange, iso } from '../time/range.js';
import { now } from '../data/status.js';
import { useSize } from '../parts/size.js';
import { Head } from '../parts/head.js';
import { Filter } from '../parts/filter.js';
import { Pages } from '../parts/pages.js';
import { Choice } from '../parts/choice.js';
import { Loaded, Empty } from '../parts/notice.js';
import { useRows } from '../parts/rows.js';
import { useKeys } from '../page/keys.js';
import { saveCsv } from '../parts/save.js';
import { short, score, count, plural, withUnit } from '../format/number.js';
import { span as spanText, stamp, useZone } from '../format/instant.js';
import { duration } from '../format/duration.js';
import { Spark } from '../series/spark.js';
import { Timeline } from './timeline.js';

const PAGE = 50;
const HOUR = 3_600_000;

/** What is chosen; without a choice the end of what is shown. */
function useChosen(range) {
  const sel = useParam('sel');
  const [a, b] = sel ? sel.split('_').map((s) => Date.parse(s)) : [];
  if (a < b) return { from: a, to: b, chosen: true };
  const length = Math.min(24 * HOUR, Math.max(HOUR, range.span / 24));
  const to = Math.floor(range.to / 60_000) * 60_000;
  return { from: to - length, to, chosen: false };
}

const choose = (from, to) => setParams({ sel: `${iso(from)}_${iso(to)}`, offset: null });

function lately(hours) {
  const to = Math.floor(now() / 60_000) * 60_000;
  choose(to - hours * HOUR, to);
}

export function Explore() {
  const range = useRange();
  const [box, size] = useSize();
  useZone();
  const q = useParam('q');
  const windows = useParam('windows', '14');
  const offset = Number(useParam('offset', '0')) || 0;
  const span = useChosen(range);
  // Without a choice the range moves on: it is asked for again every five minutes only.
  const grain = span.chosen ? 1 : 300_000;
  const asked = { from: Math.floor(span.from / grain) * grain, to: Math.floor(span.to / grain) * grain };
  const key = `${asked.from}|${asked.to}|${q}|${windows}|${offset}`;
  const data = useData(key, (signal) => get(path('explore'), { ...asked, search: q, windows, offset, limit: PAGE }, signal));
  const set = (patch) => setParams({ offset: null, ...patch }, { replace: true });
  useKeys({ Escape: () => (span.chosen ? setParams({ sel: null, offset: null }) : false) });
  const shown = data.data;
  return html`
    <${Head} page="explore"><span class="hint">${spanText(asked.from, asked.to)}${span.chosen ? html` <button class="quiet" onClick=${() => setParams({ sel: null, offset: null })}>×</button>` : ''}</span><//>
    <div class="explore-line" ref=${box}>${size.width > 0 && html`<${Timeline} range=${range} span=${asked} width=${size.width} onChoose=${choose} />`}</div>
    <div class="toolbar"><${Filter} value=${q} onChange=${(v) => set({ q: v })} placeholder="Filter series" />
      <${Choice} label="range" value="" onChange=${(v) => v && lately(Number(v))} options=${[['', span.chosen ? 'as chosen' : 'the newest'], ['1', 'last hour'], ['6', 'last 6 hours'], ['24', 'last day']]} />
      <${Choice} label="compared with" value=${windows} onChange=${(v) => set({ windows: v === '14' ? null : v })} options=${[['7', '7 times before'], ['14', '14 times before'], ['28', '28 times before']]} />
      ${shown && html`<span class="hint">${summary(shown)}</span>`}
      <span class="grow"></span>${shown?.items.length > 0 && html`<button class="quiet" onClick=${() => csv(shown)}>Save as CSV</button>`}</div>
    <${Loaded} of=${data} rows=${12}>${(d) => html`<${Ranking} d=${d} offset=${offset} key=${key} /><${Pages} offset=${offset} limit=${PAGE} total=${d.total} onMove=${(o) => setParams({ offset: o || null })} />`}<//>`;
}

function summary(d) {
  const every = d.shift_seconds === 86_400 ? 'the same hours of the days before' : `the same span every ${duration(d.shift_seconds)} before`;
  const parts = [`${count(d.total)} of ${plural(d.series, 'series', 'series')} against ${every}`];
  if (d.silent) parts.push(`${count(d.silent)} fell silent`);
  if (d.untold) parts.push(`${count(d.untold)} have too little past`);
  if (!d.complete) parts.push(`only ${count(d.looked)} could be looked at in time: filter to see others`);
  return parts.join('; ');
}

/** Where a series is opened: around what is unusual. */
function moment(d) {
  const from = Date.parse(d.from);
  const to = Date.parse(d.to);
  const pad = Math.max(to - from, HOUR);
  return { from: from - 2 * pad, to: to + pad };
}

function Ranking({ d, offset }) {
  const around = moment(d);
  const there = { from: iso(around.from), to: iso(around.to) };
  const of = new Map();
  for (const s of d.detectors) for (const i of s.inputs) if (!of.has(i)) of.set(i, s);
  const at = useRows(d.items.length, (i) => go(seriesLink(d.items[i].series, there)));
  if (!d.items.length) return html`<${Nothing} d=${d} />`;
  return html`<div class="scroll-x"><table class="data list explore">
    <thead><tr><th class="num">rank</th><th>series</th><th class="num" title="Deviation from what is usual, divided by the one that four of five earlier times do not exceed">unusual</th><th>deviates more than</th><th>most unusual</th><th class="wide">around it</th><th>detector's score</th></tr></thead>
    <tbody>${d.items.map((s, i) => html`<tr key=${s.series} class=${i === at ? 'active' : ''}>
      <td class="num nil wide">${offset + i + 1}</td><th scope="row"><a class="row-link" href=${seriesLink(s.series, there)}>${s.series}</a></th>
      <td class="num" data-label="unusual">${s.silent ? html`<b class="grade-bad">silent</b>` : html`<b class=${s.score >= 3 ? 'grade-bad' : ''}>${score(s.score)}</b>×`}</td>
      <td data-label="deviates more than">${s.silent ? html`<span class="nil">points in ${s.windows} times before</span>` : `${s.above} of ${s.windows} times`}</td>
      <td class="explore-most" data-label=${s.at ? 'most unusual' : undefined}>${s.at && html`${withUnit(s.value, s.unit)} <span class="nil">where ${short(s.usual)} is usual, ${stamp(s.at)}</span>`}</td>
      <td class="wide"><${Spark} name=${s.series} from=${around.from} to=${around.to} mark=${{ from: Date.parse(d.from), to: Date.parse(d.to) }} /></td>
      <td data-label="detector">${of.has(s.series) ? html`<a href=${modelLink(of.get(s.series).model, there)}>${score(of.get(s.series).score)}</a>` : html`<span class="nil">–</span>`}</td></tr>`)}</tbody></table></div>
    ${offset === 0 && d.detectors.length > 0 && html`<${Detectors} list=${d.detectors} there=${there} />`}`;
}

/** Detectors by their largest score in the range. */
function Detectors({ list, there }) {
  return html`<section class="explore-detectors"><h2>Detectors</h2><div class="scroll-x"><table class="data list"><thead><tr><th>model</th><th class="num">largest score</th><th class="num">alarms</th><th>at</th><th>reads</th></tr></thead>
    <tbody>${list.slice(0, 12).map((s) => html`<tr key=${s.model}><th scope="row"><a class="row-link" href=${modelLink(s.model, there)}>${s.model}</a></th>
      <td class="num" data-label="largest score"><b class=${s.score > 1 ? 'grade-bad' : ''}>${score(s.score)}</b></td><td class="num" data-label="alarms">${count(s.alarms)}</td><td data-label="at">${stamp(s.at)}</td>
      <td class="text">${s.inputs.map((i, k) => html`${k ? ', ' : ''}<a key=${i} href=${seriesLink(i, there)}>${i}</a>`)}</td></tr>`)}</tbody></table></div></section>`;
}

function csv(d) {
  saveCsv([['series', 'unusual', 'silent', 'windows', 'above', 'at', 'value', 'usual'], ...d.items.map((s) => [s.series, s.score, s.silent, s.windows, s.above, s.at, s.value, s.usual])], 'explore.csv');
}

function Nothing({ d }) {
  if (d.untold > 0) {
    return html`<${Empty} title="There is too little past to compare with"><p>A series is compared with the same time on earlier days; it needs data of four of them. Choose a shorter or a later range.</p><//>`;
  }
  return html`<${Empty} title="No series here"><p><button onClick=${() => setParams({ q: null, sel: null })}>Show all series</button></p><//>`;
}
