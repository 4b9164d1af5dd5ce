import { post, get, path } from '../data/api.js';
import { plural, count } from '../format/number.js';
import { duration } from '../format/duration.js';
import { iso } from '../time/range.js';

export const MODES = [
  ['failed', 'missing and failed'],
  ['only_missing', 'only missing'],
  ['all', 'all, also predicted'],
];

/** Asks the server what a re-run would do (`dryRun`), or starts it. */
export function backfill({ models, from, to }, mode, dryRun) {
  return post(path('backfill'), { models, from: iso(from), to: iso(to), mode, dry_run: dryRun });
}

/** What a plan does, in one sentence. */
export function inWords(plan) {
  const touched = plan.models.filter((m) => m.missing + m.rerun > 0);
  if (plan.intervals === 0) return 'Nothing to re-run here.';
  const lost = plan.models.reduce((n, m) => n + m.lost, 0);
  const moved = plan.models.reduce((n, m) => n + m.moved, 0);
  return [
    `Re-runs ${plural(plan.intervals, 'interval')} of ${plural(touched.length, 'model')}`,
    plan.seconds !== null && plan.seconds !== undefined && plan.seconds >= 0 ? `, about ${duration(Math.max(1, plan.seconds))}` : '',
    moved ? `; ${count(moved)} of them are before the present start, which moves back` : '',
    lost ? `; ${count(lost)} stay as they are because their input has expired` : '',
    '.',
  ].join('');
}

/** How many of a span's intervals have not ended: {left, failed, empty}. */
export async function remaining({ models, from, to }, signal) {
  const out = { left: 0, failed: 0, empty: 0 };
  const wanted = new Set(models);
  const search = models.length === 1 ? models[0] : '';
  for (let offset = 0; ; offset += 500) {
    const m = await get(path('coverage'), { from, to, buckets: 1, search, offset, limit: 500 }, signal);
    for (const row of m.rows) {
      if (wanted.size && !wanted.has(row.model.name)) continue;
      const c = row.counts.flat();
      out.left += c[3] + c[4];
      out.failed += c[2];
      out.empty += c[1];
    }
    if (offset + 500 >= (m.total ?? 0) || m.rows.length === 0) return out;
  }
}
