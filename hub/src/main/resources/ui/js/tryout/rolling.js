// The forecasts of the newest origins over what came.
import { html, useMemo, useRef, useState } from '../html.js';
import { useStore } from '../store.js';
import { theme, color } from '../page/theme.js';
import { Chart } from '../chart/chart.js';
import { line, band } from '../chart/layers.js';
import { domain } from '../chart/scale.js';
import { plural } from '../format/number.js';

export function Rolling({ d, width }) {
  const canvas = useRef();
  const colours = useStore(theme);
  const [zoom, setZoom] = useState(null);
  const draw = useMemo(() => {
    const { times, values } = d.actual;
    const step = times.length > 1 ? times[1] - times[0] : 1;
    const layers = [];
    const bands = [];
    const core = [values];
    d.origins.forEach((o, i) => {
      layers.push(band(o.times, o.lo_95, o.hi_95, { color: color('forecast'), alpha: i % 2 ? 0.22 : 0.14 }));
      bands.push(o.lo_95, o.hi_95);
      core.push(o.mean);
    });
    for (const o of d.origins) layers.push(line(o.times, o.mean, { color: color('forecast'), width: 1.75 }));
    layers.push(line(times, values, { color: color('actual'), width: 1.25, gap: step * 2.5 }));
    for (const o of d.origins) layers.push(start(o.times[0]));
    const [lo, hi] = domain(core, bands);
    return { from: zoom?.from ?? times[0], to: zoom?.to ?? times.at(-1) + step, lo, hi, now: NaN, layers };
  }, [d, colours, zoom]);
  return html`<p class="readout"><span><i class="key"></i>actual</span><span><i class="key forecast"></i>${d.method}, with its 95 % interval</span>
      <span class="hint">Each forecast begins at a mark and knew only what lies before it.</span></p>
    <${Chart} canvasRef=${canvas} draw=${draw} width=${width} height=${Math.max(220, Math.min(460, innerHeight - 470))} left=${width < 640 ? 46 : 62} right=${4} onZoom=${(from, to) => setZoom(from === null ? null : { from, to })}
      name=${`${d.series}-${d.method}-backtest`} rows=${() => rows(d)} label=${`The newest ${plural(d.origins.length, 'forecast')} of ${d.method} over the actual values of ${d.series}`} />`;
}

function start(t) {
  return (ctx, s) => {
    ctx.fillStyle = color('soft');
    ctx.fillRect(s.x(t), s.top + s.height - 7, 1, 7);
  };
}

function rows(d) {
  const actual = new Map(d.actual.times.map((t, i) => [t, d.actual.values[i]]));
  return [['origin', 'time', 'actual', 'forecast', 'lo_95', 'hi_95'],
    ...d.origins.flatMap((o) => o.times.map((t, i) => [o.origin, new Date(t).toISOString(), actual.get(t), o.mean[i], o.lo_95[i], o.hi_95[i]]))];
}
