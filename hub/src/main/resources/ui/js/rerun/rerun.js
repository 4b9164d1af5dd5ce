// Re-running intervals: what it would do, the go-ahead, and the progress, all where it was asked for.
import { html, useState, useEffect, useRef } from '../html.js';
import { Choice } from '../parts/choice.js';
import { May } from '../page/person.js';
import { useStream } from '../data/stream.js';
import { count } from '../format/number.js';
import { MODES, backfill, inWords, remaining } from './plan.js';

/** `span` is {models, from, to}; `prefer` the first mode; `done` is called when all intervals have ended. */
export const Rerun = (props) => html`<${May} role="write" what="Re-running"><${Ask} ...${props} /><//>`;

function Ask({ span, prefer = 'failed', close, done }) {
  const [mode, setMode] = useState(prefer);
  const [plan, setPlan] = useState(null);
  const [error, setError] = useState(null);
  const [run, setRun] = useState(null);
  const key = JSON.stringify(span);
  const go = useRef();
  useEffect(() => {
    let gone = false;
    setPlan(null);
    setError(null);
    setRun(null);
    backfill(span, mode, true).then((p) => {
      if (gone) return;
      setPlan(p);
      requestAnimationFrame(() => go.current?.focus());
    }, (e) => gone || setError(e));
    return () => {
      gone = true;
    };
  }, [key, mode]);
  const start = async () => {
    try {
      const started = await backfill(span, mode, false);
      setRun({ total: started.intervals, models: started.models.filter((m) => m.missing + m.rerun > 0).map((m) => m.model) });
    } catch (e) {
      setError(e);
    }
  };
  if (run) return html`<${Progress} span=${{ ...span, models: run.models }} total=${run.total} close=${close} done=${done} />`;
  return html`<div class="rerun" role="group" aria-label="Re-run">
    <${Choice} label="Which" value=${mode} options=${MODES} onChange=${setMode} hideLabel />
    <span class="rerun-words" role="status">${error ? html`<b class="problem">${error.message}</b>` : plan ? inWords(plan) : 'Counting…'}</span>
    <button class="primary" ref=${go} disabled=${!plan || plan.intervals === 0} onClick=${start}>Re-run ${plan?.intervals ? count(plan.intervals) : ''}</button>
    <button onClick=${close}>Cancel</button>
  </div>`;
}

function Progress({ span, total, close, done }) {
  const [state, setState] = useState({ left: total, failed: 0, empty: 0 });
  const [error, setError] = useState(null);
  const asked = useRef(0);
  const ended = state.left === 0;
  const ask = () => {
    const mine = ++asked.current;
    remaining(span).then((s) => mine === asked.current && (setState({ ...s, left: Math.min(s.left, total) }), setError(null)), setError);
  };
  useEffect(() => {
    if (ended) {
      done?.();
      return undefined;
    }
    const timer = setInterval(ask, 1000);
    return () => clearInterval(timer);
  }, [ended]);
  const soon = useRef(0);
  useStream('intervals', (e) => {
    if (!span.models.includes(e.model) || Date.now() - soon.current < 300 || ended) return;
    soon.current = Date.now();
    ask();
  });
  const finished = total - state.left;
  return html`<div class="rerun" role="group" aria-label="Re-run">
    <progress max=${total} value=${finished} aria-label="Re-run progress"></progress>
    <span class="rerun-words" role="status">${ended
      ? `Done: ${count(total)} re-run${state.failed ? `, ${count(state.failed)} failed in this span` : ''}${state.empty ? `, ${count(state.empty)} empty` : ''}.`
      : `${count(finished)} of ${count(total)} re-run`}${error ? html` <b class="problem">${error.message}; trying again</b>` : ''}</span>
    <button onClick=${close}>${ended ? 'Close' : 'Hide'}</button>
  </div>`;
}
