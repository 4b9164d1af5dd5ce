// Why selected intervals are in their states: reasons grouped, with counts, worst first.
import { html } from '../html.js';
import { get, path, each } from '../data/api.js';
import { useData } from '../data/use.js';
import { Loaded } from '../parts/notice.js';
import { Swatch } from '../parts/swatch.js';
import { STATES, WORDS, WORST_FIRST } from '../states.js';
import { count, plural } from '../format/number.js';
import { span as spanText, stamp } from '../format/instant.js';
import { modelLink } from '../page/address.js';

const MOST = 40;

async function reasons({ models, from, to }, signal) {
  const asked = models.slice(0, MOST);
  const groups = new Map();
  let worst = null;
  await each(asked, 4, async (name) => {
    const c = await get(path('models', name, 'coverage'), { from, to }, signal);
    for (const s of c.segments) {
      if (s.state === 'not_due' || s.state === 'expired') continue;
      const key = `${s.state}|${s.why}`;
      if (!groups.has(key)) groups.set(key, { state: s.state, why: s.why, cells: 0, models: new Map(), from: Infinity, to: 0 });
      const g = groups.get(key);
      g.cells += s.cells;
      g.models.set(name, (g.models.get(name) ?? 0) + s.cells);
      g.from = Math.min(g.from, Date.parse(s.from));
      g.to = Math.max(g.to, Date.parse(s.to));
      const rank = WORST_FIRST.indexOf(STATES.indexOf(s.state));
      if (!worst || rank < worst.rank) worst = { rank, name, at: Math.max(from, Date.parse(s.from)) };
    }
  });
  const list = [...groups.values()].sort((a, b) => WORST_FIRST.indexOf(STATES.indexOf(a.state)) - WORST_FIRST.indexOf(STATES.indexOf(b.state)) || b.cells - a.cells);
  const life = asked.length === 1 && worst ? await get(path('models', worst.name, 'explain'), { at: worst.at }, signal) : null;
  return { list, life, left: models.length - asked.length };
}

export function Why({ span }) {
  const data = useData(JSON.stringify(span), (signal) => reasons(span, signal));
  return html`<div class="why"><${Loaded} of=${data} rows=${3}>${(d) => html`
    <table class="reasons"><caption class="sr">Reasons</caption>
      <thead><tr><th class="num">intervals</th><th>state</th><th>why</th><th>models</th><th>between</th></tr></thead>
      <tbody>${d.list.map((g) => html`<tr key=${g.state + g.why}>
        <td class="num">${count(g.cells)}</td>
        <td><${Swatch} state=${g.state} /> ${WORDS[g.state]}</td>
        <td>${g.why || '–'}</td>
        <td><${Names} models=${g.models} /></td>
        <td class="when">${spanText(g.from, g.to)}</td></tr>`)}
        ${d.list.length === 0 && html`<tr><td colspan="5">No interval of these models falls due in this span.</td></tr>`}
      </tbody></table>
    ${d.left > 0 && html`<p class="hint">${plural(d.left, 'further model')} not asked: select fewer to see all reasons.</p>`}
    ${d.life && html`<${Life} life=${d.life} />`}`}<//></div>`;
}

function Names({ models }) {
  const names = [...models.keys()];
  return html`${names.slice(0, 3).map((n, i) => html`${i ? ', ' : ''}<a key=${n} href=${modelLink(n)}>${n}</a>`)}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`;
}

/** The life of one interval: due, planned, read, run, stored. */
export function Life({ life }) {
  return html`<div class="life"><h3>${spanText(life.interval.from, life.interval.to)} · revision ${life.revision} · ${WORDS[life.state] ?? life.state}</h3>
    <ol>${life.steps.map((s, i) => html`<li key=${i}><time>${s.time ? stamp(s.time) : ''}</time><span>${s.what}</span></li>`)}</ol></div>`;
}
