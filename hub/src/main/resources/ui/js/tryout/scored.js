// A detector's scores over the history of a series, and the alarms that it would have raised.
import { html, useMemo, useRef, useState } from '../html.js';
import { useStore } from '../store.js';
import { theme, color } from '../page/theme.js';
import { useParam, setParams, seriesLink } from '../page/address.js';
import { Chart } from '../chart/chart.js';
import { line, band, limit, episodes as marked } from '../chart/layers.js';
import { domain } from '../chart/scale.js';
import { score, withUnit, plural, count } from '../format/number.js';
import { stamp, span as spanText } from '../format/instant.js';
import { duration, words, parseDuration, took } from '../format/duration.js';
import { iso } from '../time/range.js';
import { Keep } from './keep.js';
import { detectFile } from './file.js';
import { episodes } from './episodes.js';

const MONTH = 30 * 86_400_000;
const OFF = 30 * 60_000;
const SHOWN = 12;

export function Scored({ d, asked, fresh, width }) {
  const above = Number(useParam('above', '1')) || 1;
  const off = useParam('off', '30m');
  const [zoom, setZoom] = useState(null);
  const found = useMemo(() => episodes(d.times, d.scores, { above, off: parseDuration(off) * 1000 || OFF }), [d, above, off]);
  const from = d.times[d.trained] ?? d.times[0];
  const judged = d.times.at(-1) - from;
  const set = (patch) => setParams(patch, { replace: true });
  const most = d.scores.reduce((m, v) => (v === null ? m : Math.max(m, v)), 0);
  return html`<p class="lead" role="status">${sentence(d, found, above, judged)}</p>
    <div class="try-form try-limit">
      <label>Alarm at a score of <b>${score(above)}</b><input type="range" min="0.2" max=${Math.max(3, Math.ceil(most))} step="0.05" value=${above} onInput=${(e) => set({ above: e.target.value === '1' ? null : e.target.value })} /></label>
      <label>Breaks up to<input value=${off} onChange=${(e) => set({ off: e.target.value.trim() === '30m' ? null : e.target.value.trim() || null })} title="Shorter breaks do not split an episode" /></label>
      <span class="hint">1 is the method's own limit. ${found.length ? `About ${perMonth(found.length, judged)} alarms in 30 days.` : ''}</span></div>
    ${width > 0 && html`<${Pictures} d=${d} found=${found} above=${above} width=${width} zoom=${zoom} onZoom=${(a, b) => setZoom(a ? { from: a, to: b } : null)} />`}
    ${found.length > 0 && html`<${Table} d=${d} found=${found} onOpen=${(e) => setZoom(around(e, d))} />`}
    ${fresh && html`<${Keep} d=${d} asked=${asked} file=${detectFile} more=${above === 1 && off === '30m' ? '' : rule(d, above, off)} />`}`;
}

const perMonth = (n, ms) => {
  const v = (n * MONTH) / Math.max(ms, 1);
  return v >= 10 ? count(v) : v.toFixed(1);
};

function sentence(d, found, above, judged) {
  const scored = d.scores.filter((v) => v !== null).length;
  const learned = d.learns && d.trained ? `, after learning from the first ${count(d.trained)}` : '';
  const what = found.length ? `${plural(found.length, 'alarm')}${found.at(-1).open ? ', the last one open' : ''}` : `no alarm${above === 1 ? '' : ` at ${score(above)}`}`;
  return `${d.method} scored ${plural(scored, 'value')} in steps of ${words(d.step)} over ${duration(judged / 1000)}${learned}: ${what}. It took ${took(d.seconds)}.`;
}

/** The rule of the alarms section that judges the same; the model's name is the reader's. */
function rule(d, above, off) {
  return `\n# in foretide.yaml:\n# alarms:\n#   rules:\n#     - { name: anomaly, models: ["${d.series.replace(/[^\w./-]+/g, '-')}/*"], score: { above: ${above} }, delay: { off: ${off} } }\n`;
}

function around(e, d) {
  const pad = Math.max(20 * (d.times[1] - d.times[0]), e.to - e.from);
  return { from: e.from - 2 * pad, to: e.to + 2 * pad };
}

