// The alarm's series at its moment: what was measured, what its model expected, and the episode.
import { html, useMemo } from '../html.js';
import { get, path } from '../data/api.js';
import { useData } from '../data/use.js';
import { useStore } from '../store.js';
import { useSize } from '../parts/size.js';
import { theme } from '../page/theme.js';
import { go, seriesLink } from '../page/address.js';
import { iso } from '../time/range.js';
import { now } from '../data/status.js';
import { ms, span } from '../format/instant.js';
import { Chart } from '../chart/chart.js';
import { expects, isForecast, loadPoints, loadPredictions } from '../series/data.js';
import { limitsOf, picture } from '../series/picture.js';
import { around } from './line.js';

const HEIGHT = 190;

const none = () => null;

/** A rule about a forecast is seen with what is ahead, at most as long again, and with its limit. */
async function load(a, near, signal) {
  const [points, model, rules] = await Promise.all([
    loadPoints(a.series, near.from, near.to, 600, signal),
    get(path('models', a.model), {}, signal).catch(none),
    get(path('alarm-rules'), {}, signal).catch(none),
  ]);
  const rule = rules?.items.find((r) => r.name === a.rule);
  const ahead = rule?.kind === 'forecast';
  const until = ahead && a.open ? 2 * near.to - near.from : near.to;
  const forecast = model && (isForecast(model) || expects(model)) ? await loadPredictions(a.model, near.from, until, 600, signal).catch(none) : null;
  const to = ahead ? Math.max(near.to, forecast?.times.at(-1) ?? 0) : near.to;
  // Odds are no values of the series.
  const limits = ahead && !rule.output.startsWith('reach_') ? [{ name: 'limit', value: a.limit, shown: true }] : model ? limitsOf([model]) : [];
  return { points, forecast, limits, to };
}

export function Moment({ a }) {
  const near = around(a);
  const [box, size] = useSize();
  const colours = useStore(theme);
  const data = useData(`moment|${a.id}|${near.from}|${near.to}`, (signal) => load(a, near, signal));
  const d = data.data;
  const left = size.width < 640 ? 44 : 62;
  const draw = useMemo(() => {
    if (!d) return null;
    const episode = { from: ms(a.from), to: a.open ? near.to : Math.max(ms(a.to), ms(a.from) + 1), peak: a.peak };
    return picture({ points: d.points, forecast: d.forecast, detections: [{ episodes: [episode] }], limits: d.limits, unit: '', from: near.from, to: d.to, now: now() }).draw;
  }, [d, colours]);
  const rows = () => [['time', ...(d.points.raw ? [a.series] : ['min', 'max'])], ...d.points.times.map((t, i) => [new Date(t).toISOString(), ...(d.points.raw ? [d.points.values[i]] : [d.points.min[i], d.points.max[i]])])];
  return html`<div class="alarm-moment" ref=${box}>${draw && size.width > 0 && html`<${Chart} draw=${draw} width=${size.width} height=${HEIGHT} left=${left} right=${4} name=${`alarm ${a.id} ${a.series}`} rows=${rows}
    onZoom=${(f, t) => t && go(seriesLink(a.series, { from: iso(f), to: iso(t) }))} label=${`${a.series}, ${span(near.from, near.to)}, with the episode marked`} />`}</div>`;
}
