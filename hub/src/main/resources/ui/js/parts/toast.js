import { html, useEffect } from '../html.js';
import { store, useStore } from '../store.js';

const current = store([]);
let number = 0;

/** Says one thing at the foot of the page; errors stay until they are closed. */
export function toast(text, kind = 'info') {
  const t = { id: ++number, text, kind };
  current.set([...current.get().slice(-3), t]);
  if (kind === 'info') setTimeout(() => drop(t.id), 6000);
}

const drop = (id) => current.set(current.get().filter((t) => t.id !== id));

export function Toasts() {
  const list = useStore(current);
  useEffect(() => () => current.set([]), []);
  return html`<div class="toasts" role="status" aria-live="polite">
    ${list.map((t) => html`<p key=${t.id} class="toast ${t.kind}">${t.text}<button class="quiet" aria-label="Close" onClick=${() => drop(t.id)}>×</button></p>`)}
  </div>`;
}
