import { html } from '../html.js'; export function SeriesList() { return html`<p>…</p>`; }
