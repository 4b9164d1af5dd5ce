import { html } from '../html.js';
import { duration } from '../format/duration.js';
import { token } from '../data/api.js';
import { Enter } from '../page/person.js';

/** What failed, and what to do. */
export function Failure({ error, retry }) {
  return html`<div class="notice failure" role="alert">
    <p><b>${error.message}</b></p>
    <p>${advice(error)} ${retry && html`<button class="quiet" onClick=${retry}>Try again</button>`}</p>
  </div>`;
}

function advice(error) {
  if (error.code === 'unreachable') return 'Check that foretide runs and that this browser may reach it.';
  if (error.code === 'timeout') return 'The server may be busy; a shorter time range asks for less.';
  if (error.status === 401 && !token()) return html`<${Enter} />`;
  if (error.status === 401 || error.status === 403) return 'A token with the right to read is needed.';
  if (error.status === 404) return 'It may have been renamed or deleted.';
  return '';
}

/** What would be here, and how to get it. */
export function Empty({ title, children }) {
  return html`<div class="notice empty"><p><b>${title}</b></p>${children}</div>`;
}

/** Old data is shown because new data does not come. */
export function Stale({ error, at }) {
  if (!error || !at) return null;
  return html`<p class="notice stale" role="status">From ${duration((Date.now() - at) / 1000)} ago: ${error.message}.</p>`;
}

/** Grey lines where rows will be; drawn only if data takes longer than 100 ms. */
export function Skeleton({ rows = 8 }) {
  return html`<div class="skeleton" aria-busy="true" aria-label="Loading">${Array.from({ length: rows }, (_, i) => html`<i key=${i}></i>`)}</div>`;
}

/** Data, or the honest reason why there is none. */
export function Loaded({ of, rows, children }) {
  if (of.data !== null) return html`<${Stale} error=${of.error} at=${of.at} />${children(of.data)}`;
  if (of.error) return html`<${Failure} error=${of.error} retry=${of.reload} />`;
  return of.slow ? html`<${Skeleton} rows=${rows} />` : null;
}
