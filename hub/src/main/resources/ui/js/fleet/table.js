import { html, useState } from '../html.js';
import { seriesLink, go } from '../page/address.js';
import { useRows } from '../parts/rows.js';
import { duration } from '../format/duration.js';
import { count } from '../format/number.js';
import { stateWord, gradeWord } from './classes.js';

const PAGE = 200;

/** The cells as rows, in the same order. */
export function FleetTable({ fleet, groups }) {
  const [most, setMost] = useState(PAGE);
  const all = groups.flatMap((g) => g.members);
  const shown = all.slice(0, most);
  const at = useRows(shown.length, (n) => go(seriesLink(fleet.names[shown[n]])));
  return html`<div class="scroll-x"><table class="data list">
    <thead><tr><th>series</th><th>state</th><th>data</th><th class="num">newest point</th><th class="num">lag</th><th class="num">models</th><th>asset</th></tr></thead>
    <tbody>${shown.map((i, n) => html`<tr key=${fleet.names[i]} class=${n === at ? 'active' : ''}><th scope="row"><a class="row-link" href=${seriesLink(fleet.names[i])}>${fleet.names[i]}</a></th>
      <td data-label="state">${stateWord(fleet, i)}</td><td data-label="data" class=${`grade-${fleet.gradeNames[fleet.grades[i]]}`}>${gradeWord(fleet, i)}</td>
      <td class="num" data-label="newest point">${fleet.ages[i] === null ? '–' : `${duration(fleet.ages[i])} ago`}</td><td class="num" data-label="lag">${duration(fleet.lags[i])}</td>
      <td class="num" data-label="models">${count(fleet.models[i])}</td><td data-label="asset">${fleet.groups[i]}</td></tr>`)}</tbody></table>
    ${all.length > most && html`<p class="under"><button onClick=${() => setMost(most + 1000)}>Show more</button><span class="hint">${count(most)} of ${count(all.length)}</span></p>`}</div>`;
}

export const rows = (fleet, groups) => [
  ['series', 'state', 'grade', 'newest_point_age_seconds', 'lag_seconds', 'models', 'asset'],
  ...groups.flatMap((g) => g.members).map((i) => [fleet.names[i], fleet.stateNames[fleet.states[i]], fleet.gradeNames[fleet.grades[i]], fleet.ages[i], fleet.lags[i], fleet.models[i], fleet.groups[i]]),
];
