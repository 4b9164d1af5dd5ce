// How the matrix divides time: round steps on the fixed epoch grid, so that cells are intervals where they can be.
import { DUE, STATES, WIDTH } from '../states.js';

const M = 60_000;
const H = 60 * M;
const D = 24 * H;
const STEPS = [1000, 5000, 10_000, 30_000, M, 2 * M, 5 * M, 10 * M, 15 * M, 20 * M, 30 * M, H, 2 * H, 3 * H, 4 * H, 6 * H, 12 * H, D, 2 * D, 7 * D, 14 * D, 28 * D];

/** {from, to, step, count} for a range on that many pixels, cells at least `least` px wide. */
export function buckets(range, width, least = 3) {
  const want = (range.to - range.from) / Math.max(20, Math.floor(width / least));
  const step = STEPS.find((s) => s >= want * 0.99) ?? Math.ceil(want / D) * D;
  const from = Math.floor(range.from / step) * step;
  const count = Math.max(1, Math.min(2000, Math.ceil((range.to - from) / step)));
  return { from, to: from + count * step, step, count };
}

/** Adds the counts of buckets [a, b) of a row. */
export function sum(counts, a, b) {
  const out = new Array(WIDTH).fill(0);
  for (let i = a * WIDTH; i < b * WIDTH; i++) out[i % WIDTH] += counts[i];
  return out;
}

/**
 * A row's counts where intervals longer than a bucket are seen in all buckets that they span: the server counts an
 * interval in the bucket where it starts.
 */
export function spread(counts, n, step, every) {
  const reach = Math.round(every / step);
  if (reach <= 1) return counts;
  const out = Int32Array.from(counts);
  let last = -1;
  for (let b = 0; b < n; b++) {
    let any = false;
    for (let s = 0; s < WIDTH && !any; s++) any = counts[b * WIDTH + s] > 0;
    if (any) last = b;
    else if (last >= 0 && b - last < reach) for (let s = 0; s < WIDTH; s++) out[b * WIDTH + s] = counts[last * WIDTH + s];
  }
  return out;
}

/** Applies one `intervals` event to a row in place; true if anything changed. */
export function apply(row, grid, event) {
  const to = STATES.indexOf(event.state);
  if (!DUE.includes(to)) return false;
  const sources = to === 4 ? [0, 1, 2, 3, 7] : to === 3 ? [4, 6, 0, 1, 2, 7] : to === 0 ? [3, 4, 6, 7] : [3, 4, 6];
  const from = Date.parse(event.from);
  const until = Date.parse(event.to);
  const every = row.model.every_seconds * 1000 || until - from;
  const first = Math.max(0, Math.floor((from - grid.from) / grid.step));
  const last = Math.min(grid.count - 1, Math.ceil((until - grid.from) / grid.step) - 1);
  let changed = false;
  for (let b = first; b <= last; b++) {
    const start = grid.from + b * grid.step;
    const inside = Math.min(until, start + grid.step) - Math.max(from, start);
    let n = inside >= grid.step ? Infinity : Math.max(1, Math.round(inside / every));
    for (const s of sources) {
      const k = Math.min(n, row.counts[b * WIDTH + s]);
      row.counts[b * WIDTH + s] -= k;
      row.counts[b * WIDTH + to] += k;
      n -= k;
      changed ||= k > 0;
    }
  }
  if (changed) row.cells = null;
  return changed;
}
