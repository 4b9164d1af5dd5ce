// Table, CSV, PNG, address and native query of what is shown.
import { html, useState } from '../html.js';
import { get, path } from '../data/api.js';
import { saveExport, saveBlob, copyAddress, copy, fileName } from '../parts/save.js';
import { Dialog } from '../parts/dialog.js';
import { Loaded } from '../parts/notice.js';
import { useData } from '../data/use.js';

export function Actions({ name, range, view, canvas, onView }) {
  const [query, setQuery] = useState(false);
  const csv = () => saveExport(path('export', 'points'), { series: name, from: range.from, to: range.to, format: 'csv' }, fileName(name, 'points.csv'));
  const png = () => canvas.current?.toBlob((blob) => saveBlob(blob, fileName(name, 'chart.png')));
  return html`<span class="actions">
    <button aria-pressed=${view === 'table'} onClick=${onView} title="Numbers instead of the picture (t)">Table</button>
    <button onClick=${csv} title="All points of this range">CSV</button>
    <button onClick=${png} disabled=${view === 'table'}>PNG</button>
    <button onClick=${copyAddress} title="Copies the address of exactly this view">Link</button>
    <button onClick=${() => setQuery(true)} title="The query that the backend runs for this range">Query</button>
    ${query && html`<${Query} name=${name} range=${range} close=${() => setQuery(false)} />`}
  </span>`;
}

function Query({ name, range, close }) {
  const data = useData(`${name}|q`, (signal) => get(path('series', name, 'native-range'), { from: range.from, to: range.to }, signal));
  return html`<${Dialog} title="Query of this range" close=${close} wide>
    <${Loaded} of=${data}>${(q) => html`
      <pre class="code">${q.text}</pre>
      <dl class="facts">${Object.entries(q.parameters ?? {}).map(([k, v]) => html`<div key=${k}><dt>${k}</dt><dd><code>${String(v)}</code></dd></div>`)}</dl>
      <div class="actions"><button onClick=${() => copy(q.text, 'Query')}>Copy</button></div>`}<//>
  <//>`;
}
