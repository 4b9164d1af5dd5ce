// How good a model is over time: its error against a seasonal naive forecast, or a detector's alarms.
import { html, useMemo } from '../html.js';
import { get, path } from '../data/api.js';
import { useData } from '../data/use.js';
import { Loaded } from '../parts/notice.js';
import { Chart } from '../chart/chart.js';
import { line, bars, limit } from '../chart/layers.js';
import { color, theme } from '../page/theme.js';
import { useStore } from '../store.js';
import { setRange } from '../time/range.js';
import { short, score, withUnit, percent, plural } from '../format/number.js';

export function Accuracy({ model, range, width, left, right }) {
  const step = range.span / 60;
  const key = `${model.name}|${Math.floor(range.from / step)}|${Math.round(range.span)}`;
  const data = useData(key, (signal) => get(path('models', model.name, 'accuracy'), { from: range.from, to: range.to, buckets: 60 }, signal));
  return html`<${Loaded} of=${data} rows=${4}>${(d) => (d.items.some((i) => 'alarms' in i)
    ? html`<${Alarms} items=${d.items} range=${range} width=${width} left=${left} right=${right} name=${model.name} />`
    : html`<${Errors} data=${d} range=${range} width=${width} left=${left} right=${right} name=${model.name} />`)}<//>`;
}

const middle = (i) => (Date.parse(i.from) + Date.parse(i.to)) / 2;
const top = (values) => Math.max(0, ...values.filter((v) => v !== null && Number.isFinite(v)));

function Errors({ data, range, width, left, right, name }) {
  const colours = useStore(theme);
  const { items, overall, unit = '', baseline = 'seasonal naive' } = data;
  const known = items.filter((i) => i.n > 0);
  const draw = useMemo(() => {
    const times = known.map(middle);
    const gap = known.length > 1 ? 2.5 * (Date.parse(known[0].to) - Date.parse(known[0].from)) : Infinity;
    return { from: range.from, to: range.to, lo: 0, hi: top(known.flatMap((i) => [i.mae, i.baseline_mae])) * 1.1 || 1, now: NaN, layers: [
      line(times, known.map((i) => i.baseline_mae), { color: color('actual-band'), dash: [5, 4], width: 1.25, gap }),
      line(times, known.map((i) => i.mae), { color: color('forecast'), width: 2, gap }),
    ] };
  }, [data, range.from, range.to, colours]);
  if (!known.length) return html`<p class="hint">No forecast of this range has met its actual value yet.</p>`;
  const o = overall ?? {};
  const better = o.baseline_mae > 0 ? 1 - o.mae / o.baseline_mae : null;
  return html`<p class="readout">
      <span><i class="key forecast"></i>mean absolute error <b>${withUnit(o.mae, unit)}</b></span>
      <span><i class="key dashed"></i>${baseline} <b>${withUnit(o.baseline_mae, unit)}</b></span>
      ${better !== null && Math.abs(better) < 0.0005 && html`<span>the same as the baseline</span>`}
      ${better !== null && Math.abs(better) >= 0.0005 && html`<span class=${better < 0 ? 'over' : ''}><b>${percent(Math.abs(better))}</b> ${better >= 0 ? 'better' : 'worse'} than the baseline</span>`}
      ${o.coverage_95 !== null && o.coverage_95 !== undefined && html`<span>inside the 95 % band <b>${percent(o.coverage_95)}</b></span>`}</p>
    <${Chart} draw=${draw} width=${width} height=${170} left=${left} right=${right} onZoom=${(a, b) => a && setRange(a, b)} name=${`${name}-accuracy`}
      rows=${() => [['from', 'to', 'values', 'mae', 'baseline_mae', 'coverage_95'], ...known.map((i) => [i.from, i.to, i.n, i.mae, i.baseline_mae, i.coverage_95])]} label=${`Error of ${name} over time: ${short(o.mae)} ${unit} against ${short(o.baseline_mae)} of ${baseline}`} />`;
}

function Alarms({ items, range, width, left, right, name }) {
  const colours = useStore(theme);
  const total = items.reduce((n, i) => n + (i.alarms ?? 0), 0);
  const draw = useMemo(() => {
    const step = items.length ? Date.parse(items[0].to) - Date.parse(items[0].from) : 1;
    return { from: range.from, to: range.to, lo: 0, hi: Math.max(1.2, top(items.map((i) => i.score_max))) * 1.08, now: NaN, layers: [
      bars(items.map((i) => Date.parse(i.from)), items.map((i) => i.score_max), { color: color('actual-band'), step }),
      bars(items.map((i) => Date.parse(i.from)), items.map((i) => (i.score_max > 1 ? i.score_max : null)), { color: color('episode'), step }),
      limit(1, { color: color('soft'), name: 'limit' }),
    ] };
  }, [items, range.from, range.to, colours]);
  return html`<p class="readout"><span><b>${plural(total, 'value')}</b> above the limit</span><span>largest score <b>${score(top(items.map((i) => i.score_max)))}</b></span></p>
    <${Chart} draw=${draw} width=${width} height=${150} left=${left} right=${right} onZoom=${(a, b) => a && setRange(a, b)} name=${`${name}-scores`}
      rows=${() => [['from', 'to', 'values', 'alarms', 'score_max'], ...items.map((i) => [i.from, i.to, i.n, i.alarms, i.score_max])]} label=${`Largest score of ${name} over time; ${total} values above the limit of 1`} />`;
}
