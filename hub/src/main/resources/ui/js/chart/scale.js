/** Round values of an axis: [{v, label}] between lo and hi, about `want` of them. */
export function valueTicks(lo, hi, want) {
  const raw = (hi - lo) / Math.max(1, want);
  const p = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((k) => k * p).find((s) => s >= raw) ?? p * 10;
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const out = [];
  for (let v = Math.ceil(lo / step) * step; v <= hi + step * 1e-9; v += step) {
    const clean = Math.abs(v) < step * 1e-6 ? 0 : v;
    out.push({ v: clean, label: text(clean, step, digits) });
  }
  return out;
}

function text(v, step, digits) {
  if (v === 0) return '0';
  const a = Math.max(Math.abs(v), step);
  if (a >= 1e6) return `${+(v / 1e6).toFixed(2)} M`;
  if (a >= 1e4) return `${+(v / 1e3).toFixed(2)} k`;
  return digits > 6 ? v.toExponential(1) : v.toFixed(digits);
}

/** {x, y} maps of a plot: times and values to css pixels. */
export function scales({ from, to, lo, hi, left, top, width, height }) {
  return {
    x: (t) => left + ((t - from) / (to - from)) * width,
    t: (px) => from + ((px - left) / width) * (to - from),
    y: (v) => top + height - ((v - lo) / (hi - lo)) * height,
  };
}

/** A domain with a little air around finite extremes; bands may widen it by half, no more. */
export function domain(core, bands) {
  let [lo, hi] = extremes(core);
  const [blo, bhi] = extremes(bands);
  if (lo > hi) [lo, hi] = [blo, bhi];
  if (lo > hi) return [0, 1];
  const reach = (hi - lo) * 0.5;
  if (blo <= bhi) {
    lo = Math.min(lo, Math.max(blo, lo - reach));
    hi = Math.max(hi, Math.min(bhi, hi + reach));
  }
  const air = (hi - lo) * 0.06 || Math.abs(hi) * 0.1 || 1;
  return [lo - air, hi + air];
}

function extremes(columns) {
  let lo = Infinity;
  let hi = -Infinity;
  for (const c of columns) {
    for (const v of c ?? []) {
      if (v === null || !Number.isFinite(v)) continue;
      if (v < lo) lo = v;
      if (v > hi) hi = v;
    }
  }
  return [lo, hi];
}
