// When alarms were open, over the page's time range: one bar per episode, those that overlap under each other.
import { html, useMemo, useRef } from '../html.js';
import { get, path } from '../data/api.js';
import { useData } from '../data/use.js';
import { useStore } from '../store.js';
import { theme, color } from '../page/theme.js';
import { useRange, setRange } from '../time/range.js';
import { useSize } from '../parts/size.js';
import { now } from '../data/status.js';
import { Chart } from '../chart/chart.js';
import { plural } from '../format/number.js';
import { ms, span as spanText } from '../format/instant.js';

const MOST = 1000;
const LANES = 6;
const BAR = 8;

/** [{a, from, to, lane}]: each in the first lane that is free at its begin; the last lane takes what is left over. */
export function lanes(alarms, range, least) {
  const ends = new Array(LANES).fill(-Infinity);
  return alarms
    .map((a) => ({ a, from: ms(a.from), to: a.open ? now() : ms(a.to) }))
    .filter((b) => b.to >= range.from && b.from < range.to)
    .sort((x, y) => x.from - y.from || x.a.id - y.a.id)
    .map((b) => {
      const free = ends.findIndex((e) => e <= b.from);
      const lane = free < 0 ? LANES - 1 : free;
      ends[lane] = Math.max(ends[lane], b.to, b.from + least);
      return { ...b, lane };
    });
}

function bars(list, chosen) {
  return (ctx, s) => {
    for (const { a, from, to, lane } of list) {
      const x = s.x(from);
      const w = Math.max(3, s.x(to) - x);
      const y = s.top + 3 + lane * (BAR + 2);
      ctx.fillStyle = color(a.severity === 'error' ? 'episode' : a.severity === 'warning' ? 'warn' : 'soft');
      ctx.globalAlpha = a.open ? 1 : 0.55;
      ctx.fillRect(x, y, w, BAR);
      ctx.globalAlpha = 1;
      if (a.open) {
        ctx.strokeStyle = color('ink');
        ctx.strokeRect(x + 0.5, y + 0.5, w - 1, BAR - 1);
      }
      if (String(a.id) === chosen) {
        ctx.fillStyle = color('focus');
        ctx.fillRect(x, y + BAR, w, 2);
      }
    }
  };
}

export function AlarmTimeline({ model, chosen, at, open }) {
  const [box, size] = useSize();
  const range = useRange();
  const canvas = useRef();
  const colours = useStore(theme);
  const data = useData(`${model}|${at}`, (signal) => get(path('alarms'), { model, limit: MOST }, signal));
  const width = size.width;
  const left = width < 640 ? 4 : 14;
  const shown = useMemo(() => (data.data && width ? lanes(data.data.items, range, (range.span / width) * 4) : []), [data.data, range.from, range.to, width]);
  const used = Math.max(2, ...shown.map((b) => b.lane + 1));
  const height = 8 + used * (BAR + 2) + 26;
  const draw = useMemo(() => ({ from: range.from, to: range.to, lo: 0, hi: 0.5, now: now(), layers: [bars(shown, chosen)], bare: true }), [shown, range.from, range.to, chosen, colours]);
  const pick = (e) => {
    const r = canvas.current.getBoundingClientRect();
    const t = range.from + ((e.clientX - r.left - left) / (width - left - 4)) * range.span;
    const lane = Math.floor((e.clientY - r.top - 11) / (BAR + 2));
    const slack = (range.span / width) * 4;
    const hit = shown.find((b) => b.lane === lane && t >= b.from - slack && t <= b.to + slack);
    if (hit) open(hit.a.id);
  };
  return html`<div class="alarm-line" ref=${box} onClick=${pick}>${width > 0 && html`<${Chart} canvasRef=${canvas} draw=${draw} width=${width} height=${height} left=${left} right=${4}
      onZoom=${(a, b) => setRange(a, b ?? null)}
      label=${`${plural(shown.length, 'alarm')} in ${spanText(range.from, range.to)}`} />`}</div>`;
}
