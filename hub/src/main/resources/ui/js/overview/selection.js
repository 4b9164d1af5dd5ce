// What is selected in the matrix lives in the address: sel=<from>_<to>, on=<model>,<model>.
import { useMemo } from '../html.js';
import { useParam, setParams } from '../page/address.js';
import { iso } from '../time/range.js';
import { sum } from './buckets.js';
import { WIDTH } from '../states.js';

export function useSelection() {
  const sel = useParam('sel');
  const on = useParam('on');
  return useMemo(() => {
    if (!sel || !on) return null;
    const [from, to] = sel.split('_').map((s) => Date.parse(s));
    return from < to ? { from, to, models: on.split(',').map(decodeURIComponent) } : null;
  }, [sel, on]);
}

export function select(from, to, models) {
  setParams({ sel: `${iso(from)}_${iso(to)}`, on: models.map((m) => m.replace(/[%,]/g, encodeURIComponent)).join(','), why: null }, { replace: true });
}

export const clearSelection = () => setParams({ sel: null, on: null, why: null }, { replace: true });

/** Counts per state of the selected cells that are loaded. */
export function selectedCounts(selection, matrix) {
  const g = matrix.grid;
  const a = Math.max(0, Math.floor((selection.from - g.from) / g.step));
  const b = Math.min(g.count, Math.ceil((selection.to - g.from) / g.step));
  const wanted = new Set(selection.models);
  const out = new Array(WIDTH).fill(0);
  let found = 0;
  for (const row of matrix.rows ?? []) {
    if (!wanted.has(row.model.name)) continue;
    found++;
    if (b > a) sum(row.counts, a, b).forEach((n, s) => (out[s] += n));
  }
  return { counts: out, found };
}
