// Anomaly episodes of the shown range, newest first, each in one line of words and units.
import { html } from '../html.js';
import { setRange } from '../time/range.js';
import { modelLink } from '../page/address.js';
import { short, score, withUnit, plural } from '../format/number.js';
import { span } from '../format/instant.js';
import { duration } from '../format/duration.js';
import { indexAt } from './data.js';

const MOST = 30;

export function Episodes({ detections, shown, unit }) {
  const list = detections.flatMap((d) => d.episodes.map((e) => ({ ...e, data: d.data }))).sort((a, b) => b.from - a.from);
  if (!detections.length) return null;
  if (!list.length) return html`<p class="hint episodes-none">No anomaly in this range: no score above 1.</p>`;
  const show = (e) => {
    const air = Math.max(3 * (e.to - e.from), 6 * 3600_000);
    setRange(e.from - air, e.to + air);
  };
  return html`<section class="episodes"><h2>${plural(list.length, 'anomaly episode')}</h2>
    <div class="scroll-x"><table class="data"><thead><tr><th>when</th><th>for</th><th class="num">peak score</th><th>actual</th><th>expected</th><th>model</th></tr></thead>
    <tbody>${list.slice(0, MOST).map((e) => html`<tr key=${e.model + e.from}>
      <th scope="row"><button class="quiet as-link" onClick=${() => show(e)} title="Zoom to it">${span(e.from, e.to)}</button></th>
      <td>${duration((e.to - e.from) / 1000)}</td><td class="num failed">${score(e.peak)}</td>
      <td>${value(shown.points, e.at, unit)}</td><td>${expected(e, unit)}</td>
      <td><a href=${modelLink(e.model)}>${e.model}</a></td></tr>`)}</tbody></table></div>
    ${list.length > MOST && html`<p class="hint">The newest ${MOST} are shown.</p>`}</section>`;
}

function value(points, t, unit) {
  const i = indexAt(points.times, t, Math.max(points.step, 1) * 2);
  if (i < 0) return '–';
  return points.raw ? withUnit(points.values[i], unit) : `${short(points.min[i])} to ${withUnit(points.max[i], unit)}`;
}

function expected(e, unit) {
  const column = e.data.columns.expected ?? e.data.columns.mean;
  const i = column ? indexAt(e.data.times, e.at, 1) : -1;
  return i < 0 ? '–' : withUnit(column[i], unit);
}
