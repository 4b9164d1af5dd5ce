// Turns the data of a series page into layers of its chart.
import { color } from '../page/theme.js';
import { short, score } from '../format/number.js';
import { line, envelope, band, episodes, gaps, limit } from '../chart/layers.js';
import { domain } from '../chart/scale.js';
import { levels, middle, pieces } from './data.js';

/** {draw, parts} for plot(): actual, forecast, episodes, gaps, limits, of which `shown` ones are never out of sight. */
export function picture({ points, forecast, detections, limits, unit, from, to, now }) {
  const parts = pieces(points, from, Math.min(to, now));
  const layers = [];
  const bands = [];
  const core = points.raw ? [points.values] : [points.min, points.max];
  const found = detections.flatMap((d) => d.episodes);
  layers.push(gaps(parts.gaps, { color: color('line') }));
  layers.push(episodes(found.map((e) => ({ ...e, label: score(e.peak) })), { color: color('episode') }));
  if (forecast?.times.length) {
    const step = Math.max(forecast.step, 1);
    const gap = step * 2.5;
    const c = forecast.columns;
    levels(forecast.outputs).forEach((l, i) => {
      layers.push(band(forecast.times, c[l.lo], c[l.hi], { color: color('forecast'), alpha: i ? 0.2 : 0.16, gap, fadeFrom: now }));
      bands.push(c[l.lo], c[l.hi]);
    });
    const mid = c[middle(forecast.outputs)];
    if (mid) core.push(mid);
    if (mid) layers.push(line(forecast.times, mid, { color: color('forecast'), width: 1.5, gap }));
  }
  layers.push(points.raw
    ? line(points.times, points.values, { color: color('actual'), gap: parts.gap, width: 1.5 })
    : envelope(points.times, points.min, points.max, { color: color('actual'), gap: parts.gap, step: points.step }));
  for (const l of limits) layers.push(limit(l.value, { color: color('bad'), name: `${l.name} ${short(l.value)}` }));
  core.push(limits.filter((l) => l.shown).map((l) => l.value));
  const [lo, hi] = domain(core, bands);
  return { draw: { from, to, lo, hi, unit, now, layers }, parts };
}

/** Limits that a static-limits model states. */
export function limitsOf(models) {
  const out = [];
  for (const m of models) {
    const run = m.run?.limits ?? m.run?.detect;
    if (!run || typeof run !== 'object') continue;
    for (const k of ['low', 'lower', 'min', 'high', 'upper', 'max']) if (typeof run[k] === 'number') out.push({ name: k, value: run[k] });
  }
  return out;
}
