// Try a model: a series, a method and its settings, tried on real history; then save it or copy its YAML.
import { html, useState, useEffect } from '../html.js';
import { useParam, setParams, useAddress, seriesLink } from '../page/address.js';
import { get, post, path } from '../data/api.js';
import { useData } from '../data/use.js';
import { useSize } from '../parts/size.js';
import { Head } from '../parts/head.js';
import { Loaded, Empty } from '../parts/notice.js';
import { short, percent, count, plural, withUnit } from '../format/number.js';
import { words, took } from '../format/duration.js';
import { useZone } from '../format/instant.js';
import { SeriesField } from './series.js';
import { Rolling } from './rolling.js';
import { Keep } from './keep.js';
import { forecastFile } from './file.js';
import { Scored } from './scored.js';
import { Segments } from '../parts/choice.js';

const USUAL = { forecast: 'auto', detect: 'mad' };

/** The settings of the address: what is asked of the server. `task` is forecast or detect. */
function wish(params, task, methods) {
  const method = params.get('method') ?? USUAL[task];
  const known = methods.find((m) => m.name === method);
  const parameters = {};
  for (const p of known?.parameters ?? []) if (params.get(`p.${p.name}`)) parameters[p.name] = params.get(`p.${p.name}`);
  const out = { series: params.get('series') ?? '', method, parameters };
  for (const k of task === 'detect' ? ['step', 'train'] : ['season', 'horizon', 'step']) if (params.get(k)) out[k] = params.get(k);
  return out;
}

export function Try() {
  const methods = useData('methods', (signal) => get(path('methods'), {}, signal));
  return html`<${Head} page="try" /><${Loaded} of=${methods} rows=${10}>${(d) => html`<${Tried} all=${{ forecast: d.items, detect: d.detectors }} />`}<//>`;
}

