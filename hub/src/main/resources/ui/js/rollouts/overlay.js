// Candidate over active over actual.
import { html, useMemo, useRef } from '../html.js';
import { get, path } from '../data/api.js';
import { useData } from '../data/use.js';
import { useStore } from '../store.js';
import { theme, color } from '../page/theme.js';
import { now } from '../data/status.js';
import { Loaded } from '../parts/notice.js';
import { Chart } from '../chart/chart.js';
import { line, envelope, band, limit } from '../chart/layers.js';
import { domain } from '../chart/scale.js';
import { setRange } from '../time/range.js';
import { loadPoints, levels, middle, pieces } from '../series/data.js';
import { plural } from '../format/number.js';

async function predictions(model, range, pixels, revision, signal) {
  const p = await get(path('models', model, 'predictions'), { from: range.from, to: range.to, buckets: Math.min(5000, pixels), revision }, signal);
  return { ...p, step: (p.step_seconds ?? 0) * 1000 };
}

/** `m` is the rollout's entry of the model, `model` the model itself. */
export function Overlay({ m, model, range, width, left, right, height }) {
  const canvas = useRef();
  const colours = useStore(theme);
  const pixels = Math.max(100, Math.floor((width - left - right) / 1.5));
  // Once the candidate is active, the former revision's lane is what it is compared with.
  const other = m.switched || m.active === m.candidate ? m.former : null;
  const key = `${m.model}|${m.candidate}|${other}|${range.from}|${range.to}|${pixels}`;
  const data = useData(key, async (signal) => {
    const [points, candidate, active] = await Promise.all([
      loadPoints(model.inputs[0], range.from, range.to, pixels, signal),
      predictions(model.name, range, pixels, m.candidate, signal),
      predictions(model.name, range, pixels, other, signal),
    ]);
    return { points, candidate, active };
  });
  return html`<${Loaded} of=${data} rows=${8}>${(d) => html`<${Drawn} d=${d} m=${m} model=${model} other=${other} range=${range} width=${width} left=${left} right=${right} height=${height} canvas=${canvas} colours=${colours} />`}<//>`;
}

function Drawn({ d, m, model, other, range, width, left, right, height, canvas, colours }) {
  const draw = useMemo(() => picture(d, range, model), [d, range.from, range.to, colours]);
  const unit = model.definition?.attributes?.unit ?? '';
  return html`<p class="readout">
      <span><i class="key"></i>actual</span><span><i class="key forecast"></i>${other ? `former revision ${m.former}` : `active revision ${m.active ?? m.former}`}</span><span><i class="key candidate"></i>candidate, revision ${m.candidate}</span>
      <span class="hint">${d.candidate.times.length ? '' : 'The candidate has predicted nothing in this range.'}${d.candidate.outputs?.includes('score') ? ' Scores; above 1 is an alarm.' : ''}</span></p>
    <${Chart} canvasRef=${canvas} draw=${{ ...draw, unit: draw.scores ? '' : unit }} width=${width} height=${height} left=${left} right=${right} onZoom=${(a, b) => a && setRange(a, b)}
      name=${`${m.model}-rollout`} rows=${() => rows(d)}
      label=${`Candidate revision ${m.candidate} and ${other ? 'former' : 'active'} revision over ${plural(d.points.times.length, 'actual value')} of ${model.inputs[0]}`} />`;
}

/** One row per time and column, so that columns of different steps stand side by side. */
function rows({ points, candidate, active }) {
  const out = [['time', 'of', 'column', 'value']];
  const add = (of, p, columns) => {
    for (const [column, values] of Object.entries(columns)) p.times.forEach((t, i) => out.push([new Date(t).toISOString(), of, column, values[i]]));
  };
  add('actual', points, points.raw ? { value: points.values } : { min: points.min, max: points.max });
  add('candidate', candidate, candidate.columns ?? {});
  add('other', active, active.columns ?? {});
  return out;
}

function picture({ points, candidate, active }, range, model) {
  const at = now();
  const scores = candidate.outputs?.includes('score') || active.outputs?.includes('score');
  const layers = [];
  const bands = [];
  const core = [];
  const pick = (p) => (scores ? p.columns.score : p.columns[middle(p.outputs)]) ?? [];
  for (const [p, name, dash] of [[active, 'forecast', []], [candidate, 'episode', [6, 3]]]) {
    if (!p.times.length) continue;
    const gap = Math.max(p.step, 1) * 2.5;
    const widest = scores ? null : levels(p.outputs)[0];
    if (widest) {
      layers.push(band(p.times, p.columns[widest.lo], p.columns[widest.hi], { color: color(name), alpha: 0.13, gap }));
      bands.push(p.columns[widest.lo], p.columns[widest.hi]);
    }
    core.push(pick(p));
    layers.push(line(p.times, pick(p), { color: color(name), width: 1.5, gap, dash }));
  }
  if (scores) layers.push(limit(1, { color: color('soft'), name: 'limit' }));
  else {
    const parts = pieces(points, range.from, Math.min(range.to, at));
    core.push(...(points.raw ? [points.values] : [points.min, points.max]));
    layers.push(points.raw
      ? line(points.times, points.values, { color: color('actual'), gap: parts.gap, width: 1.5 })
      : envelope(points.times, points.min, points.max, { color: color('actual'), gap: parts.gap, step: points.step }));
  }
  const [lo, hi] = domain(core, bands);
  return { from: range.from, to: range.to, lo, hi, now: at, layers, scores, name: model.name };
}
