// A time chart: one canvas, a shared cursor, dragging to zoom, Shift + dragging to ask why.
import { html, useRef, useLayoutEffect, useState } from '../html.js';
import { useStore } from '../store.js';
import { theme } from '../page/theme.js';
import { useZone } from '../format/instant.js';
import { cursor } from './cursor.js';
import { plot } from './plot.js';
import { SaveMenu } from './menu.js';

/**
 * `draw` is the argument of plot() without sizes; `label` says in words what the picture shows; `name` is what it is saved
 * as, and `rows()` its values for a CSV.
 */
export function Chart({ draw, width, height, left, right, onZoom, onWhy, label, canvasRef, name, rows }) {
  const own = useRef();
  const canvas = canvasRef ?? own;
  const scale = useRef(null);
  const [box, setBox] = useState(null);
  const start = useRef(null);
  const colours = useStore(theme);
  const zone = useZone();
  useLayoutEffect(() => {
    scale.current = plot(canvas.current, { ...draw, width, height, left, right });
  }, [draw, width, height, left, right, colours, zone]);
  const px = (e) => {
    const r = canvas.current.getBoundingClientRect();
    return Math.max(left, Math.min(width - right, e.clientX - r.left));
  };
  const down = (e) => {
    if (e.button || e.pointerType === 'touch') return;
    start.current = { x: px(e), why: e.shiftKey };
    e.currentTarget.setPointerCapture(e.pointerId);
  };
  const move = (e) => {
    const x = px(e);
    cursor.set(scale.current.t(x));
    const a = start.current;
    if (a && Math.abs(x - a.x) > 3) setBox({ x: Math.min(a.x, x), w: Math.abs(x - a.x), why: a.why });
  };
  const up = (e) => {
    const a = start.current;
    start.current = null;
    setBox(null);
    if (!a) return;
    // Ends at whole minutes where a minute is less than a pixel: addresses and words stay short.
    const grain = (draw.to - draw.from) / width > 60_000 ? 60_000 : 1000;
    const [f, t] = [Math.min(a.x, px(e)), Math.max(a.x, px(e))].map((v) => Math.round(scale.current.t(v) / grain) * grain);
    if (t - f < ((draw.to - draw.from) / width) * 5) return;
    (a.why ? onWhy : onZoom)?.(f, t);
  };
  return html`<div class="chart" onPointerDown=${down} onPointerMove=${move} onPointerUp=${up}
      onPointerLeave=${() => start.current || cursor.set(null)} onDblClick=${() => onZoom?.(null)}>
    <canvas ref=${canvas} role="img" aria-label=${label}></canvas>
    <${CursorLine} scale=${scale} from=${draw.from} to=${draw.to} left=${left} span=${width - left - right} />
    ${name && html`<${SaveMenu} canvas=${canvas} name=${name} rows=${rows} />`}
    ${box && html`<div class="chart-brush ${box.why ? 'why' : ''}" style=${{ left: box.x, width: box.w }}></div>`}
  </div>`;
}

export function CursorLine({ from, to, left, span }) {
  const t = useStore(cursor);
  if (t === null || t < from || t > to) return null;
  return html`<div class="chart-cursor" style=${{ left: left + ((t - from) / (to - from)) * span }}></div>`;
}
