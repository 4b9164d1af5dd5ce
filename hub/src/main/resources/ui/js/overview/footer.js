// What is selected, why it is so, and what can be done; or, with nothing selected, what the colours mean.
import { html, useState, useEffect } from '../html.js';
import { useParam, setParams } from '../page/address.js';
import { useMay } from '../page/person.js';
import { useKeys } from '../page/keys.js';
import { useStore } from '../store.js';
import { latest } from '../data/status.js';
import { Swatch } from '../parts/swatch.js';
import { Rerun } from '../rerun/rerun.js';
import { STATES, WORDS, MEANING, nonZero } from '../states.js';
import { count, plural } from '../format/number.js';
import { span } from '../format/instant.js';
import { selectedCounts, clearSelection } from './selection.js';
import { Why } from './why.js';

export function Footer({ selection, matrix }) {
  const why = useParam('why') === '1';
  const [rerun, setRerun] = useState(null);
  const may = useMay('write');
  const key = selection && `${selection.from}|${selection.to}|${selection.models.join()}`;
  useEffect(() => setRerun(null), [key]);
  const toggleWhy = () => setParams({ why: why ? null : '1' }, { replace: true });
  useKeys({
    w: () => (selection ? toggleWhy() : false),
    r: () => (selection && may ? setRerun(key) : false),
    Escape: () => (rerun ? setRerun(null) : false),
  });
  if (!selection) return html`<${Legend} />`;
  const { counts } = selectedCounts(selection, matrix);
  const total = counts.reduce((a, b) => a + b, 0) - counts[5] - counts[6];
  const prefer = counts[2] + counts[4] > 0 ? 'failed' : 'all';
  return html`<section class="footer" aria-label="Selection">
    <div class="footer-line">
      <span class="footer-what"><b>${selection.models.length === 1 ? selection.models[0] : plural(selection.models.length, 'model')}</b>
        <span>${span(selection.from, selection.to)}</span></span>
      <span class="footer-states"><b>${plural(total, 'interval')}</b>
        ${nonZero(counts).filter(([s]) => s !== 'not_due').map(([s, n]) => html`<span key=${s}><${Swatch} state=${s} size=${10} /> ${count(n)} ${WORDS[s]}</span>`)}</span>
      <span class="footer-do">
        <button aria-expanded=${why} onClick=${toggleWhy} title="Reasons (w)">Why</button>
        ${may && html`<button aria-expanded=${rerun !== null} onClick=${() => setRerun(rerun ? null : key)} title="Re-run (r); says first what it will do">Re-run…</button>`}
        <button class="quiet" onClick=${clearSelection} aria-label="Clear the selection" title="Clear (Esc)">×</button></span>
    </div>
    ${rerun && html`<${Rerun} key=${rerun} span=${selection} prefer=${prefer} close=${() => setRerun(null)} done=${matrix.reload} />`}
    ${why && html`<${Why} span=${selection} />`}
  </section>`;
}

export function Legend() {
  const { status } = useStore(latest);
  const shown = STATES.filter((s) => s !== 'not_due' && (s !== 'handed_off' || status?.tally.handed_off > 0));
  return html`<p class="legend">${shown.map((s) => html`<span key=${s} title=${MEANING[s]}><${Swatch} state=${s} /> ${WORDS[s]}</span>`)}
    <span class="legend-hint">Drag to select, drag the time axis to zoom, ? for keys.</span></p>`;
}
