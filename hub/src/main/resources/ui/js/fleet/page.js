// Fleet: every series as a small cell, the worst first.
import { html, useMemo, useRef } from '../html.js';
import { useParam, setParams, link } from '../page/address.js';
import { useKeys } from '../page/keys.js';
import { useSize } from '../parts/size.js';
import { Head } from '../parts/head.js';
import { Filter } from '../parts/filter.js';
import { Choice, Segments } from '../parts/choice.js';
import { Failure, Empty, Skeleton, Stale } from '../parts/notice.js';
import { Swatch } from '../parts/swatch.js';
import { SaveMenu } from '../chart/menu.js';
import { count, plural } from '../format/number.js';
import { useFleet } from './data.js';
import { classes } from './classes.js';
import { arrange, layout } from './arrange.js';
import { Cells } from './cells.js';
import { widest } from './painter.js';
import { FleetTable, rows } from './table.js';

const STATES = ['alarm', 'failing', 'behind', 'filling', 'ok', 'paused', 'unwatched'];

export function Fleet() {
  const [box, size] = useSize();
  const q = useParam('q');
  const state = useParam('state');
  const grade = useParam('grade');
  const by = useParam('by', 'state');
  const sort = useParam('sort', 'worst');
  const group = useParam('group');
  const view = useParam('view');
  const canvas = useRef();
  const data = useFleet({ search: q, state, grade });
  const fleet = data.data;
  const kinds = useMemo(() => fleet && classes(fleet, by), [fleet, by]);
  const groups = useMemo(() => fleet && arrange(fleet, { sort, group, kinds }), [fleet, sort, group, kinds]);
  const touch = size.width > 0 && size.width < 640;
  const height = touch ? Math.max(300, innerHeight - 330) : Math.max(160, size.height - 4);
  const plan = useMemo(() => (groups && size.width && fleet.names.length ? layout(groups, size.width, height, touch, (font) => widest(fleet.names, font)) : null), [groups, size.width, height, touch]);
  const set = (patch) => setParams(patch, { replace: true });
  const table = view === 'table';
  useKeys({ t: () => set({ view: table ? null : 'table' }) });
  return html`
    <${Head} page="fleet">${fleet && html`<span class="hint">${shown(fleet, q || state || grade)}</span>`}<//>
    <div class="toolbar"><${Filter} value=${q} onChange=${(v) => set({ q: v })} placeholder="Filter series" />
      <${Choice} label="colour by" value=${by} onChange=${(v) => set({ by: v === 'state' ? null : v })} options=${[['state', 'state'], ['grade', 'data'], ['age', 'newest point']]} />
      <${Choice} label="sort by" value=${sort} onChange=${(v) => set({ sort: v === 'worst' ? null : v })} options=${[['worst', 'worst first'], ['name', 'name'], ['age', 'oldest data'], ['lag', 'lag']]} />
      <${Choice} label="group by" value=${group} onChange=${(v) => set({ group: v })} options=${[['', 'nothing'], ['asset', 'asset'], ['kind', 'colour']]} />
      <${Choice} label="only" value=${state} onChange=${(v) => set({ state: v })} options=${[['', 'any state'], ...STATES.map((s) => [s, s === 'unwatched' ? 'no model' : s])]} />
      <span class="grow"></span>
      <${Segments} label="View" value=${table ? 'table' : 'cells'} onChange=${(v) => set({ view: v === 'table' ? v : null })} options=${[['cells', 'cells'], ['table', 'table']]} />
      ${fleet?.names.length > 0 && html`<${SaveMenu} canvas=${canvas} name="fleet" rows=${() => rows(fleet, groups)} />`}</div>
    <${Stale} error=${fleet ? data.error : null} at=${data.at} />
    <div class="fleet-body" ref=${box}>
      ${data.error && !fleet && html`<${Failure} error=${data.error} retry=${data.reload} />`}
      ${data.slow && !fleet && !data.error && html`<${Skeleton} rows=${12} />`}
      ${fleet && fleet.names.length === 0 && html`<${None} filtered=${q || state || grade} />`}
      ${plan && (table ? html`<${FleetTable} fleet=${fleet} groups=${groups} />` : html`<${Cells} fleet=${fleet} kinds=${kinds} plan=${plan} width=${size.width} height=${height} canvas=${canvas} />`)}
    </div>
    ${plan && !table && html`<${Legend} fleet=${fleet} kinds=${kinds} />`}`;
}

function shown(fleet, filtered) {
  const n = fleet.names.length;
  if (fleet.more) return `the first ${count(n)} of ${count(fleet.total)} series: filter to see others`;
  return filtered ? `${count(n)} of ${count(fleet.total)} series` : plural(n, 'series', 'series');
}

/** What the colours mean, and how many there are of each. */
function Legend({ fleet, kinds }) {
  const counts = useMemo(() => {
    const out = kinds.list.map(() => 0);
    for (let i = 0; i < fleet.names.length; i++) out[kinds.of(i)]++;
    return out;
  }, [fleet, kinds]);
  return html`<p class="legend">${kinds.list.map((k, i) => (counts[i] > 0 || k.fill === 'failed') && html`<span key=${k.word} class=${counts[i] ? '' : 'nil'}><${Swatch} state=${k.fill} /> ${count(counts[i])} ${k.word}</span>`)}
    <span class="legend-hint"><i class="mark-corner"></i> bad or no data <i class="mark-bar"></i> lag <i class="mark-frame"></i> open alarm</span></p>`;
}

function None({ filtered }) {
  if (filtered) return html`<${Empty} title="No series is like this"><p><button onClick=${() => setParams({ q: null, state: null, grade: null })}>Show all series</button></p><//>`;
  return html`<${Empty} title="No series yet"><p>Each series that arrives becomes a cell here. <a href=${link('/ui/series')}>How data comes in</a></p><//>`;
}
