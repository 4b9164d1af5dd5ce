import { html, useState, useEffect } from '../html.js';
import { link, modelLink, useParam, setParams, param } from '../page/address.js';
import { get, path } from '../data/api.js';
import { useData } from '../data/use.js';
import { useStream } from '../data/stream.js';
import { useRange, setRange } from '../time/range.js';
import { now } from '../data/status.js';
import { useSize } from '../parts/size.js';
import { Loaded } from '../parts/notice.js';
import { Choice } from '../parts/choice.js';
import { stamp, span as spanText } from '../format/instant.js';
import { count, plural, percent } from '../format/number.js';
import { Gates, Verdict } from './gates.js';
import { Overlay } from './overlay.js';
import { Decisions } from './decide.js';
import { models, STATE_WORDS } from './words.js';

export function RolloutPage({ name: id }) {
  const [turn, setTurn] = useState(0);
  const rollout = useData(`${id}|${turn}`, (signal) => get(path('rollouts', id), {}, signal));
  const reload = () => setTurn((n) => n + 1);
  const open = rollout.data?.open ?? true;
  useStream('model', (e) => rollout.data?.models.some((m) => m.model === e.model) && reload());
  useEffect(() => {
    if (!open) return undefined;
    const timer = setInterval(reload, 5_000);
    return () => clearInterval(timer);
  }, [open]);
  return html`<${Loaded} of=${rollout} rows=${10}>${(r) => html`<${Shown} r=${r} reload=${reload} />`}<//>`;
}

/** What is judged, up to now. */
function trialOf(m, r) {
  const s = m.span ?? r.trial;
  const to = Math.min(now(), s.to ? Date.parse(s.to) : now());
  return { from: Math.min(Date.parse(s.from), to - 3_600_000), to };
}

function Shown({ r, reload }) {
  const [box, size] = useSize();
  const range = useRange();
  const chosen = useParam('model');
  const m = r.models.find((x) => x.model === chosen) ?? r.models[0];
  const model = useData(m.now_named ? `${m.now_named}` : null, (signal) => get(path('models', m.now_named), {}, signal));
  const show = (replace) => {
    const t = trialOf(m, r);
    setRange(t.from, t.to, { replace });
  };
  useEffect(() => {
    if (!param('from')) show(true);
  }, []);
  const phone = size.width < 640;
  const left = phone ? 46 : 62;
  const height = Math.max(200, Math.min(480, innerHeight - 480));
  return html`
    <header class="page-head"><span class="crumb"><a href=${link('/ui/rollouts')}>Rollouts</a> /</span><h1>${r.id} · ${models(r)}</h1><span class="rollout-state ${r.open ? 'open' : ''}">${STATE_WORDS[r.state]}</span>
      <${Decisions} rollout=${r} done=${reload} /></header>
    <p class="lead">${inWords(r)} <button class="quiet as-link" onClick=${() => show(false)}>Show what is judged</button></p>
    ${r.models.length > 1 && html`<p><${Choice} label="model" value=${m.model} onChange=${(v) => setParams({ model: v }, { replace: true })} options=${r.models.map((x) => [x.model, `${x.model}${x.switched ? ' (switched)' : ''}`])} /></p>`}
    <div class="model-body" ref=${box}>
      <section><header class="h2-line"><h2>Candidate, active and actual</h2><a href=${modelLink(m.now_named ?? m.model)}>${m.model}</a></header>
        ${size.width > 0 && (m.now_named ? html`<${Loaded} of=${model} rows=${8}>${(x) => html`<${Overlay} m=${m} model=${x} range=${range} width=${size.width} left=${left} right=${4} height=${height} />`}<//>` : html`<p class="hint">The model was deleted.</p>`)}</section>
      <section><h2>Gates${r.watched.length ? ' over the trial' : ''} <${Verdict} of=${worst(r.gates)} /></h2><${Gates} gates=${r.gates} /></section>
      ${r.watched.length > 0 && html`<section><h2>Gates since the promotion <${Verdict} of=${worst(r.watched)} /></h2><${Gates} gates=${r.watched} /></section>`}
      <section><h2>Record</h2><div class="scroll-x"><table class="data"><thead><tr><th>time</th><th>step</th><th>then</th><th>by</th><th>reason</th></tr></thead><tbody>
        ${[...r.log].reverse().map((s, i) => html`<tr key=${i}><td>${stamp(s.time)}</td><td>${s.what}</td><td>${STATE_WORDS[s.state]}</td><td>${s.name}</td><td>${s.reason}</td></tr>`)}</tbody></table></div></section>
    </div>`;
}

function worst(gates) {
  const all = gates.map((g) => g.verdict);
  return all.includes('fails') ? 'fails' : all.includes('inconclusive') || !all.length ? 'inconclusive' : 'passes';
}

function inWords(r) {
  const due = r.models.reduce((n, m) => n + (m.due ?? 0), 0);
  const left = r.models.reduce((n, m) => n + (m.left ?? 0), 0);
  const parts = [`${r.mode} of ${plural(r.models.length, 'model')}`];
  if (r.mode === 'canary') parts.push(`${percent(r.share)} of the models first`);
  if (r.mode !== 'instant') parts.push(`judged ${r.live ? 'live until' : 'over'} ${r.live ? stamp(r.trial.to) : spanText(r.trial.from, r.trial.to)}`);
  if (r.open && due) parts.push(left ? `${count(due - left)} of ${count(due)} intervals done` : `${plural(due, 'interval')} done`);
  parts.push(r.auto ? 'promoted by itself if all gates pass' : 'a person decides');
  const text = parts.join(', ');
  return `${text[0].toUpperCase()}${text.slice(1)}.${r.judged_at ? ` Judged ${stamp(r.judged_at)}.` : ' Not judged yet.'}`;
}
