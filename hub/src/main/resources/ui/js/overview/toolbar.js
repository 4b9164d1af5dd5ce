import { html } from '../html.js';
import { setParams, useParam } from '../page/address.js';
import { Choice, Segments } from '../parts/choice.js';
import { Filter } from '../parts/filter.js';
import { useKeys } from '../page/keys.js';
import { count } from '../format/number.js';
import { MOST } from './data.js';

export function Toolbar({ total }) {
  const q = useParam('q');
  const health = useParam('health');
  const sort = useParam('sort', 'worst');
  const group = useParam('group');
  const view = useParam('view', 'matrix');
  const fit = useParam('fit');
  const set = (patch) => setParams(patch, { replace: true });
  useKeys({ t: () => set({ view: view === 'table' ? null : 'table' }) });
  return html`<div class="toolbar" role="toolbar" aria-label="What is shown">
    <${Filter} value=${q} onChange=${(v) => set({ q: v })} placeholder="Filter models" />
    <${Choice} label="only" value=${health} onChange=${(v) => set({ health: v })} options=${[['', 'any health'], ['failing', 'failing'], ['behind', 'behind'], ['filling', 'filling'], ['ok', 'ok'], ['paused', 'paused']]} />
    <${Choice} label="sort by" value=${sort} onChange=${(v) => set({ sort: v === 'worst' ? null : v })} options=${[['worst', 'worst first'], ['name', 'name'], ['lag', 'lag']]} />
    <${Choice} label="group by" value=${group} onChange=${(v) => set({ group: v })} options=${[['', 'nothing'], ['1', 'project']]} />
    <span class="grow"></span>
    ${total !== undefined && html`<span class="hint">${count(total)} models${total > MOST ? `, the first ${count(MOST)} shown: filter to see others` : ''}</span>`}
    <${Segments} label="View" value=${view === 'table' ? 'table' : fit ? 'fit' : 'matrix'} onChange=${(v) => set({ view: v === 'table' ? v : null, fit: v === 'fit' ? '1' : null })} options=${[['matrix', 'rows'], ['fit', 'all on one screen'], ['table', 'table']]} />
  </div>`;
}
