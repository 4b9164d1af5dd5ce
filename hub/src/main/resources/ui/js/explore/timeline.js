// The time to choose from: alarms that began, and what is chosen. Dragging chooses.
import { html, useMemo, useRef } from '../html.js';
import { get, path } from '../data/api.js';
import { useData } from '../data/use.js';
import { useStore } from '../store.js';
import { theme, color } from '../page/theme.js';
import { now } from '../data/status.js';
import { Chart } from '../chart/chart.js';
import { bars } from '../chart/layers.js';
import { plural } from '../format/number.js';
import { span as spanText } from '../format/instant.js';

const BINS = 120;
const MOST = 1000;

async function load(range, signal) {
  const out = [];
  for (let before = null; out.length < 10 * MOST; ) {
    const d = await get(path('alarms'), { before_id: before, limit: MOST }, signal);
    out.push(...d.items.map((a) => Date.parse(a.from)));
    if (!d.next || d.items.every((a) => Date.parse(a.from) < range.from)) break;
    before = d.next;
  }
  return out.filter((t) => t >= range.from && t < range.to);
}

/** What is chosen, as a frame over the whole height. */
function chosen(span) {
  return (ctx, s) => {
    const a = s.x(span.from);
    const w = Math.max(2, s.x(span.to) - a);
    ctx.fillStyle = color('focus');
    ctx.globalAlpha = 0.18;
    ctx.fillRect(a, s.top, w, s.height);
    ctx.globalAlpha = 1;
    ctx.fillRect(a, s.top, w, 2);
    ctx.fillRect(a, s.top + s.height - 2, w, 2);
  };
}

export function Timeline({ range, span, width, onChoose }) {
  const colours = useStore(theme);
  const canvas = useRef();
  const grain = range.span / 200;
  const alarms = useData(`${Math.floor(range.from / grain)}|${Math.round(range.span)}`, (signal) => load(range, signal));
  const found = alarms.data ?? [];
  const step = range.span / BINS;
  const bins = useMemo(() => {
    const from = Math.floor(range.from / step) * step;
    const out = new Array(BINS + 1).fill(0);
    for (const t of found) out[Math.min(BINS, Math.floor((t - from) / step))]++;
    return { times: out.map((_, i) => from + i * step), counts: out };
  }, [found, range.from, step]);
  const draw = useMemo(() => ({
    from: range.from, to: range.to, lo: 0, hi: Math.max(4, ...bins.counts) * 1.1, now: now(),
    layers: [bars(bins.times, bins.counts, { color: color('episode'), step }), chosen(span)],
  }), [bins, span.from, span.to, range.from, range.to, colours]);
  return html`<${Chart} canvasRef=${canvas} draw=${draw} width=${width} height=${96} left=${34} right=${4} onZoom=${(a, b) => a && onChoose(a, b)}
      name="alarms" rows=${() => [['from', 'alarms'], ...bins.times.map((t, i) => [new Date(t).toISOString(), bins.counts[i]])]}
      label=${`${plural(found.length, 'alarm')} began in ${spanText(range.from, range.to)}; chosen: ${spanText(span.from, span.to)}`} />
    <p class="hint explore-hint">Drag to choose a range; ${alarms.data ? (found.length ? `${plural(found.length, 'alarm')} began in what is shown` : 'no alarm began in what is shown') : ''}.</p>`;
}
