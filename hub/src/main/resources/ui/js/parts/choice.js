import { html } from '../html.js';

/** A labelled select; `options` are [value, text]. */
export function Choice({ label, value, options, onChange, hideLabel = false }) {
  return html`<label class="choice"><span class=${hideLabel ? 'sr' : ''}>${label}</span>
    <select value=${value} onChange=${(e) => onChange(e.target.value)} aria-label=${label}>
      ${options.map(([v, t]) => html`<option key=${v} value=${v} selected=${v === value}>${t}</option>`)}
    </select></label>`;
}

/** Two or three exclusive choices side by side. */
export function Segments({ label, value, options, onChange }) {
  return html`<span class="segments" role="group" aria-label=${label}>
    ${options.map(([v, t]) => html`<button key=${v} aria-pressed=${v === value} onClick=${() => onChange(v)}>${t}</button>`)}
  </span>`;
}
