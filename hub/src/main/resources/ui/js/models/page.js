import { html, useState, useEffect } from '../html.js';
import { link, seriesLink } from '../page/address.js';
import { get, path } from '../data/api.js';
import { useData } from '../data/use.js';
import { useStream } from '../data/stream.js';
import { useRange } from '../time/range.js';
import { useSize } from '../parts/size.js';
import { Loaded } from '../parts/notice.js';
import { Health } from '../parts/health.js';
import { copy } from '../parts/save.js';
import { count, percent } from '../format/number.js';
import { MEANING } from '../states.js';
import { stamp } from '../format/instant.js';
import { duration } from '../format/duration.js';
import { Recent } from '../events/recent.js';
import { CoverageLine, Problems, useCoverage } from './coverage.js';
import { Accuracy } from './accuracy.js';
import { Revisions } from './revisions.js';
import { Work } from './work.js';
import { Again } from './again.js';
import { ModelRollouts } from '../rollouts/ofmodel.js';
import { ModelActions } from './actions.js';
import { SpanForm } from './span.js';
import { inWords, facts } from './words.js';

export function ModelPage({ name }) {
  const [turn, setTurn] = useState(0);
  const model = useData(`${name}|${turn}`, (signal) => get(path('models', name), {}, signal));
  const reload = () => setTurn((n) => n + 1);
  useStream('model', (e) => e.model === name && reload());
  useEffect(() => {
    const timer = setInterval(reload, 10_000);
    return () => clearInterval(timer);
  }, []);
  return html`<${Loaded} of=${model} rows=${10}>${(m) => html`<${Shown} model=${m} turn=${turn} reload=${reload} />`}<//>`;
}

function Shown({ model: m, turn, reload }) {
  const [box, size] = useSize();
  const range = useRange();
  const coverage = useCoverage(m.name, range);
  const [span, setSpan] = useState(null);
  const phone = size.width < 640;
  const left = phone ? 40 : 54;
  const width = Math.max(80, size.width - left - 4);
  const select = (a, b) => setSpan({ from: a, to: b });
  return html`
    <header class="page-head"><span class="crumb"><a href=${link('/ui/models')}>Models</a> /</span><h1>${m.name}</h1><${Health} health=${m.health} />
      <${ModelActions} model=${m} reload=${reload} rerun=${span !== null} onRerun=${() => setSpan(span ? null : { from: range.from, to: range.to })} /></header>
    <p class="lead">${inWords(m)} ${m.description}${/[^.!?]$/.test(m.description) ? '.' : ''}</p>
    <p class="inputs">${m.inputs.map((s, i) => html`${i ? ' · ' : ''}<a key=${s} href=${seriesLink(s, { model: m.name })}>${s}</a>`)}</p>
    <p class="numbers slim">
      <span class="n"><b>${percent(m.complete)}</b> complete</span><span class="n"><b>${count(m.tally.predicted)}</b> predicted</span>
      <span class="n ${m.tally.empty ? '' : 'nil'}"><b>${count(m.tally.empty)}</b> empty</span><span class="n ${m.tally.failed ? 'bad' : 'nil'}"><b>${count(m.tally.failed)}</b> failed</span>
      ${m.tally.handed_off > 0 && html`<span class="n" title=${MEANING.handed_off}><b>${count(m.tally.handed_off)}</b> handed off</span>`}
      <span class="n ${m.tally.missing + m.tally.in_flight ? '' : 'nil'}"><b>${count(m.tally.missing + m.tally.in_flight)}</b> missing or in flight</span>
      <span class="n"><b>${duration(m.lag_seconds)}</b> lag</span>${m.next_due && html`<span class="n">next due <b class="plain">${stamp(m.next_due)}</b></span>`}</p>
    ${m.waits_for && html`<p class="lead" role="status">It ${m.waits_for}.</p>`}
    ${m.last_error && html`<p class="last-error"><b>Last problem:</b> ${m.last_error}</p>`}
    <div class="model-body" ref=${box}>
      ${size.width > 0 && html`
        <section><h2>Coverage</h2><${CoverageLine} coverage=${coverage} range=${range} width=${width} labels=${left} onSelect=${select} />
          ${span && html`<${SpanForm} model=${m} span=${span} close=${() => setSpan(null)} done=${() => (coverage.reload(), reload())} />`}</section>
        <section><h2>${m.outputs?.includes('score') ? 'Scores' : 'Accuracy'}</h2><${Accuracy} model=${m} range=${range} width=${size.width} left=${left} right=${4} /></section>
        <div class="columns">
          <section><h2>Reasons in this range</h2>${coverage.data && html`<${Problems} segments=${coverage.data.segments} onSelect=${select} />`}</section>
          <section><h2>Work</h2><${Work} model=${m} turn=${turn} /></section>
          <section><h2>Revisions</h2><${Revisions} model=${m} /><${Again} model=${m} range=${range} done=${() => (coverage.reload(), reload())} /></section>
          <section><h2>Rollouts</h2><${ModelRollouts} name=${m.name} turn=${turn} /></section>
          <section><h2>Events</h2><${Recent} subject=${`model:${m.name}`} /></section>
          <section><h2>Settings</h2><dl class="facts">${facts(m).map(([k, v]) => html`<div key=${k}><dt>${k}</dt><dd>${String(v)}</dd></div>`)}</dl></section>
          <section><header class="h2-line"><h2>Model file</h2><button class="quiet" onClick=${() => copy(m.yaml, 'Model file')}>Copy</button></header><pre class="code" tabindex="0">${m.yaml}</pre></section>
        </div>`}
    </div>`;
}
