// Draws rows of the matrix on a canvas: runs of equal cells as one rectangle, single pixels where rows are thin.
import { DUE, fills, flat, WIDTH, WORST_FIRST } from '../states.js';
import { color } from '../page/theme.js';
import { spread } from './buckets.js';

/**
 * What each cell of a row shows, one number per bucket: base state + 8 * accent state + 64 * share of the accent in
 * quarters. The accent is the state that needs somebody most; it is never averaged away. -1 is nothing.
 */
export function cells(row, grid) {
  if (row.cells) return row.cells;
  const counts = spread(row.counts, grid.count, grid.step, (row.model.every_seconds || 0) * 1000);
  const out = new Int16Array(grid.count);
  for (let b = 0; b < grid.count; b++) {
    let total = 0;
    let base = -1;
    let most = 0;
    // What is not due yet or has expired says nothing where something else is known.
    for (const s of DUE) {
      const n = counts[b * WIDTH + s];
      total += n;
      if (n > most) {
        most = n;
        base = s;
      }
    }
    if (base < 0) {
      out[b] = counts[b * WIDTH + 5] > 0 ? 5 + 8 * 5 : -1;
      continue;
    }
    const accent = WORST_FIRST.find((s) => counts[b * WIDTH + s] > 0);
    out[b] = base + 8 * accent + (accent === base ? 0 : 64 * Math.max(1, Math.round((counts[b * WIDTH + accent] / total) * 4)));
  }
  row.cells = out;
  return out;
}

/** Draws `items` ({row, y, h} in css px) on a canvas of that css size; `wide` lets cells grow with their rows. */
export function paint(canvas, width, height, grid, items, wide = false) {
  const ratio = devicePixelRatio || 1;
  const w = Math.round(width * ratio);
  const h = Math.round(height * ratio);
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const ctx = canvas.getContext('2d', { alpha: false });
  ctx.fillStyle = color('bg');
  ctx.fillRect(0, 0, w, h);
  if (!items.length) return;
  if (items[0].h < 5) thin(ctx, w, h, grid, items, ratio);
  else tall(ctx, w, grid, items, ratio, wide);
}

function tall(ctx, w, grid, items, ratio, wide) {
  const styles = fills(ctx, ratio);
  const quiet = color('cell-off');
  const cell = w / grid.count;
  const gap = cell >= 6 * ratio ? Math.round(ratio) : 0;
  for (const { row, y, h } of items) {
    const space = wide ? Math.max(2, h * 0.14) : h >= 22 ? Math.max(4, h - (h >= 36 ? 24 : 18)) : h >= 16 ? 3 : h >= 9 ? 2 : 1;
    const top = Math.round((y + space / 2) * ratio);
    const tall = Math.max(1, Math.round((h - space) * ratio));
    ctx.fillStyle = quiet;
    ctx.fillRect(0, top, w, tall);
    const code = cells(row, grid);
    for (let b = 0; b < grid.count; ) {
      const c = code[b];
      let e = b + 1;
      if (gap === 0) while (e < grid.count && code[e] === c) e++;
      if (c >= 0) {
        const x = Math.round(b * cell);
        const wide = Math.max(1, Math.round(e * cell) - x - gap);
        const base = styles[c & 7];
        if (base) {
          ctx.fillStyle = base;
          ctx.fillRect(x, top, wide, tall);
        }
        const share = c >> 6;
        const accent = styles[(c >> 3) & 7];
        if (share && accent) {
          const part = Math.round(tall * Math.max(0.4, share / 4));
          ctx.fillStyle = accent;
          ctx.fillRect(x, top + tall - part, wide, part);
        }
      }
      b = e;
    }
  }
}

/** The pixels of the last thin drawing, kept because a matrix of a thousand rows takes megabytes. */
let sheet = null;

/** Rows of a pixel or few: written as pixels, the worst state of each cell. */
function thin(ctx, w, h, grid, items, ratio) {
  const colors = Uint32Array.from(flat(), (c) => (c ? abgr(ctx, c) : 0));
  const off = abgr(ctx, color('cell-off'));
  if (!sheet || sheet.image.width !== w || sheet.image.height !== h) {
    const image = ctx.createImageData(w, h);
    sheet = { image, px: new Uint32Array(image.data.buffer) };
  }
  const { image, px } = sheet;
  px.fill(abgr(ctx, color('bg')));
  const column = new Int32Array(w);
  for (let x = 0; x < w; x++) column[x] = Math.min(grid.count - 1, Math.floor((x * grid.count) / w));
  for (const { row, y, h: tall } of items) {
    const code = cells(row, grid);
    const top = Math.max(0, Math.round(y * ratio));
    const end = Math.min(h, Math.max(top + 1, Math.round((y + tall) * ratio) - (tall * ratio >= 3 ? 1 : 0)));
    for (let x = 0, at = top * w; x < w; x++, at++) {
      const c = code[column[x]];
      px[at] = c < 0 ? off : colors[(c >> 3) & 7];
    }
    for (let line = top + 1; line < end; line++) px.copyWithin(line * w, top * w, top * w + w);
  }
  ctx.putImageData(image, 0, 0);
}

function abgr(ctx, css) {
  ctx.fillStyle = css;
  const n = parseInt(ctx.fillStyle.slice(1), 16);
  return (0xff000000 | ((n & 0xff) << 16) | (n & 0xff00) | (n >> 16)) >>> 0;
}
