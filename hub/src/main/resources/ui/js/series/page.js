import { html, useMemo, useRef } from '../html.js';
import { useParam, setParams, link, modelLink } from '../page/address.js';
import { useRange, setRange, setLive } from '../time/range.js';
import { useData } from '../data/use.js';
import { each } from '../data/api.js';
import { now } from '../data/status.js';
import { useStore } from '../store.js';
import { theme } from '../page/theme.js';
import { useSize } from '../parts/size.js';
import { Loaded, Failure, Empty, Skeleton, Stale } from '../parts/notice.js';
import { Chart } from '../chart/chart.js';
import { Ribbon, gradePaint, scorePaint, revisionPaint } from '../chart/ribbon.js';
import { Why } from '../overview/why.js';
import { count, plural, short } from '../format/number.js';
import { stamp, span as spanText } from '../format/instant.js';
import { parseDuration } from '../format/duration.js';
import { useKeys } from '../page/keys.js';
import { loadInfo, loadPoints, loadPredictions, loadCoverage, isDetector, isForecast, expects, findEpisodes } from './data.js';
import { picture, limitsOf } from './picture.js';
import { Readout } from './readout.js';
import { Actions } from './actions.js';
import { PointTable } from './table.js';
import { Episodes } from './episodes.js';
import { Contributions } from './contributions.js';

export function SeriesPage({ name }) {
  const info = useData(name, (signal) => loadInfo(name, signal));
  return html`<${Loaded} of=${info} rows=${10}>${(d) => html`<${Shown} name=${name} ...${d} />`}<//>`;
}

const horizonOf = (m) => (m?.horizon_seconds ?? parseDuration(m?.horizon ?? '0s') ?? 0) * 1000 || 0;

function Shown({ name, info, models, more }) {
  const [box, size] = useSize();
  const canvas = useRef();
  const range = useRange();
  const colours = useStore(theme);
  const chosen = useParam('model');
  const view = useParam('view');
  const why = useParam('why');
  // A detector that says what it expects is drawn where no forecast is.
  const forecasts = [...models.filter(isForecast), ...models.filter((m) => expects(m) && m.inputs.length === 1)];
  const detectors = models.filter(isDetector);
  const forecaster = chosen === 'none' ? null : forecasts.find((m) => m.name === chosen) ?? forecasts[0] ?? null;
  const unit = info.attributes?.unit ?? models.find((m) => m.inputs.length === 1 && m.definition?.attributes?.unit)?.definition.attributes.unit ?? '';
  const ahead = range.live && forecaster ? Math.min(horizonOf(forecaster), range.span * 0.3) : 0;
  const to = range.to + ahead;
  const phone = size.width < 640;
  const left = phone ? 46 : 62;
  const right = phone ? 4 : Math.min(170, size.width * 0.13);
  const pixels = Math.max(100, Math.floor((size.width - left - right) / 1.5));
  const key = size.width ? `${name}|${range.from}|${to}|${pixels}|${forecaster?.name}` : null;
  const shown = useData(key, async (signal) => {
    const [points, forecast, ...detections] = await Promise.all([
      loadPoints(name, range.from, range.to, pixels, signal),
      forecaster ? loadPredictions(forecaster.name, range.from, to, pixels, signal) : null,
      ...detectors.map(async (model) => {
        const data = await loadPredictions(model.name, range.from, range.to, pixels, signal);
        return { model, data, episodes: findEpisodes(model.name, data) };
      }),
    ]);
    return { points, forecast, detections, from: range.from, to };
  });
  const covering = [...new Set([forecaster, ...detectors].filter(Boolean))];
  const coverage = useData(key && `${key}|c`, (signal) => each(covering, 3, (m) => loadCoverage(m.name, range.from, range.to, signal)));
  const d = shown.data;
  const pic = useMemo(() => d && picture({ ...d, limits: limitsOf(models), unit, now: now() }), [d, colours]);
  const set = (patch) => setParams(patch, { replace: true });
  useKeys({
    t: () => set({ view: view === 'table' ? null : 'table' }),
    Escape: () => (why ? set({ why: null }) : false),
  });
  const onZoom = (f, t) => (f === null ? setLive(true) : setRange(f, t));
  const onWhy = (f, t) => set({ why: `${Math.round(f)}_${Math.round(t)}` });
  const height = Math.max(220, Math.min(760, innerHeight - (phone ? 420 : 330 + 18 * covering.length * 2)));
  const asked = why && { models: models.map((m) => m.name), from: Number(why.split('_')[0]), to: Number(why.split('_')[1]) };
  return html`
    <header class="page-head"><span class="crumb"><a href=${link('/ui/series')}>Series</a> /</span><h1>${name}</h1>
      <span class="hint">${info.last ? `${info.points === null ? '' : `${plural(info.points, 'point')} `}from ${stamp(info.first)} to ${stamp(info.last)}` : 'no points yet'}</span>
      ${info.grade && html`<span class="hint">data: <b class=${`grade-${info.grade}`}>${info.grade}</b>${info.finding && html` ${info.finding}`}</span>`}
      <${Actions} name=${name} range=${range} view=${view} canvas=${canvas} shown=${d} unit=${unit} onView=${() => set({ view: view === 'table' ? null : 'table' })} /></header>
    <${ModelChoice} forecasts=${forecasts} detectors=${detectors} forecaster=${forecaster} more=${more} onChange=${(m) => set({ model: m })} />
    <div class="series-body" ref=${box}>
      <${Stale} error=${d ? shown.error : null} at=${shown.at} />
      ${!d && shown.error && html`<${Failure} error=${shown.error} retry=${shown.reload} />`}
      ${!d && shown.slow && html`<${Skeleton} rows=${10} />`}
      ${d && pic && html`
        <${Readout} ...${d} unit=${unit} parts=${pic.parts} />
        ${d.points.times.length === 0 && html`<${NoPoints} info=${info} />`}
        ${view === 'table' ? html`<${PointTable} ...${d} unit=${unit} />` : html`
          <${Chart} canvasRef=${canvas} name=${name} rows=${() => rows(d)} draw=${pic.draw} width=${size.width} height=${height} left=${left} right=${right} onZoom=${onZoom} onWhy=${onWhy}
            label=${words(name, d, unit)} />
          <div class="ribbons">
            <${Ribbon} name="data" note=${pic.parts.gaps.length ? plural(pic.parts.gaps.length, 'gap') : 'no gaps'} from=${d.from} to=${d.to} left=${left} width=${size.width} right=${right} paint=${memo(pic, 'grade', () => gradePaint(pic.parts.present))} label=${`Data present, ${plural(pic.parts.gaps.length, 'gap')}`} />
            ${d.detections.map((x) => html`<${Ribbon} key=${x.model.name} name="score" note=${html`<a href=${modelLink(x.model.name)}>${x.model.name}</a>`} from=${d.from} to=${d.to} left=${left} width=${size.width} right=${right} height=${22}
              paint=${memo(pic, `s${x.model.name}`, () => scorePaint(x.data.times, x.data.columns.score ?? [], x.data.step))} label=${`Anomaly score of ${x.model.name}: ${plural(x.episodes.length, 'episode')} above 1`} />`)}
            ${coverage.data?.map((c) => html`<${Ribbon} key=${`c${c.model}`} name="revision" note=${html`<a href=${modelLink(c.model)}>${c.model}</a>`} from=${d.from} to=${d.to} left=${left} width=${size.width} right=${right}
              paint=${memo(c, 'paint', () => revisionPaint(c.segments))} label=${`Revisions and coverage of ${c.model}`} />`)}
          </div>`}
        ${asked && html`<section class="ask"><header><h2>Why? ${spanText(asked.from, asked.to)}</h2><button class="quiet" aria-label="Close" onClick=${() => set({ why: null })}>×</button></header>
          ${asked.models.length ? html`<${Why} span=${asked} /><${Contributions} models=${models} from=${asked.from} to=${asked.to} />` : html`<p class="hint">No model reads this series.</p>`}</section>`}
        <${Episodes} detections=${d.detections} shown=${d} unit=${unit} />`}
    </div>`;
}

