// Numbers with sensible digits, units always apart by a thin space.
const SI = [[1e12, 'T'], [1e9, 'G'], [1e6, 'M'], [1e3, 'k']];

/** Three to four significant digits: 1.24 k, 0.0312, 98.2. */
export function short(v) {
  if (v === null || v === undefined || Number.isNaN(v)) return '–';
  const a = Math.abs(v);
  if (a === 0) return '0';
  for (const [k, p] of SI) if (a >= k * 0.99995 && (k > 1e3 || a >= 1e4)) return `${digits(v / k)} ${p}`;
  if (a < 1e-4) return v.toExponential(2);
  return digits(v);
}

function digits(v) {
  const a = Math.abs(v);
  const n = a >= 1000 ? 0 : a >= 100 ? 1 : a >= 1 ? 2 : a >= 0.1 ? 3 : 4;
  const s = v.toFixed(n);
  return s.includes('.') ? s.replace(/\.?0+$/, '') : s;
}

/** A count with separators: 4,310. */
export function count(n) {
  return n === null || n === undefined ? '–' : Math.round(n).toLocaleString('en-GB');
}

/** A share that never rounds up to 100 % while something is missing. */
export function percent(share) {
  if (share === null || share === undefined) return '–';
  if (share === 1) return '100 %';
  const p = share * 100;
  const n = p >= 99 || p < 10 ? 2 : 1;
  const k = 10 ** n;
  return `${(p > 50 ? Math.floor(p * k) / k : p).toFixed(n)} %`;
}

/** A value with its unit. */
export const withUnit = (v, unit) => (unit ? `${short(v)} ${unit}` : short(v));

export const plural = (n, one, many = `${one}s`) => `${count(n)} ${n === 1 ? one : many}`;

/** A score with two digits, so that what is just above the limit of 1 does not look like it. */
export const score = (v) => (v === null || v === undefined || Number.isNaN(v) ? '–' : v >= 100 ? short(v) : v > 1 && v < 1.005 ? v.toFixed(3) : v.toFixed(2));

/** A rate: whole numbers from ten on. */
export const rate = (v) => (v >= 10 ? count(v) : short(v));
