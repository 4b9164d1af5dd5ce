const UNITS = { w: 604800, d: 86400, h: 3600, m: 60, min: 60, s: 1, ms: 0.001 };

/** Seconds in words of one or two parts: 40 s, 4 min, 1.5 h, 3 d. */
export function duration(seconds) {
  if (seconds === null || seconds === undefined || Number.isNaN(seconds)) return '–';
  const s = Math.abs(seconds);
  if (s < 1) return s === 0 ? '0 s' : '< 1 s';
  if (s < 90) return `${Math.round(s)} s`;
  if (s < 90 * 60) return `${Math.round(s / 60)} min`;
  if (s < 36 * 3600) return `${trim(s / 3600)} h`;
  return `${trim(s / 86400)} d`;
}

/** How long something took: 12 ms, 1.2 s. */
export const took = (seconds) => (seconds < 1 ? `${Math.max(1, Math.round(seconds * 1000))} ms` : `${trim(seconds)} s`);

const trim = (v) => (v >= 10 ? Math.round(v).toString() : v.toFixed(1).replace('.0', ''));

/** Seconds of a duration text such as 30m, 1h30m, PT30M; NaN if it is none. */
export function parseDuration(text) {
  if (typeof text === 'number') return text;
  const s = String(text ?? '').trim().replace(/^P(\d+D)?T?/i, (m, d) => d ?? '').toLowerCase();
  const parts = [...s.matchAll(/(\d+(?:\.\d+)?)(ms|min|[wdhms])/g)];
  if (!parts.length || parts.map((p) => p[0]).join('') !== s) return NaN;
  return parts.reduce((sum, p) => sum + p[1] * UNITS[p[2]], 0);
}

/** A duration text of the server in words: 30m -> 30 min. */
export function words(text) {
  const s = parseDuration(text);
  if (Number.isNaN(s)) return String(text ?? '–');
  for (const [u, n] of [['d', 86400], ['h', 3600], ['min', 60], ['s', 1]]) {
    if (s >= n && Number.isInteger(s / n)) return `${s / n} ${u}`;
  }
  return duration(s);
}
