// Ticks of a time axis at round times of the page's zone.
import { fields, monthName, dayName, clock, isLocal } from '../format/instant.js';

const S = 1000;
const M = 60 * S;
const H = 60 * M;
const D = 24 * H;
const STEPS = [S, 5 * S, 15 * S, 30 * S, M, 5 * M, 10 * M, 15 * M, 30 * M, H, 2 * H, 3 * H, 6 * H, 12 * H, D, 2 * D, 7 * D, 14 * D, 30 * D, 91 * D, 365 * D];

function offset(t) {
  return isLocal() ? -new Date(t).getTimezoneOffset() * M : 0;
}

/** [{t, label, major}] with labels at least `gap` px apart. */
export function timeTicks(from, to, width, gap = 64) {
  const want = ((to - from) / width) * gap;
  const step = STEPS.find((s) => s >= want) ?? STEPS.at(-1);
  if (step >= 30 * D) return months(from, to, step);
  const out = [];
  const anchor = step >= 7 * D ? 4 * D : 0; // weeks begin on Monday; epoch day 4 was one
  const shift = offset(from);
  let t = Math.ceil((from + shift - anchor) / step) * step + anchor - shift;
  for (; t <= to; t += step) {
    const real = t + shift - offset(t);
    out.push(tick(real, step));
  }
  return out;
}

function tick(t, step) {
  const f = fields(t);
  const midnight = f.h === 0 && f.mi === 0 && f.s === 0;
  if (midnight || step >= D) return { t, label: step >= 7 * D ? `${f.d} ${monthName(f.mo)}` : `${dayName(f.wd)} ${f.d}`, major: midnight };
  return { t, label: clock(t, step < M), major: false };
}

function months(from, to, step) {
  const every = step >= 365 * D ? 12 : step >= 91 * D ? 3 : 1;
  const f = fields(from);
  const out = [];
  for (let m = f.mo - (f.mo % every); ; m += every) {
    const t = isLocal() ? new Date(f.y, m, 1).getTime() : Date.UTC(f.y, m, 1);
    if (t > to) return out;
    const g = fields(t);
    if (t >= from) out.push({ t, label: g.mo === 0 ? String(g.y) : monthName(g.mo), major: g.mo === 0 });
  }
}
