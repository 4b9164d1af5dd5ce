import { html } from '../html.js';
import { count } from '../format/number.js';

/** Earlier and later pages of a list. */
export function Pages({ offset, limit, total, onMove }) {
  if (total <= limit) return null;
  return html`<p class="under" role="navigation" aria-label="Pages of the list">
    <button disabled=${offset === 0} onClick=${() => onMove(Math.max(0, offset - limit))}>Previous</button>
    <button disabled=${offset + limit >= total} onClick=${() => onMove(offset + limit)}>Next</button>
    <span class="hint">${count(offset + 1)} to ${count(Math.min(total, offset + limit))} of ${count(total)}</span></p>`;
}