function Tried({ all }) {
  const { params } = useAddress();
  const task = params.get('task') === 'detect' ? 'detect' : 'forecast';
  const methods = all[task];
  const [box, size] = useSize();
  useZone();
  const asked = wish(params, task, methods);
  const key = asked.series ? `${task} ${JSON.stringify(asked)}` : null;
  const data = useData(key, () => post(path(task === 'detect' ? 'detections' : 'backtests'), asked));
  const fresh = data.key === key && !data.error;
  return html`<${Form} task=${task} methods=${methods} asked=${asked} />
    <div class="try-body" ref=${box}>
      ${!asked.series && html`<${Empty} title="Pick a series"><p>${task === 'detect'
        ? 'Its history is scored by the detector, and the alarms that it would have raised are shown. Nothing is stored until you save it.'
        : 'Its history is forecast again and again from its own past, by the method and by repeating the last season, and compared with what came. Nothing is stored until you save it.'}</p><//>`}
      ${asked.series && !fresh && !data.error && html`<p class="hint" role="status">Trying ${asked.method} on ${asked.series}…</p>`}
      ${asked.series && html`<div class=${fresh ? '' : 'try-old'}><${Loaded} of=${data} rows=${8}>${(d) => (d.scores[0]?.method === undefined ? html`<${Scored} d=${d} asked=${asked} fresh=${fresh} width=${size.width} />` : html`<${Result} d=${d} asked=${asked} fresh=${fresh} width=${size.width} />`)}<//></div>`}
    </div>`;
}

function Form({ task, methods, asked }) {
  const method = methods.find((m) => m.name === asked.method);
  const set = (patch) => setParams(patch, { replace: true });
  const drop = Object.fromEntries((method?.parameters ?? []).map((p) => [`p.${p.name}`, null]));
  const turn = (v) => set({ ...drop, method: null, season: null, horizon: null, train: null, above: null, task: v === 'detect' ? v : null });
  return html`<form class="try-form" onSubmit=${(e) => e.preventDefault()}>
    <${Segments} label="What it does" value=${task} onChange=${turn} options=${[['forecast', 'forecast'], ['detect', 'detect']]} />
    <${SeriesField} value=${asked.series} onChange=${(v) => set({ series: v })} />
    <label>Method<select value=${asked.method} onChange=${(e) => set({ ...drop, method: e.target.value === USUAL[task] ? null : e.target.value })}>
      ${methods.map((m) => html`<option key=${m.name} value=${m.name} selected=${m.name === asked.method}>${m.name}</option>`)}</select></label>
    ${task === 'forecast' && html`<${Text} name="Season" k="season" placeholder="auto, none, 1d, 7d" /><${Text} name="Horizon" k="horizon" placeholder="two seasons" />`}
    ${task === 'detect' && html`<${Text} name="Learns from" k="train" placeholder="first 50%" title="What a method that learns is fitted on: a share of the history from its begin, such as 30%, or until a time. Its alarms are counted after that." />`}
    <${Text} name="Step" k="step" placeholder="as the points are" />
    ${method && html`<p class="hint try-about">${method.description}.${asked.series ? html` <a href=${seriesLink(asked.series)}>Open the series</a>` : ''}</p>`}
    ${method?.parameters.length > 0 && html`<details class="try-more" open=${Object.keys(asked.parameters).length > 0 || asked.method === 'limits'}><summary>Settings of ${method.name}</summary>
      <div class="try-form">${method.parameters.map((p) => html`<${Text} key=${p.name} name=${p.name} k=${`p.${p.name}`} placeholder=${p.takes} title=${p.description} />`)}</div></details>`}
  </form>`;
}

/** A setting; takes effect when it is left or Enter is pressed. */
function Text({ name, k, placeholder, title }) {
  const value = useParam(k);
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const done = () => text.trim() !== value && setParams({ [k]: text.trim() }, { replace: true });
  return html`<label title=${title}>${name}<input value=${text} placeholder=${placeholder} onInput=${(e) => setText(e.target.value)} onBlur=${done}
    onKeyDown=${(e) => e.key === 'Enter' && done()} /></label>`;
}

function Result({ d, asked, fresh, width }) {
  const naive = d.scores[0];
  const own = d.scores.at(-1);
  return html`<p class="lead">${sentence(d, naive, own)}</p>
    <div class="scroll-x"><table class="data list try-scores"><thead><tr><th>method</th><th class="num" title="Mean absolute error over the seasonal naive error of the data before: below 1 is better than repeating the last season">MASE</th><th class="num" title="Symmetric mean absolute percentage error">sMAPE</th>
      <th class="num">mean error</th><th class="num" title="Share of values inside of the interval">in 80 %</th><th class="num">in 95 %</th><th class="num">origins</th><th class="num">took</th></tr></thead>
      <tbody>${d.scores.map((s) => html`<tr key=${s.method}><th scope="row">${s.method}${s === naive && d.scores.length > 1 ? html` <small>baseline</small>` : ''}</th>
        <td class="num" data-label="MASE"><b>${short(s.mase)}</b></td><td class="num" data-label="sMAPE">${s.smape === null ? '–' : `${short(s.smape)} %`}</td><td class="num" data-label="mean error">${withUnit(s.mae, d.unit)}</td><td class="num" data-label="in 80 %">${percent(s.coverage_80)}</td><td class="num" data-label="in 95 %">${percent(s.coverage_95)}</td>
        <td class="num" data-label="origins">${count(s.origins)}${s.refused ? html` <span class="grade-bad" title=${s.why}>${count(s.refused)} refused</span>` : ''}</td><td class="num nil" data-label="took">${took(s.seconds)}</td></tr>`)}</tbody></table></div>
    ${own.why && html`<p class="problem">${own.method} refused: ${own.why}.</p>`}
    ${width > 0 && d.origins.length > 0 && html`<${Rolling} d=${d} width=${width} />`}
    ${fresh && html`<${Keep} d=${d} asked=${asked} file=${forecastFile} />`}`;
}

function sentence(d, naive, own) {
  const test = `${plural(own.origins || naive.origins, 'forecast')} of ${words(d.horizon)} in steps of ${words(d.step)}${d.seasons.length ? `, season ${d.seasons.map(words).join(' and ')}` : ', no season found'}.`;
  if (!d.complete) return `${test} The time did not suffice for all of them: what is there is shown.`;
  if (own === naive || own.mase === null || !naive.mase) return test;
  const better = 1 - own.mase / naive.mase;
  if (Math.abs(better) < 0.005) return `${test} ${own.method} is as good as repeating the last season.`;
  if (better < -1) return `${test} Its error is ${short(own.mase / naive.mase)} times that of repeating the last season.`;
  return `${test} ${own.method} is ${percent(Math.abs(better))} ${better > 0 ? 'better' : 'worse'} than repeating the last season.`;
}
