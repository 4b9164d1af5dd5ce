import { html } from '../html.js';
import { modelLink, seriesLink } from '../page/address.js';
import { clock, day } from '../format/instant.js';

export const SEVERITY = { info: { mark: '', word: 'info' }, warning: { mark: '◆', word: 'warning' }, error: { mark: '▲', word: 'error' } };

/** Where the subject of an event leads. */
export function Subject({ subject }) {
  const [, kind, name] = /^(\w+):(.*)$/.exec(subject ?? '') ?? [];
  if (kind === 'model') return html`<a href=${modelLink(name)}>${name}</a>`;
  if (kind === 'series') return html`<a href=${seriesLink(name)}>${name}</a>`;
  return html`<span class="nil">${subject || 'server'}</span>`;
}

/** One event, or several alike, on one line; its details open under it. */
export function EventLine({ event: e, times = 1, active, withDay }) {
  const details = Object.entries(e.details ?? {});
  const s = SEVERITY[e.severity] ?? SEVERITY.info;
  return html`<li class="event ${e.severity} ${active ? 'active' : ''}">
    <time title=${e.time}>${withDay ? `${day(e.time)} ` : ''}${clock(e.time, true)}</time>
    <span class="sev" title=${s.word}><i aria-hidden="true">${s.mark}</i><span class="sr">${s.word}</span></span>
    <span class="event-what">${e.message}${times > 1 ? html` <b class="times" title="Alike, one after the other">×${times}</b>` : ''}
      ${details.length > 0 && html`<details><summary>details</summary><dl class="facts">${details.map(([k, v]) => html`<div key=${k}><dt>${k}</dt><dd>${v}</dd></div>`)}</dl></details>`}</span>
    <span class="event-subject"><${Subject} subject=${e.subject} /></span>
    <span class="event-kind">${e.kind}</span></li>`;
}

/** Whether an event's subject is the wanted one: exactly where that begins with its kind, else a part of it. */
export function isAbout(subject, wanted) {
  if (!wanted) return true;
  return /^(model|series):/.test(wanted) ? subject === wanted : subject.toLowerCase().includes(wanted.toLowerCase());
}

/** Joins events that say the same thing one after the other: [{event, times}]. */
export function alike(events) {
  const out = [];
  for (const e of events) {
    const last = out.at(-1);
    if (last && last.event.kind === e.kind && last.event.subject === e.subject && last.event.message === e.message) last.times++;
    else out.push({ event: e, times: 1 });
  }
  return out;
}
