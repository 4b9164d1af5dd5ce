// The values under the cursor, or the newest ones, on one line that does not move.
import { html } from '../html.js';
import { useStore } from '../store.js';
import { cursor } from '../chart/cursor.js';
import { withUnit, short, score } from '../format/number.js';
import { day, clock, useZone } from '../format/instant.js';
import { indexAt, levels, middle } from './data.js';

export function Readout({ points, forecast, detections, unit, parts }) {
  const at = useStore(cursor);
  useZone();
  const t = at ?? points.times.at(-1);
  if (t === undefined) return html`<p class="readout"> </p>`;
  const reach = Math.max(parts.usual, points.step) * 1.5;
  const i = indexAt(points.times, t, reach);
  const actual = i < 0 ? 'no data' : points.raw ? withUnit(points.values[i], unit) : points.min[i] === points.max[i] ? withUnit(points.min[i], unit) : `${short(points.min[i])} to ${withUnit(points.max[i], unit)}`;
  const k = forecast ? indexAt(forecast.times, t, forecast.step * 1.5) : -1;
  const column = forecast && forecast.columns[middle(forecast.outputs)];
  const wide = forecast && levels(forecast.outputs)[0];
  const band = k >= 0 && wide && forecast.columns[wide.lo][k] !== null ? `${wide.level ? `${wide.level} %: ` : ''}${short(forecast.columns[wide.lo][k])} to ${short(forecast.columns[wide.hi][k])}` : '';
  return html`<p class="readout" aria-live="off">
    <span class="r-time">${day(t)} ${clock(t)}${at === null ? html` <small>newest</small>` : ''}</span>
    <span><i class="key actual"></i>actual <b>${actual}</b></span>
    ${forecast && html`<span><i class="key forecast"></i>${forecast.outputs.includes('score') ? 'expected' : 'forecast'} ${column ? html`<b>${k < 0 ? '–' : withUnit(column[k], unit)}</b>` : ''}
      <small> ${band}</small></span>`}
    ${detections.map((d) => {
      const j = indexAt(d.data.times, t, d.data.step * 1.5);
      const s = j < 0 ? null : d.data.columns.score[j];
      return html`<span key=${d.model.name} class=${s > 1 ? 'over' : ''}>score ${detections.length > 1 ? html`<small>${d.model.name} </small>` : ''}<b>${score(s)}</b></span>`;
    })}
  </p>`;
}
