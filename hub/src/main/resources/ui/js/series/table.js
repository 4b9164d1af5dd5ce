import { html, useState } from '../html.js';
import { short, score, count } from '../format/number.js';
import { stamp } from '../format/instant.js';
import { indexAt, middle, levels } from './data.js';

const PAGE = 200;

/** The shown values as rows, newest first. */
export function PointTable({ points, forecast, detections, unit }) {
  const [most, setMost] = useState(PAGE);
  const n = points.times.length;
  const order = Array.from({ length: Math.min(n, most) }, (_, i) => n - 1 - i);
  const wide = forecast && levels(forecast.outputs)[0];
  const mid = forecast && forecast.columns[middle(forecast.outputs)];
  const at = (p, t) => (p ? indexAt(p.times, t, p.step) : -1);
  return html`<div class="scroll-x"><table class="data">
    <caption class="sr">Values</caption>
    <thead><tr><th>time</th>${points.raw ? html`<th class="num">actual ${unit}</th>` : html`<th class="num">smallest ${unit}</th><th class="num">largest ${unit}</th>`}
      ${mid && html`<th class="num">${forecast.outputs.includes('score') ? 'expected' : 'forecast'}</th>`}${wide && html`<th class="num">low ${wide.level ? `${wide.level} %` : ''}</th><th class="num">high ${wide.level ? `${wide.level} %` : ''}</th>`}
      ${detections.map((d) => html`<th key=${d.model.name} class="num">score ${d.model.name}</th>`)}</tr></thead>
    <tbody>${order.map((i) => {
      const t = points.times[i];
      const k = at(forecast, t);
      return html`<tr key=${t}><th scope="row">${stamp(t)}</th>
        ${points.raw ? html`<td class="num">${short(points.values[i])}</td>` : html`<td class="num">${short(points.min[i])}</td><td class="num">${short(points.max[i])}</td>`}
        ${mid && html`<td class="num">${k < 0 ? '–' : short(mid[k])}</td>`}
        ${wide && html`<td class="num">${k < 0 ? '–' : short(forecast.columns[wide.lo][k])}</td><td class="num">${k < 0 ? '–' : short(forecast.columns[wide.hi][k])}</td>`}
        ${detections.map((d) => {
          const j = at(d.data, t);
          const s = j < 0 ? null : d.data.columns.score[j];
          return html`<td key=${d.model.name} class="num ${s > 1 ? 'failed' : ''}">${score(s)}</td>`;
        })}</tr>`;
    })}</tbody></table>
    ${n > most && html`<p class="under"><button onClick=${() => setMost(most + 1000)}>Show more</button><span class="hint">${count(most)} of ${count(n)}</span></p>`}</div>`;
}
