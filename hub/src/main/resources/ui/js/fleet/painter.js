// Draws the cells that are on the screen, one colour after the other.
import { color } from '../page/theme.js';
import { prepare } from '../chart/plot.js';
import { fills, STATES } from '../states.js';
import { duration } from '../format/duration.js';

const AGE = 44;
const BAD = 1; // place of 'bad' among the grades; 'none' is before it

/** Share of the lag bar: nothing below ten minutes, all of it from a day on. */
const share = (lag) => (lag < 600 ? 0 : Math.min(1, 0.2 + (0.8 * Math.log(lag / 600)) / Math.log(144)));

export function paint(canvas, plan, fleet, kinds, { width, height, top }) {
  const ctx = prepare(canvas, width, height);
  const styles = fills(ctx, devicePixelRatio || 1);
  ctx.fillStyle = color('bg');
  ctx.fillRect(0, 0, width, height);
  const gap = plan.w >= 10 ? 2 : 1;
  const box = plan.named ? 14 : plan.w - gap;
  const seen = kinds.list.map(() => []);
  for (const b of plan.blocks) {
    if (b.top > top + height) break;
    if (b.name && b.y - top > 0) heading(ctx, b, top);
    const rows = Math.ceil(b.members.length / plan.cols);
    const from = Math.max(0, Math.floor((top - b.y) / plan.h));
    const to = Math.min(rows, Math.ceil((top + height - b.y) / plan.h));
    for (let k = from * plan.cols; k < Math.min(b.members.length, to * plan.cols); k++) {
      const i = b.members[k];
      seen[kinds.of(i)].push({ i, x: (k % plan.cols) * plan.w, y: b.y + Math.floor(k / plan.cols) * plan.h - top });
    }
  }
  const lift = plan.named ? (plan.h - box) / 2 : 0;
  kinds.list.forEach((kind, c) => {
    ctx.fillStyle = styles[STATES.indexOf(kind.fill)];
    for (const s of seen[c]) ctx.fillRect(s.x, s.y + lift, box, box);
    // Cells that are almost the ground's colour get an edge.
    if (kind.fill === 'expired' || kind.fill === 'missing') {
      ctx.strokeStyle = color(kind.fill === 'expired' ? 'line' : 'line-strong');
      ctx.lineWidth = 1;
      for (const s of seen[c]) ctx.strokeRect(s.x + 0.5, s.y + lift + 0.5, box - 1, box - 1);
    }
    if (kind.mark) for (const s of seen[c]) alarm(ctx, s.x, s.y + lift, box);
  });
  ctx.fillStyle = color('ink');
  for (const s of seen.flat()) {
    if (fleet.grades[s.i] <= BAD) corner(ctx, s.x + box, s.y + lift + box, box * 0.5);
    const l = share(fleet.lags[s.i]);
    if (l > 0) ctx.fillRect(s.x, s.y + lift + box - Math.max(1, box / 8), box * l, Math.max(1, box / 8));
  }
  if (plan.named) names(ctx, plan, fleet, seen.flat());
}

function heading(ctx, b, top) {
  ctx.font = `600 13px ${color('font')}`;
  ctx.textBaseline = 'alphabetic';
  ctx.textAlign = 'left';
  ctx.fillStyle = color('soft');
  ctx.fillText(b.name, 0, b.y - top - 7);
  const wide = ctx.measureText(b.name).width;
  ctx.font = `12px ${color('font')}`;
  ctx.fillStyle = color('faint');
  ctx.fillText(b.members.length.toLocaleString('en-GB'), wide + 8, b.y - top - 7);
}

/** A frame, so that an alarm is told from a failing model without colour. */
function alarm(ctx, x, y, size) {
  ctx.strokeStyle = color('ink');
  const w = Math.max(1, size / 7);
  ctx.lineWidth = w;
  ctx.strokeRect(x + w / 2, y + w / 2, size - w, size - w);
}

function corner(ctx, x, y, size) {
  ctx.beginPath();
  ctx.moveTo(x, y - size);
  ctx.lineTo(x, y);
  ctx.lineTo(x - size, y);
  ctx.fill();
}

function names(ctx, plan, fleet, cells) {
  const size = plan.font;
  ctx.font = `${size}px ${color('font')}`;
  ctx.textBaseline = 'middle';
  for (const { i, x, y } of cells) {
    ctx.textAlign = 'left';
    ctx.fillStyle = color('ink');
    ctx.fillText(clipped(ctx, fleet.names[i], plan.w - 22 - AGE - 26), x + 22, y + plan.h / 2 + 1);
    ctx.textAlign = 'right';
    ctx.fillStyle = color('faint');
    ctx.fillText(duration(fleet.ages[i]), x + plan.w - 14, y + plan.h / 2 + 1);
  }
}

/** The width of a cell with a name and its age. */
export function widest(names, font) {
  const ctx = document.createElement('canvas').getContext('2d');
  ctx.font = `${font}px ${color('font')}`;
  return 22 + AGE + 27 + Math.ceil(names.reduce((most, n) => Math.max(most, ctx.measureText(n).width), 0));
}

/** The end of a name tells more than its beginning: it is cut in the middle. */
function clipped(ctx, text, room) {
  if (ctx.measureText(text).width <= room) return text;
  let keep = text.length - 1;
  let out = text;
  while (keep > 4 && ctx.measureText(out).width > room) {
    keep--;
    out = `${text.slice(0, Math.floor(keep * 0.35))}…${text.slice(text.length - Math.ceil(keep * 0.65))}`;
  }
  return out;
}
