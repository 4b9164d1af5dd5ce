// The matrix as a plain table: the same facts in numbers.
import { html } from '../html.js';
import { modelLink } from '../page/address.js';
import { Health } from '../parts/health.js';
import { count, percent } from '../format/number.js';
import { duration } from '../format/duration.js';
import { DUE, WORDS, STATES } from '../states.js';
import { sum } from './buckets.js';
import { saveCsv } from '../parts/save.js';

function lines(matrix) {
  return matrix.rows.map((r) => {
    const c = sum(r.counts, 0, matrix.grid.count);
    const due = DUE.reduce((n, s) => n + c[s], 0);
    return { model: r.model, c, due, complete: due ? (due - c[3] - c[4]) / due : null };
  });
}

export function CoverageTable({ matrix }) {
  const rows = lines(matrix);
  // Few installations hand anything off: no column of zeros for the others.
  const shown = DUE.filter((s) => STATES[s] !== 'handed_off' || rows.some((r) => r.c[s] > 0));
  const csv = () => saveCsv([
    ['model', 'group', 'health', 'lag_seconds', 'due', ...shown.map((s) => STATES[s])],
    ...rows.map((r) => [r.model.name, r.model.group, r.model.health, r.model.lag_seconds, r.due, ...shown.map((s) => r.c[s])]),
  ], 'coverage.csv');
  return html`<div class="scroll-x">
    <table class="data">
      <caption class="sr">Intervals per model and state in the shown range</caption>
      <thead><tr><th>model</th><th>project</th><th>health</th><th class="num">lag</th><th class="num">complete</th><th class="num">due</th>
        ${shown.map((s) => html`<th key=${s} class="num">${WORDS[STATES[s]]}</th>`)}<th>last problem</th></tr></thead>
      <tbody>${rows.map((r) => html`<tr key=${r.model.name}>
        <th scope="row"><a href=${modelLink(r.model.name)}>${r.model.name}</a></th><td>${r.model.group}</td>
        <td><${Health} health=${r.model.health} /></td><td class="num">${duration(r.model.lag_seconds)}</td><td class="num">${percent(r.complete)}</td><td class="num">${count(r.due)}</td>
        ${shown.map((s) => html`<td key=${s} class="num ${r.c[s] ? STATES[s] : 'nil'}">${count(r.c[s])}</td>`)}
        <td class="text">${r.model.last_error}</td></tr>`)}</tbody>
    </table>
    <p class="under"><button class="quiet" onClick=${csv}>Save as CSV</button></p></div>`;
}
