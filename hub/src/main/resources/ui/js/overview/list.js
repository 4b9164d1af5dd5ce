// The matrix on a phone: one line of words and one strip of cells per model.
import { html, useRef, useLayoutEffect } from '../html.js';
import { useStore } from '../store.js';
import { theme } from '../page/theme.js';
import { modelLink } from '../page/address.js';
import { Health } from '../parts/health.js';
import { duration } from '../format/duration.js';
import { percent } from '../format/number.js';
import { paint } from './painter.js';
import { Axis } from './axis.js';
import { setRange } from '../time/range.js';
import { sum } from './buckets.js';
import { select } from './selection.js';

const MOST = 200;

export function PhoneList({ matrix, width, selection }) {
  const { rows, grid } = matrix;
  const x = (t) => ((t - grid.from) / (grid.to - grid.from)) * width;
  return html`<div class="phone-list">
    <${Axis} grid=${grid} width=${width} x=${x} onZoom=${(a, b) => setRange(a, b)} />
    <ul>${rows.slice(0, MOST).map((r) => html`<${Row} key=${r.model.name} row=${r} grid=${grid} width=${width} version=${matrix.version} chosen=${selection?.models.includes(r.model.name)} />`)}</ul>
    ${rows.length > MOST && html`<p class="hint">The first ${MOST} of ${rows.length} are shown: filter to see others.</p>`}
  </div>`;
}

function Row({ row, grid, width, version, chosen }) {
  const ref = useRef();
  const colours = useStore(theme);
  const { model } = row;
  useLayoutEffect(() => paint(ref.current, width, 16, grid, [{ row, y: 0, h: 16 }], true), [row, grid, width, version, colours]);
  const c = sum(row.counts, 0, grid.count);
  const trouble = c[2] + c[4] > 0 || model.health === 'failing' || model.health === 'behind';
  return html`<li class=${chosen ? 'chosen' : ''}>
    <a href=${modelLink(model.name)}><span>${model.name}</span><${Health} health=${model.health} quiet />
      <small>${model.health === 'filling' ? percent(model.complete) : model.lag_seconds > 0 && model.health !== 'ok' ? duration(model.lag_seconds) : ''}</small></a>
    <canvas ref=${ref} role="img" aria-label="${c[0]} predicted, ${c[1]} empty, ${c[2]} failed, ${c[3]} in flight, ${c[4]} missing"></canvas>
    ${trouble && html`<p>${c[2] > 0 ? `${c[2]} failed ` : ''}${c[4] > 0 ? `${c[4]} missing ` : ''}${model.last_error ? html`<span>${model.last_error}</span>` : ''}
      <button onClick=${() => select(grid.from, grid.to, [model.name])}>Why, re-run…</button></p>`}
  </li>`;
}
