import { html } from '../html.js';
import { stamp, ms } from '../format/instant.js';
import { duration } from '../format/duration.js';
import { now } from '../data/status.js';
import { modelLink } from '../page/address.js';
import { iso } from '../time/range.js';
import { Spark } from '../series/spark.js';
import { SEVERITY } from '../events/line.js';

const MINUTE = 60_000;

/** The span to look at around an alarm: as long before it as it lasts, an hour at least. */
export function around(a) {
  const from = ms(a.from);
  const to = a.open ? now() : ms(a.to);
  const pad = Math.max(60 * MINUTE, 0.6 * (to - from));
  return { from: Math.round((from - pad) / MINUTE) * MINUTE, to: Math.round((to + (a.open ? 0 : pad)) / MINUTE) * MINUTE };
}

/** An episode of a single value has no length. */
export const span = (a) => (!a.open && ms(a.to) === ms(a.from) ? 'one value' : `lasted ${lasted(a)}`);

export const lasted = (a) => duration(((a.open ? now() : ms(a.to)) - ms(a.from)) / 1000);

/** One alarm on one line. */
export function AlarmLine({ alarm: a, active, expanded, open }) {
  const s = SEVERITY[a.severity] ?? SEVERITY.info;
  const near = around(a);
  return html`<div class="alarm ${a.severity} ${a.open ? 'open' : 'past'} ${active ? 'active' : ''}">
    <span class="sev" title=${s.word}><i aria-hidden="true">${s.mark || '●'}</i><span class="sr">${s.word}</span></span>
    <time title=${a.from}>${stamp(a.from)}</time>
    <button class="alarm-what" aria-expanded=${expanded} onClick=${open}>${a.words}</button>
    <span class="alarm-model"><a href=${modelLink(a.model, { from: iso(near.from), to: iso(near.to) })}>${a.model}</a></span>
    <span class="alarm-spark">${a.series && html`<${Spark} name=${a.series} from=${near.from} to=${near.to} />`}</span>
    <span class="alarm-state">${a.open ? `open for ${lasted(a)}` : span(a)}${a.silence ? html`<br /><span class="nil">silent: ${a.silence}</span>` : ''}</span>
    <span class="alarm-by">${a.acknowledged_by || html`<span class="nil">nobody yet</span>`}${a.feedback !== 'none' ? html`<br /><span class="nil">${a.feedback.replace('_', ' ')}</span>` : ''}</span>
  </div>`;
}
