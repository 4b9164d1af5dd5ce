import { html, useEffect, useRef } from '../html.js';

/** A modal dialog: focus goes to its first field, or else to what closes it, and comes back; Esc closes. */
export function Dialog({ title, close, children, wide = false }) {
  const ref = useRef();
  useEffect(() => {
    const before = document.activeElement;
    ref.current.showModal();
    ref.current.querySelector('.dialog > :not(header) :is(input, select, textarea)')?.focus();
    return () => before?.focus?.();
  }, []);
  return html`<dialog ref=${ref} class=${wide ? 'wide' : ''} aria-label=${title} onCancel=${close}
      onClick=${(e) => e.target === ref.current && close()} onClose=${close}>
    <div class="dialog">
      <header><h2>${title}</h2><button class="quiet" aria-label="Close" onClick=${close}>×</button></header>
      ${children}
    </div>
  </dialog>`;
}
