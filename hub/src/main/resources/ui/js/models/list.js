import { html } from '../html.js'; export function ModelList() { return html`<p>…</p>`; }
