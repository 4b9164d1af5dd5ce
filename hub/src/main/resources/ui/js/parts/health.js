import { html } from '../html.js';
import { HEALTH } from '../states.js';

/** A model's health as a mark and a word; nothing is said of the ordinary. */
export function Health({ health, quiet = false }) {
  const h = HEALTH[health] ?? { word: health, mark: '' };
  if (quiet && health === 'ok') return html`<span class="health ok"><span class="sr">ok</span></span>`;
  return html`<span class="health ${health}">${h.mark && html`<i aria-hidden="true">${h.mark}</i>`}${h.word}</span>`;
}
