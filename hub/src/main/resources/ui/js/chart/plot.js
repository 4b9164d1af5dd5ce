// Draws axes, layers and the now line of a time chart on a canvas.
import { color } from '../page/theme.js';
import { timeTicks } from '../time/ticks.js';
import { valueTicks, scales } from './scale.js';

/** Sizes a canvas for the screen's pixels and returns its context in css pixels. */
export function prepare(canvas, width, height) {
  const ratio = devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const ctx = canvas.getContext('2d');
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  return ctx;
}

const fontOf = (size) => `${size}px ${color('font')}`;

/** Draws a chart: {width, height, left, right, from, to, lo, hi, unit, now, layers, axis, bare: without values' axis}. Returns its scales. */
export function plot(canvas, o) {
  const ctx = prepare(canvas, o.width, o.height);
  const font = fontOf(o.width < 500 ? 12 : o.width > 1900 ? 14 : 12);
  const top = 8;
  const height = o.height - top - (o.axis === false ? 4 : 20);
  const width = o.width - o.left - o.right;
  const box = { left: o.left, top, width, height };
  const s = { ...scales({ ...o, ...box }), ...box, font, ground: color('bg') };
  ctx.fillStyle = color('bg');
  ctx.fillRect(0, 0, o.width, o.height);
  ctx.font = font;
  if (!o.bare) values(ctx, s, o);
  if (o.axis !== false) times(ctx, s, o);
  ctx.save();
  ctx.beginPath();
  ctx.rect(o.left, top - 4, width, height + 8);
  ctx.clip();
  for (const layer of o.layers) layer?.(ctx, s);
  ctx.restore();
  if (o.now > o.from && o.now < o.to) nowLine(ctx, s, o.now, o.axis !== false && !o.bare);
  return s;
}

function values(ctx, s, o) {
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  for (const { v, label } of valueTicks(o.lo, o.hi, Math.max(s.height < 48 ? 2 : 3, s.height / 44))) {
    const y = Math.round(s.y(v)) + 0.5;
    ctx.fillStyle = color('grid');
    ctx.fillRect(s.left, y - 0.5, s.width, 1);
    ctx.fillStyle = color('faint');
    ctx.fillText(label, s.left - 8, y);
  }
}

function times(ctx, s, o) {
  ctx.textBaseline = 'top';
  const base = s.top + s.height;
  for (const k of timeTicks(o.from, o.to, s.width, 80)) {
    const x = Math.round(s.x(k.t));
    ctx.fillStyle = color(k.major ? 'line' : 'grid');
    ctx.fillRect(x, s.top, 1, s.height);
    ctx.fillStyle = color('line-strong');
    ctx.fillRect(x, base, 1, 4);
    if (x > s.left + s.width - 14 || x < s.left + 4) continue;
    ctx.textAlign = 'center';
    ctx.fillStyle = color(k.major ? 'soft' : 'faint');
    ctx.fillText(k.label, x, base + 6);
  }
  ctx.fillStyle = color('line-strong');
  ctx.fillRect(s.left, base, s.width, 1);
}

function nowLine(ctx, s, t, word) {
  const x = Math.round(s.x(t));
  ctx.fillStyle = color('soft');
  ctx.fillRect(x, s.top, 1, s.height);
  if (!word) return;
  ctx.textAlign = 'right';
  ctx.textBaseline = 'top';
  // On a ground of its own: marks and frames may lie under it.
  const wide = ctx.measureText('now').width;
  ctx.fillStyle = s.ground;
  ctx.globalAlpha = 0.85;
  ctx.fillRect(x - 6 - wide, s.top + 2, wide + 4, parseInt(s.font, 10) + 4);
  ctx.globalAlpha = 1;
  ctx.fillStyle = color('soft');
  ctx.fillText('now', x - 4, s.top + 4);
}
