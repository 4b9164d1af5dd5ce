import { html, useState, useEffect } from '../html.js';
import { get, path } from '../data/api.js';
import { useData } from '../data/use.js';
import { useStream } from '../data/stream.js';
import { Loaded } from '../parts/notice.js';
import { link } from '../page/address.js';
import { EventLine, alike } from './line.js';

/** The newest events of a subject (or all), live. */
export function Recent({ subject = '', minimum = 'info', most = 8, none = 'No events yet.' }) {
  const data = useData(`${subject}|${minimum}|${most}`, (signal) => get(path('events'), { subject, minimum, limit: most * 2, from: '-30d', to: 'now' }, signal));
  const [fresh, setFresh] = useState([]);
  useEffect(() => setFresh([]), [subject, minimum]);
  useStream('event', (e) => {
    if ((!subject || e.subject === subject) && (minimum === 'info' || e.severity !== 'info')) setFresh((f) => [e, ...f].slice(0, most));
  });
  return html`<${Loaded} of=${data} rows=${3}>${(d) => {
    const seen = new Set(d.items.map((e) => e.id));
    const list = alike([...fresh.filter((e) => !seen.has(e.id)), ...d.items]).slice(0, most);
    return html`${list.length === 0 ? html`<p class="hint">${none}</p>` : html`<ul class="events small">${list.map(({ event, times }) => html`<${EventLine} key=${event.id} event=${event} times=${times} withDay />`)}</ul>`}
      ${d.items.length > most && html`<p class="under"><a href=${link('/ui/events', { subject, minimum: minimum === 'info' ? null : minimum })}>All events</a></p>`}`;
  }}<//>`;
}
