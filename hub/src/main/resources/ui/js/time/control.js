// The one time range control of a page.
import { html, useState, useEffect, useRef } from '../html.js';
import { useRange, setRange, setLive, resolve, pan, zoom, iso } from './range.js';
import { useZone, localName, span as spanText, date, clock } from '../format/instant.js';
import { setParams, useAddress } from '../page/address.js';
import { useKeys } from '../page/keys.js';

const PRESETS = [['1 hour', '-1h'], ['6 hours', '-6h'], ['24 hours', '-24h'], ['3 days', '-3d'], ['7 days', '-7d'], ['14 days', '-14d'], ['30 days', '-30d'], ['90 days', '-90d']];
const NAMES = { h: 'hours', d: 'days', m: 'minutes', w: 'weeks', s: 'seconds' };

function label(range) {
  if (!range.live) return spanText(range.from, range.to);
  const preset = PRESETS.find(([, v]) => v === range.texts.from);
  if (range.texts.to !== 'now') return `${range.texts.from} to ${range.texts.to}`;
  if (preset) return `last ${preset[0]}`.replace('last 1 hour', 'last hour');
  const m = /^-(\d+)([smhdw])$/.exec(range.texts.from);
  return m ? `last ${m[1]} ${NAMES[m[2]]}` : `${range.texts.from} to now`;
}

export function TimeControl() {
  const [open, setOpen] = useState(false);
  const range = useRange();
  const zone = useZone();
  useAddress();
  const box = useRef();
  useEffect(() => {
    if (!open) return undefined;
    const away = (e) => box.current?.contains(e.target) || setOpen(false);
    addEventListener('pointerdown', away);
    return () => removeEventListener('pointerdown', away);
  }, [open]);
  useKeys({
    '[': () => pan(-0.25),
    ']': () => pan(0.25),
    '+': () => zoom(0.5),
    '=': () => zoom(0.5),
    '-': () => zoom(2),
    '.': () => setLive(true),
    Escape: () => (open ? setOpen(false) : false),
  });
  return html`<div class="time" ref=${box}>
    <button class="time-range" aria-expanded=${open} aria-haspopup="dialog" onClick=${() => setOpen(!open)}
      title="Time range ([ ] move, + - zoom, . now)">${label(range)}<i class="caret" aria-hidden="true"></i></button>
    <button class="live ${range.live ? 'on' : ''}" aria-pressed=${range.live} onClick=${() => setLive(!range.live)}
      title=${range.live ? 'Follows now; press to freeze' : 'Frozen; press to follow now'}><i aria-hidden="true"></i>${range.live ? 'live' : 'frozen'}</button>
    <button class="zone" onClick=${() => setParams({ tz: zone === 'local' ? null : 'local' }, { replace: true })}
      title="Times are shown in ${zone === 'local' ? localName() : 'UTC'}; press to change">${zone === 'local' ? localName() : 'UTC'}</button>
    ${open && html`<${Panel} range=${range} close=${() => setOpen(false)} />`}
  </div>`;
}

function Panel({ range, close }) {
  const shown = (t) => `${date(t)} ${clock(t)}`;
  const [from, setFrom] = useState(range.live ? range.texts.from : shown(range.from));
  const [to, setTo] = useState(range.live ? range.texts.to : shown(range.to));
  const [problem, setProblem] = useState('');
  const zone = useZone();
  const read = (s) => {
    const local = zone === 'local' && /^\d{4}-\d\d-\d\d[ T]\d/.test(s);
    return local ? Date.parse(s.replace(' ', 'T')) : resolve(s);
  };
  const apply = (e) => {
    e.preventDefault();
    const a = read(from);
    const b = read(to);
    if (Number.isNaN(a) || Number.isNaN(b)) setProblem(`'${Number.isNaN(a) ? from : to}' is not a time: write -7d, now or 2026-01-31 08:00`);
    else if (a >= b) setProblem('The range ends before it begins');
    else {
      setRange(/^[-+n]/.test(from) ? from : iso(a), /^[-+n]/.test(to) ? to : iso(b));
      close();
    }
  };
  return html`<div class="panel" role="dialog" aria-label="Time range">
    <div class="presets">${PRESETS.map(([name, v]) => html`<button key=${v} aria-pressed=${range.live && range.texts.from === v}
      onClick=${() => (setRange(v, 'now'), close())}>last ${name === '1 hour' ? 'hour' : name}</button>`)}</div>
    <form onSubmit=${apply}>
      <label>From<input value=${from} onInput=${(e) => setFrom(e.target.value)} /></label>
      <label>To<input value=${to} onInput=${(e) => setTo(e.target.value)} /></label>
      <p class="hint">Relative (<code>-36h</code>, <code>now</code>) or absolute (<code>2026-01-31 08:00</code>, ${zone === 'local' ? localName() : 'UTC'}).</p>
      ${problem && html`<p class="problem" role="alert">${problem}</p>`}
      <button class="primary" type="submit">Show</button>
    </form>
  </div>`;
}
