// Every series in columns, read again now and then.
import { useEffect, useRef } from '../html.js';
import { get, path } from '../data/api.js';
import { useData } from '../data/use.js';
import { useStream } from '../data/stream.js';

const PAGE = 10_000;
const MOST = 50_000;
const EVERY = 15_000;
const SOON = 3_000;

/** {names, states, grades, ages, lags, models, groups, total, more}: arrays with one place per series. */
async function load(filter, signal) {
  const out = { names: [], states: [], grades: [], ages: [], lags: [], models: [], groups: [], total: 0, more: false };
  for (let after = null; ; ) {
    const d = await get(path('fleet'), { ...filter, after, limit: PAGE }, signal);
    out.total = d.total;
    out.stateNames = d.state_names;
    out.gradeNames = d.grade_names;
    for (let i = 0; i < d.names.length; i++) {
      out.names.push(d.names[i]);
      out.states.push(d.states[i]);
      out.grades.push(d.grades[i]);
      out.ages.push(d.ages[i]);
      out.lags.push(d.lags[i]);
      out.models.push(d.models[i]);
      out.groups.push(d.group_names[d.groups[i]]);
    }
    after = d.next;
    out.more = after !== null;
    if (!out.more || out.names.length >= MOST) return out;
  }
}

export function useFleet(filter) {
  const data = useData(JSON.stringify(filter), (signal) => load(filter, signal));
  const dirty = useRef(false);
  const read = useRef(0);
  useStream('intervals', () => (dirty.current = true));
  useStream('model', () => (dirty.current = true));
  useStream('event', (e) => e.kind.startsWith('alarm.') && (dirty.current = true));
  useStream('resumed', () => data.reload());
  useEffect(() => {
    const timer = setInterval(() => {
      const since = Date.now() - Math.max(read.current, data.at);
      if (since < (dirty.current ? SOON : EVERY)) return;
      dirty.current = false;
      read.current = Date.now();
      data.reload();
    }, 1000);
    return () => clearInterval(timer);
  }, [data.at]);
  return data;
}
