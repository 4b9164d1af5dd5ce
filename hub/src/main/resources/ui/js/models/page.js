import { html } from '../html.js'; export function ModelPage() { return html`<p>…</p>`; }
