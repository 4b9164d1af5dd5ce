// The rows of the matrix: loaded page by page, kept fresh by events, re-read when they may have drifted.
import { useState, useEffect, useRef } from '../html.js';
import { get, path } from '../data/api.js';
import { useStream } from '../data/stream.js';
import { apply } from './buckets.js';

const PAGE = 200;
export const MOST = 2000;

async function load(grid, filter, signal, show) {
  const rows = [];
  let total = Infinity;
  while (rows.length < Math.min(total, MOST)) {
    const m = await get(path('coverage'), { from: grid.from, to: grid.to, buckets: grid.count, ...filter, offset: rows.length, limit: PAGE }, signal);
    for (const r of m.rows) rows.push({ model: r.model, counts: Int32Array.from(r.counts.flat()), cells: null });
    total = m.total ?? rows.length;
    if (m.rows.length === 0) break;
    show({ rows: rows.slice(), total, grid });
  }
  if (!rows.length) show({ rows, total: 0, grid });
}

/**
 * {rows, total, grid, error, slow, at, version}. Rows change in place when events arrive; `version` then rises, so
 * that only the canvas is drawn again.
 */
export function useMatrix(grid, filter) {
  const [state, setState] = useState({ rows: null, total: 0, grid, error: null, slow: false, at: 0 });
  const [version, setVersion] = useState(0);
  const [turn, setTurn] = useState(0);
  const current = useRef(null);
  const frame = useRef(0);
  const key = grid && JSON.stringify([grid.from, grid.step, grid.count, filter]);
  useEffect(() => {
    if (!key) return undefined;
    const stop = new AbortController();
    const slow = setTimeout(() => setState((s) => ({ ...s, slow: !s.rows })), 100);
    const first = !current.current || current.current.key !== key;
    let kept = null;
    load(grid, filter, stop.signal, (got) => {
      kept = got;
      if (first || got.rows.length >= Math.min(got.total, MOST)) publish(got);
    }).then(() => kept && publish(kept), (error) => stop.signal.aborted || setState((s) => ({ ...s, error, slow: false })));
    function publish(got) {
      clearTimeout(slow);
      if (stop.signal.aborted) return;
      current.current = { key, byName: new Map(got.rows.map((r) => [r.model.name, r])), grid };
      setState({ ...got, error: null, slow: false, at: Date.now() });
    }
    return () => {
      clearTimeout(slow);
      stop.abort();
    };
  }, [key, turn]);
  // Counts changed by events drift a little (an event does not say which intervals of a bucket it meant): they are read
  // again now and then. A model that is not known yet is read at once.
  const soon = useRef(0);
  const readIn = (ms) => {
    const at = Date.now() + ms;
    if (soon.current && soon.current.at <= at) return;
    clearTimeout(soon.current?.timer);
    soon.current = { at, timer: setTimeout(() => {
      soon.current = 0;
      setTurn((n) => n + 1);
    }, ms) };
  };
  useEffect(() => () => clearTimeout(soon.current?.timer), []);
  useStream('intervals', (e) => {
    const now = current.current;
    if (!now) return;
    const row = now.byName.get(e.model);
    if (!row) {
      if (!filter.search && !filter.health && now.byName.size < MOST) readIn(400);
      return;
    }
    readIn(now.byName.size > PAGE ? 10_000 : 2_500);
    if (apply(row, now.grid, e) && !frame.current) {
      frame.current = requestAnimationFrame(() => {
        frame.current = 0;
        setVersion((v) => v + 1);
      });
    }
  });
  useStream('model', () => readIn(400));
  useStream('resumed', () => readIn(0));
  return { ...state, version, reload: () => setTurn((n) => n + 1) };
}