/** What is drawn, as rows: actual values, what was expected, scores. */
function rows(d) {
  const out = [['time', 'of', 'column', 'value']];
  const add = (of, times, columns) => {
    for (const [column, values] of Object.entries(columns)) times.forEach((t, i) => out.push([new Date(t).toISOString(), of, column, values[i]]));
  };
  add('actual', d.points.times, d.points.raw ? { value: d.points.values } : { min: d.points.min, max: d.points.max });
  if (d.forecast) add(d.forecast.model ?? 'forecast', d.forecast.times, d.forecast.columns);
  for (const x of d.detections) add(x.model.name, x.data.times, x.data.columns);
  return out;
}

/** Keeps one paint function per data object, so that ribbons are drawn only when their data changes. */
function memo(owner, key, make) {
  owner.paints ??= {};
  return (owner.paints[key] ??= make());
}

function words(name, d, unit) {
  const n = d.points.times.length;
  const last = d.points.raw ? d.points.values.at(-1) : d.points.max.at(-1);
  const e = d.detections.reduce((s, x) => s + x.episodes.length, 0);
  return `${name}, ${spanText(d.from, d.to)}: ${count(n)} values shown, the newest ${short(last)} ${unit}; ${plural(e, 'anomaly episode')}. The table view has the numbers.`;
}

function ModelChoice({ forecasts, detectors, forecaster, more, onChange }) {
  if (!forecasts.length && !detectors.length) {
    return html`<p class="hint model-choice">No model reads this series yet. A model file with <code>inputs: [this series]</code> in <code>models/</code> starts one.</p>`;
  }
  const others = detectors.filter((m) => m !== forecaster);
  return html`<p class="model-choice">
    ${forecasts.length > 0 && html`<label class="choice"><span>expected by</span><select aria-label="Expected by" onChange=${(e) => onChange(e.target.value)}>
      ${forecasts.map((m) => html`<option key=${m.name} value=${m.name} selected=${m === forecaster}>${m.name}</option>`)}<option value="none" selected=${!forecaster}>none</option></select></label>`}
    ${forecaster && html`<a class="hint summary" href=${modelLink(forecaster.name)} title=${forecaster.summary}>${forecaster.summary}</a>`}
    ${others.length > 0 && html`<span class="hint">watched by ${others.map((m, i) => html`${i ? ', ' : ''}<a key=${m.name} href=${modelLink(m.name)}>${m.name}</a>`)}</span>`}
    ${more > 0 && html`<span class="hint">and ${more} further models</span>`}</p>`;
}

function NoPoints({ info }) {
  if (!info.last) return html`<${Empty} title="No points yet"><p>Send some: <code>POST /api/v1/series/${info.name}/points</code>, <code>/write</code>, or <code>foretide ingest</code>.</p><//>`;
  return html`<${Empty} title="No data in this range"><p>The series has data from ${stamp(info.first)} to ${stamp(info.last)}.
    <button onClick=${() => setRange(Date.parse(info.first), Date.parse(info.last) + 1000)}>Show all of it</button></p><//>`;
}
