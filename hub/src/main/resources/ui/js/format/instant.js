// Instants as text in the page's time zone: UTC or the browser's own, always named.
import { useParam, param } from '../page/address.js';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (n) => String(n).padStart(2, '0');

export const isLocal = () => param('tz', 'utc') === 'local';
export const useZone = () => useParam('tz', 'utc');
export const localName = () => Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'local';
export const zoneName = () => (isLocal() ? localName() : 'UTC');

/** Calendar fields of an instant (epoch ms) in the page's zone. */
export function fields(ms, local = isLocal()) {
  const d = new Date(ms);
  return local
    ? { y: d.getFullYear(), mo: d.getMonth(), d: d.getDate(), h: d.getHours(), mi: d.getMinutes(), s: d.getSeconds(), wd: d.getDay() }
    : { y: d.getUTCFullYear(), mo: d.getUTCMonth(), d: d.getUTCDate(), h: d.getUTCHours(), mi: d.getUTCMinutes(), s: d.getUTCSeconds(), wd: d.getUTCDay() };
}

export const ms = (v) => (typeof v === 'number' ? v : Date.parse(v));

export function clock(v, seconds = false) {
  const f = fields(ms(v));
  return `${two(f.h)}:${two(f.mi)}${seconds ? `:${two(f.s)}` : ''}`;
}

export function day(v) {
  const f = fields(ms(v));
  return `${DAYS[f.wd]} ${f.d} ${MONTHS[f.mo]}`;
}

export function date(v) {
  const f = fields(ms(v));
  return `${f.y}-${two(f.mo + 1)}-${two(f.d)}`;
}

/** 2026-01-02 03:04, with seconds if there are any. */
export function stamp(v) {
  if (v === null || v === undefined || v === '') return '–';
  return `${date(v)} ${clock(v, ms(v) % 60000 !== 0)}`;
}

/** A span without saying anything twice: Mon 2 Jan 03:00 – 04:00. */
export function span(from, to) {
  const a = ms(from);
  const b = ms(to);
  const sec = a % 60000 !== 0 || b % 60000 !== 0;
  return date(a) === date(b)
    ? `${day(a)} ${clock(a, sec)} – ${clock(b, sec)}`
    : `${day(a)} ${clock(a, sec)} – ${day(b)} ${clock(b, sec)}`;
}

export const monthName = (m) => MONTHS[m];
export const dayName = (d) => DAYS[d];
