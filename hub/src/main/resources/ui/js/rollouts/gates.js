// Each gate as a number against its limit.
import { html } from '../html.js';
import { count } from '../format/number.js';
import { inUnit, VERDICT_WORDS } from './words.js';

const SHAPE = { passes: 'M3 8.5 6.5 12 13 4.5', inconclusive: 'M3 8h10', fails: 'M4 4l8 8M12 4l-8 8' };

/** A verdict: a shape and a word, so that it is seen without colour too. */
export function Verdict({ of }) {
  return html`<span class="verdict ${of}"><svg viewBox="0 0 16 16" width="12" height="12" aria-hidden="true"><path d=${SHAPE[of]} fill="none" stroke="currentColor" stroke-width="2.5" /></svg> ${VERDICT_WORDS[of]}</span>`;
}

export function Gates({ gates }) {
  return html`<div class="scroll-x"><table class="data gates"><thead><tr><th>gate</th><th>verdict</th><th class="num">candidate</th><th class="num">limit</th><th></th><th class="num">active</th><th class="num">samples</th><th>what it is</th></tr></thead>
    <tbody>${gates.map((g) => html`<tr key=${g.gate}><th scope="row">${g.gate.replaceAll('_', ' ')}</th><td><${Verdict} of=${g.verdict} /></td>
      <td class="num"><b>${inUnit(g.number, g.unit)}</b></td>
      <td class="num">${g.bound === 'at_least' ? '≥' : '≤'} ${g.limit === null ? g.asked : inUnit(g.limit, g.unit)}${/^[+-]|x$/.test(g.asked) && html` <small title="asked for, against the active revision">(${g.asked})</small>`}</td>
      <td><${Bar} gate=${g} /></td>
      <td class="num">${inUnit(g.active, g.unit)}</td>
      <td class="num ${g.samples < g.needed ? 'few' : ''}">${count(g.samples)}${g.samples < g.needed ? ` of ${count(g.needed)}` : ''}</td>
      <td class="text wide" title=${g.meaning}>${g.meaning}</td></tr>`)}</tbody></table></div>`;
}

/** The candidate's number (bar), the limit (line) and the active revision's number (dot) on one scale. */
function Bar({ gate: g }) {
  if (g.number === null || g.limit === null) return html`<svg class="gate-bar" width="140" height="16" aria-hidden="true"><line x1="0" y1="8" x2="140" y2="8" /></svg>`;
  const top = Math.max(g.number, g.limit, g.active ?? 0) * 1.08 || 1;
  const x = (v) => Math.max(3, Math.min(136, (v / top) * 136));
  return html`<svg class="gate-bar ${g.verdict}" width="140" height="16" role="img" aria-label=${`${inUnit(g.number, g.unit)} against the limit ${inUnit(g.limit, g.unit)}`}>
    <line x1="0" y1="8" x2="140" y2="8" /><rect x="0" y="5" width=${g.number > 0 ? x(g.number) : 0} height="6" />
    <path d=${`M${x(g.limit) + 0.5} 1v14`} />${g.active !== null && html`<circle cx=${x(g.active)} cy="8" r="2.5" />`}</svg>`;
}
