// What a series page shows: points, the models that read the series, their predictions and coverage.
import { get, path } from '../data/api.js';

export const isDetector = (m) => m.outputs?.includes('score');
export const isForecast = (m) => !isDetector(m) && Boolean(middle(m.outputs ?? []));

/** Whether a detector says what it expects, so that it can be drawn like a forecast. */
export const expects = (m) => isDetector(m) && (m.outputs.includes('expected') || m.outputs.includes('lo'));

/** The column that is the forecast itself; undefined where there is only a band. */
export function middle(outputs) {
  return outputs.find((o) => /^(mean|median|forecast|yhat|p50|q50|expected)$/.test(o)) ?? (outputs.includes('score') ? undefined : outputs.find((o) => o === 'value'));
}

/** [{level, lo, hi}] of the bands among outputs, widest first; a band without a level has level 0. */
export function levels(outputs) {
  const plain = outputs.includes('lo') && outputs.includes('hi') ? [{ level: 0, lo: 'lo', hi: 'hi' }] : [];
  return plain.concat(outputs
    .map((o) => /^lo_(\d+(?:\.\d+)?)$/.exec(o))
    .filter((m) => m && outputs.includes(`hi_${m[1]}`))
    .map((m) => ({ level: Number(m[1]), lo: m[0], hi: `hi_${m[1]}` }))
    .sort((a, b) => b.level - a.level));
}

export async function loadInfo(name, signal) {
  const info = await get(path('series', name), {}, signal);
  const models = await Promise.all(info.models.slice(0, 12).map((m) => get(path('models', m), {}, signal)));
  return { info, models, more: info.models.length - models.length };
}

export async function loadPoints(name, from, to, buckets, signal) {
  const p = await get(path('series', name, 'points'), { from, to, buckets }, signal);
  const step = (p.step_seconds ?? 0) * 1000;
  return p.raw === false && p.min
    ? { raw: false, times: p.times, min: p.min, max: p.max, step }
    : { raw: true, times: p.times, values: p.values, step };
}

export async function loadPredictions(model, from, to, buckets, signal) {
  const p = await get(path('models', model, 'predictions'), { from, to, min_lead: '0s', buckets }, signal);
  return { ...p, step: (p.step_seconds ?? 0) * 1000 };
}

export const loadCoverage = (model, from, to, signal) => get(path('models', model, 'coverage'), { from, to }, signal);

/** The usual distance of points, ms. */
export function spacing(times) {
  if (times.length < 2) return 0;
  const d = [];
  const stride = Math.max(1, Math.floor(times.length / 400));
  for (let i = 1; i < times.length; i += stride) d.push(times[i] - times[i - 1]);
  return d.sort((a, b) => a - b)[d.length >> 1];
}

/** {gap: ms beyond which a line breaks, present: [...], gaps: [...]} of points. */
export function pieces(points, from, to) {
  const { times } = points;
  const usual = Math.max(spacing(times), points.raw ? 0 : points.step);
  const gap = usual * 2.5 || Infinity;
  const present = [];
  const gaps = [];
  const filled = points.raw ? points.values : points.min;
  let last = null;
  for (let i = 0; i < times.length; i++) {
    if (filled[i] === null) continue;
    if (last && times[i] - last.at <= gap) {
      last.to = times[i] + usual;
      last.at = times[i];
    } else {
      if (last) gaps.push({ from: last.to, to: times[i] });
      else if (times[i] - from > gap) gaps.push({ from, to: times[i] });
      last = { from: times[i], to: times[i] + usual, at: times[i] };
      present.push(last);
    }
  }
  if (last && to - last.to > gap) gaps.push({ from: last.to, to });
  return { gap, present, gaps, usual };
}

/** Stretches in which the score is above its limit of 1: {from, to, peak, at, model}. */
export function findEpisodes(model, p) {
  const scores = p.columns?.score ?? [];
  const step = p.step || spacing(p.times);
  const out = [];
  let e = null;
  for (let i = 0; i < scores.length; i++) {
    if (!(scores[i] > 1)) continue;
    const t = p.times[i];
    if (e && t - e.to <= step * 2) {
      e.to = t + step;
      e.n++;
      if (scores[i] > e.peak) Object.assign(e, { peak: scores[i], at: t });
    } else {
      e = { from: t, to: t + step, peak: scores[i], at: t, model, n: 1 };
      out.push(e);
    }
  }
  return out;
}

/** Index of the last time at or before t, no further back than `reach`; -1 if there is none. */
export function indexAt(times, t, reach) {
  let a = 0;
  let b = times.length;
  while (a < b) {
    const m = (a + b) >> 1;
    if (times[m] <= t) a = m + 1;
    else b = m;
  }
  return a > 0 && t - times[a - 1] <= reach ? a - 1 : -1;
}
