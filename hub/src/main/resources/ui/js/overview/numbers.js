// One line of numbers that an operator needs, each a link to what is behind it.
import { html } from '../html.js';
import { useStore } from '../store.js';
import { latest } from '../data/status.js';
import { link } from '../page/address.js';
import { count, percent, rate } from '../format/number.js';
import { duration } from '../format/duration.js';
import { MEANING } from '../states.js';

export function Numbers() {
  const { status: s, error } = useStore(latest);
  if (!s) return html`<p class="numbers" aria-busy="true">${error ? error.message : html`<span class="n"> </span>`}</p>`;
  const waiting = s.tally.missing + s.tally.in_flight;
  const over = (extra) => link('/ui/overview', extra);
  return html`<p class="numbers">
    <${N} href=${over({ view: 'table' })} value=${percent(s.complete)} name="complete" bad=${s.complete < 0.999 && waiting > 0 && !s.filling} title="${count(s.tally.due - waiting)} of ${count(s.tally.due)} due intervals have ended" />
    <${N} href=${link('/ui/models')} value=${rate(s.due_per_hour)} name="due/h" title="Intervals that fall due in an hour" />
    <${N} href=${link('/ui/models', { sort: 'lag' })} value=${duration(s.lag_p99_seconds)} name="lag p99" title="99 % of models lag no more than this; the largest lag is ${duration(s.lag_max_seconds)}" />
    <${N} href=${over({ health: 'behind' })} value=${count(s.behind)} name="${s.behind === 1 ? 'model' : 'models'} behind" bad=${s.behind > 0} zero />
    <${N} href=${over({ health: 'failing' })} value=${count(s.failing)} name="failing" bad=${s.failing > 0} zero />
    <${N} href=${over({ health: 'filling' })} value=${count(waiting)} name="backlog" zero title="Missing and in flight; ${rate(s.committed_per_second)} tasks committed per second">${waiting > 0 && s.backlog_seconds > 0 ? html` → ${duration(s.backlog_seconds)}` : ''}<//>
    ${s.tally.handed_off > 0 && html`<${N} href=${over({ view: 'table' })} value=${count(s.tally.handed_off)} name="handed off" title=${`${MEANING.handed_off}; the promise is best effort`} />`}
    ${s.open_alarms !== undefined && html`<${N} href=${link('/ui/alarms')} value=${count(s.open_alarms)} name="open ${s.open_alarms === 1 ? 'alarm' : 'alarms'}" bad=${s.open_alarms > 0} zero />`}
    ${s.grades && html`<${N} href=${link('/ui/series', { grade: 'bad' })} value=${count(s.grades.bad + s.grades.none)} name="bad or silent sensors" bad=${s.grades.bad + s.grades.none > 0} zero title="${count(s.grades.bad)} bad, ${count(s.grades.none)} without data, ${count(s.grades.fair)} fair, ${count(s.grades.good)} good" />`}
    <${N} href=${link('/ui/series')} value=${rate(s.ingest?.points_per_second ?? 0)} name="points/s" title="${count(s.points_written)} points written since the start" quiet />
  </p>`;
}

function N({ href, value, name, bad, zero, title, quiet, children }) {
  const state = bad ? 'bad' : quiet || (zero && value === '0') ? 'nil' : '';
  return html`<a class="n ${state}" href=${href} title=${title}><b>${value}</b> ${name}${children}</a>`;
}
