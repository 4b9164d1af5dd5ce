// The page's time range: two texts in the address, relative (-7d, now) or absolute (ISO).
import { useState, useEffect, useMemo } from '../html.js';
import { useAddress, setParams, address } from '../page/address.js';
import { parseDuration } from '../format/duration.js';
import { now } from '../data/status.js';

const DEFAULT = { from: '-7d', to: 'now' };

/** Epoch ms of a text: `now`, `-7d`, `+24h`, ISO or epoch ms; NaN if it is none. */
export function resolve(text, at = now()) {
  const s = String(text).trim();
  if (s === 'now') return at;
  if (/^\d{13}$/.test(s)) return Number(s);
  if (/^[-+]/.test(s)) return at + (s[0] === '-' ? -1000 : 1000) * parseDuration(s.slice(1));
  const zoned = /[zZ]$|[+-]\d\d:?\d\d$/.test(s) ? s : `${s.replace(' ', 'T')}${s.length <= 10 ? 'T00:00' : ''}Z`;
  return Date.parse(zoned);
}

export const iso = (t) => new Date(Math.round(t)).toISOString().replace(/\.000Z$/, 'Z');
const isRelative = (s) => s === 'now' || /^[-+]/.test(s);

function texts(params) {
  const from = params.get('from') ?? DEFAULT.from;
  const to = params.get('to') ?? DEFAULT.to;
  const ok = resolve(from) < resolve(to);
  return ok ? { from, to } : DEFAULT;
}

/** {from, to, span, live, texts}: in live ranges `to` moves on, in steps too small to see. */
export function useRange() {
  const t = texts(useAddress().params);
  const live = isRelative(t.to);
  const span = resolve(t.to) - resolve(t.from);
  const quantum = Math.min(60_000, Math.max(2_000, span / 1500));
  const [tick, setTick] = useState(0);
  useEffect(() => {
    if (!live) return undefined;
    const timer = setInterval(() => setTick((n) => n + 1), quantum);
    return () => clearInterval(timer);
  }, [live, quantum]);
  return useMemo(() => {
    const at = Math.ceil(now() / quantum) * quantum;
    const from = resolve(t.from, at);
    const to = resolve(t.to, at);
    return { from, to, span: to - from, live, texts: t };
  }, [t.from, t.to, live, tick, quantum]);
}

export function currentRange() {
  const t = texts(address.get().params);
  const from = resolve(t.from);
  const to = resolve(t.to);
  return { from, to, span: to - from, live: isRelative(t.to), texts: t };
}

export const setRange = (from, to, options) =>
  setParams({ from: typeof from === 'number' ? iso(from) : from, to: typeof to === 'number' ? iso(to) : to }, options);

const spanText = (ms) => {
  const s = Math.round(ms / 1000);
  for (const [u, n] of [['d', 86400], ['h', 3600], ['m', 60]]) if (s % n === 0 && s >= n) return `${s / n}${u}`;
  return `${s}s`;
};

/** Frozen: the range stops where it is. Live: it ends now and moves on. */
export function setLive(live) {
  const r = currentRange();
  if (live) setRange(`-${spanText(r.span)}`, 'now');
  else setRange(r.from, r.to);
}

/** Moves by a share of the span; stays live only at now. */
export function pan(share) {
  const r = currentRange();
  setRange(r.from + share * r.span, r.to + share * r.span);
}

/** Zooms around the middle, or around now while live. */
export function zoom(factor) {
  const r = currentRange();
  const next = Math.min(Math.max(r.span * factor, 60_000), 10 * 365 * 86400_000);
  if (r.live) setRange(`-${spanText(next)}`, 'now');
  else setRange((r.from + r.to - next) / 2, (r.from + r.to + next) / 2);
}
