import { html, useMemo, useState, useEffect } from '../html.js';
import { useParam, link } from '../page/address.js';
import { useRange } from '../time/range.js';
import { useSize } from '../parts/size.js';
import { Failure, Empty, Skeleton, Stale } from '../parts/notice.js';
import { useStore } from '../store.js';
import { latest } from '../data/status.js';
import { plural, rate } from '../format/number.js';
import { buckets } from './buckets.js';
import { useMatrix, MOST } from './data.js';
import { useSelection } from './selection.js';
import { Matrix } from './matrix.js';
import { CoverageTable } from './table.js';
import { Footer } from './footer.js';
import { Numbers } from './numbers.js';
import { Toolbar } from './toolbar.js';
import { Recent } from '../events/recent.js';
import { WallHead } from './wall.js';
import { PhoneList } from './list.js';

export function Overview({ wall }) {
  const [box, size] = useSize();
  const range = useRange();
  const view = useParam('view', 'matrix');
  const group = useParam('group') === '1' && !wall;
  const fit = useParam('fit') === '1' || wall;
  const open = useParam('open');
  const filter = { search: useParam('q'), health: useParam('health'), sort: useParam('sort', 'worst') };
  const selection = useSelection();
  const phone = size.width > 0 && size.width < 640;
  const [rowsKnown, setRowsKnown] = useState(0);
  // Rows too thin for names: their place goes to a list of the worst models.
  const thin = fit && rowsKnown > 0 && (size.height - 34) / rowsKnown < 13;
  const labels = (phone && !wall) || thin ? 0 : Math.min(wall ? 620 : 300, Math.max(190, size.width * (wall ? 0.23 : 0.17)));
  const side = phone && !wall ? 0 : thin ? Math.max(150, Math.min(460, size.width * 0.19)) : wall ? Math.max(150, size.width * 0.11) : 124;
  const width = Math.max(60, Math.floor(size.width - labels - side));
  const grid = useMemo(() => (size.width ? buckets(range, width, phone ? 2.5 : 3) : null), [range.from, range.to, width, size.width > 0]);
  const stable = useMemo(() => grid, [grid?.from, grid?.count, grid?.step]);
  const matrix = useMatrix(stable, filter);
  const known = matrix.rows ? Math.min(matrix.total, MOST) : 0;
  useEffect(() => setRowsKnown(known), [known]);
  const space = Math.max(160, size.height - 34);
  const groups = group && matrix.rows ? new Set(matrix.rows.map((r) => r.model.group)).size : 0;
  const room = wall || phone || fit || view === 'table' ? 0 : space - known * (width > 1700 ? 40 : 32) - groups * 24 - (open ? 110 : 0) - 70;
  return html`
    ${wall ? html`<${WallHead} />` : html`<${Numbers} /><${Toolbar} total=${matrix.rows ? matrix.total : undefined} />`}
    <${Stale} error=${matrix.rows ? matrix.error : null} at=${matrix.at} />
    <div class="overview-body" ref=${box} data-labels=${labels}>
      ${matrix.error && !matrix.rows && html`<${Failure} error=${matrix.error} retry=${matrix.reload} />`}
      ${matrix.slow && !matrix.rows && !matrix.error && html`<${Skeleton} rows=${12} />`}
      ${matrix.rows?.length === 0 && html`<${NoModels} filtered=${filter.search || filter.health} />`}
      ${matrix.rows?.length > 0 && (view === 'table' && !wall
        ? html`<${CoverageTable} matrix=${matrix} />`
        : phone && !wall ? html`<${PhoneList} matrix=${matrix} width=${width} selection=${selection} />`
        : html`<${Sized} labels=${labels} side=${side}><${Matrix} matrix=${matrix} width=${Math.max(60, Math.floor(size.width - labels - side))} labels=${labels} side=${side} space=${space}
            group=${group} fit=${fit} open=${wall ? '' : open} selection=${selection} wall=${wall} phone=${phone} /><//>`)}
      ${matrix.rows?.length > 0 && room > 70 && html`<section class="overview-recent"><h2>Warnings and errors</h2><${Recent} minimum="warning" most=${Math.min(12, Math.floor(room / 30))} none="None in the last 30 days." /></section>`}
    </div>
    ${!wall && matrix.rows?.length > 0 && html`<${Footer} selection=${selection} matrix=${matrix} />`}`;
}

function Sized({ labels, side, children }) {
  return html`<div class="sized" ref=${(el) => {
    el?.style.setProperty('--labels', `${labels}px`);
    el?.style.setProperty('--side', `${side}px`);
  }}>${children}</div>`;
}

function NoModels({ filtered }) {
  const { status } = useStore(latest);
  if (filtered) return html`<${Empty} title="No model is like this"><p>The filter leaves none over. <a href=${link('/ui/overview')}>Show all models</a></p><//>`;
  return html`<${Empty} title="No models yet">
    ${status?.series > 0 && html`<p role="status">Data is here: ${plural(status.series, 'series', 'series')}${status.ingest?.points_per_second > 0 ? `, ${rate(status.ingest.points_per_second)} points/s arriving` : ''}. This page changes by itself when the first model starts.</p>`}
    <p>Each model becomes a row here, each of its intervals a cell: predicted, empty, failed, in flight or missing.</p>
    <p>To get there: bring data in (<code>foretide ingest data.csv</code>, or point Telegraf at <code>/write</code>), write a model file with <code>foretide init</code>, and put it into <code>models/</code>.
      <code>foretide demo</code> shows all of it on real data.</p>
  <//>`;
}
