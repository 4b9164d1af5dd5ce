// Thin bands under a chart, on the same time axis.
import { html, useRef, useLayoutEffect } from '../html.js';
import { useStore } from '../store.js';
import { theme, color } from '../page/theme.js';
import { fills, STATES } from '../states.js';
import { prepare } from './plot.js';
import { cursor } from './cursor.js';
import { CursorLine } from './chart.js';

/** `paint(ctx, x, width, height)` draws; `x` maps times to pixels. */
export function Ribbon({ name, note, from, to, left, width, right, height = 14, paint, label }) {
  const ref = useRef();
  const colours = useStore(theme);
  const span = width - left - right;
  useLayoutEffect(() => {
    const ctx = prepare(ref.current, span, height);
    ctx.fillStyle = color('cell-off');
    ctx.fillRect(0, 0, span, height);
    paint(ctx, (t) => ((t - from) / (to - from)) * span, span, height);
  }, [paint, from, to, span, height, colours]);
  const move = (e) => {
    const r = ref.current.getBoundingClientRect();
    cursor.set(from + ((e.clientX - r.left) / r.width) * (to - from));
  };
  return html`<div class="ribbon" onPointerMove=${move} onPointerLeave=${() => cursor.set(null)}>
    <span class="ribbon-name" style=${{ width: left }}>${name}</span>
    <canvas ref=${ref} role="img" aria-label=${label}></canvas>
    ${right > 40 && html`<span class="ribbon-note" style=${{ width: right }}>${note}</span>`}
    <${CursorLine} from=${from} to=${to} left=${left} span=${span} />
  </div>`;
}

/** Data present or not. */
export function gradePaint(present) {
  return (ctx, x, w, h) => {
    ctx.fillStyle = color('actual-band');
    for (const p of present) ctx.fillRect(x(p.from), 3, Math.max(1, x(p.to) - x(p.from)), h - 6);
  };
}

/** Scores as bars; above the limit of 1 they change colour and reach over the line. */
export function scorePaint(times, scores, step) {
  return (ctx, x, w, h) => {
    const limit = h * 0.45;
    for (let i = 0; i < times.length; i++) {
      const v = scores[i];
      if (v === null || !Number.isFinite(v)) continue;
      const tall = v <= 1 ? Math.max(1, v * (h - limit)) : h - limit + Math.min(limit, (v - 1) * limit);
      ctx.fillStyle = color(v > 1 ? 'episode' : 'actual-band');
      ctx.fillRect(x(times[i]), h - tall, Math.max(1, x(times[i] + step) - x(times[i])), tall);
    }
    ctx.fillStyle = color('line-strong');
    ctx.fillRect(0, Math.round(limit), w, 1);
  };
}

/** Which revision predicted: its number, and over it the states that are not predicted. */
export function revisionPaint(segments) {
  return (ctx, x, w, h) => {
    const styles = fills(ctx, 1);
    const spans = [];
    for (const s of segments) {
      if (s.state === 'not_due' || s.state === 'expired') continue;
      const from = Date.parse(s.from);
      const to = Date.parse(s.to);
      const last = spans.at(-1);
      if (last && last.revision === s.revision) last.to = Math.max(last.to, to);
      else spans.push({ revision: s.revision, from, to });
    }
    for (const p of spans) {
      ctx.fillStyle = color(p.revision % 2 ? 'pressed' : 'line-strong');
      ctx.fillRect(x(p.from), 0, x(p.to) - x(p.from), h);
    }
    for (const s of segments) {
      const style = styles[STATES.indexOf(s.state)];
      if (!style || s.state === 'predicted' || s.state === 'expired') continue;
      ctx.fillStyle = style;
      ctx.fillRect(x(Date.parse(s.from)), 0, Math.max(1, x(Date.parse(s.to)) - x(Date.parse(s.from))), h);
    }
    ctx.font = `11px ${color('font')}`;
    ctx.textBaseline = 'middle';
    ctx.fillStyle = color('soft');
    for (const p of spans) if (x(p.to) - Math.max(0, x(p.from)) > 26) ctx.fillText(`r${p.revision}`, Math.max(0, x(p.from)) + 4, h / 2 + 0.5);
  };
}