function Pictures({ d, found, above, width, zoom, onZoom }) {
  const colours = useStore(theme);
  const top = useRef();
  const below = useRef();
  const step = d.times.length > 1 ? d.times[1] - d.times[0] : 1;
  const range = zoom ?? { from: d.times[0], to: d.times.at(-1) + step };
  const left = width < 640 ? 46 : 62;
  const marks = useMemo(() => found.map((e) => ({ from: e.from, to: e.to + step, label: score(e.peak) })), [found, step]);
  const learned = d.trained > 0 ? d.times[d.trained] ?? d.times.at(-1) : null;
  const value = useMemo(() => {
    const [a, b] = inside(d.times, range);
    const cut = (xs) => xs.slice(a, b);
    const [lo, hi] = domain([cut(d.values)], [cut(d.lo), cut(d.hi)]);
    return { ...range, lo, hi, now: NaN, layers: [marked(marks, { color: color('episode') }), band(d.times, d.lo, d.hi, { color: color('forecast'), alpha: 0.18 }),
      line(d.times, d.expected, { color: color('forecast'), width: 1.25, gap: step * 2.5 }), line(d.times, d.values, { color: color('actual'), width: 1.25, gap: step * 2.5 })] };
  }, [d, range.from, range.to, marks, colours]);
  const scores = useMemo(() => {
    const [a, b] = inside(d.times, range);
    const most = d.scores.slice(a, b).reduce((m, v) => (v === null ? m : Math.max(m, v)), above);
    return { ...range, lo: 0, hi: most * 1.1, now: NaN, layers: [line(d.times, d.scores, { color: color('actual-band'), width: 1.25, gap: step * 2.5 }), limit(above, { color: color('episode'), name: 'alarm' })] };
  }, [d, range.from, range.to, marks, above, colours]);
  const bands = d.lo.some((v) => v !== null);
  const room = Math.max(180, Math.min(380, innerHeight - 620));
  return html`<p class="readout"><span><i class="key"></i>actual</span>${bands && html`<span><i class="key forecast"></i>expected, with its limits</span>`}<span><i class="mark-span"></i>alarm</span>
      ${learned !== null && d.learns && html`<span class="hint">Learned from what lies before ${stamp(learned)}.</span>`}${zoom && html`<button class="quiet" onClick=${() => onZoom(null)}>Whole history</button>`}</p>
    <${Chart} canvasRef=${top} draw=${value} width=${width} height=${room} left=${left} right=${4} onZoom=${onZoom} name=${`${d.series}-${d.method}-scores`} rows=${() => rows(d)}
      label=${`The values of ${d.series} with ${plural(found.length, 'alarm')} of ${d.method}`} />
    <p class="readout"><span>score</span></p>
    <${Chart} canvasRef=${below} draw=${scores} width=${width} height=${130} left=${left} right=${4} onZoom=${onZoom} label=${`The scores of ${d.method}; the limit is ${score(above)}`} />`;
}

function inside(times, { from, to }) {
  let a = times.findIndex((t) => t >= from);
  if (a < 0) a = 0;
  let b = times.findIndex((t) => t > to);
  if (b < 0) b = times.length;
  return [a, Math.max(b, a + 1)];
}

function Table({ d, found, onOpen }) {
  const worst = [...found].sort((a, b) => b.peak - a.peak).slice(0, SHOWN);
  const value = (t) => d.values[d.times.indexOf(t)];
  return html`<div class="scroll-x"><table class="data list try-alarms"><thead><tr><th>when</th><th>for</th><th class="num">worst score</th><th>value there</th><th>expected</th><th></th></tr></thead>
    <tbody>${worst.map((e) => {
      const i = d.times.indexOf(e.peakAt);
      return html`<tr key=${e.from}><th scope="row"><button class="as-link" onClick=${() => onOpen(e)}>${e.from === e.to ? stamp(e.from) : spanText(e.from, e.to)}</button></th>
        <td data-label="for">${e.open ? 'open' : e.rows === 1 ? 'one value' : duration((e.to - e.from) / 1000)}</td><td class="num" data-label="worst score"><b class="grade-bad">${score(e.peak)}</b></td>
        <td data-label="value">${withUnit(value(e.peakAt), d.unit)}</td><td data-label="expected">${d.lo[i] !== null || d.hi[i] !== null ? `${withUnit(d.lo[i], '')} to ${withUnit(d.hi[i], d.unit)}` : '–'}</td>
        <td><a href=${seriesLink(d.series, { from: iso(around(e, d).from), to: iso(around(e, d).to) })}>series</a></td></tr>`;
    })}</tbody></table></div>${found.length > SHOWN && html`<p class="hint">The ${SHOWN} worst of ${count(found.length)}.</p>`}`;
}

const rows = (d) => [['time', 'value', 'score', 'expected', 'lo', 'hi'], ...d.times.map((t, i) => [new Date(t).toISOString(), d.values[i], d.scores[i], d.expected[i], d.lo[i], d.hi[i]])];
