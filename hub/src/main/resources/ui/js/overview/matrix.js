// The coverage matrix: names and lags as text, cells on one canvas, a grid to assistive technology.
import { html, useState, useEffect, useLayoutEffect, useRef, useMemo } from '../html.js';
import { useStore } from '../store.js';
import { theme } from '../page/theme.js';
import { setParams, modelLink } from '../page/address.js';
import { setRange } from '../time/range.js';
import { useKeys } from '../page/keys.js';
import { Health } from '../parts/health.js';
import { duration } from '../format/duration.js';
import { percent } from '../format/number.js';
import { span } from '../format/instant.js';
import { nonZero, WORDS } from '../states.js';
import { layout, visible } from './layout.js';
import { paint } from './painter.js';
import { sum, spread } from './buckets.js';
import { select, clearSelection } from './selection.js';
import { useBrush } from './brush.js';
import { Tip } from './tip.js';
import { Axis } from './axis.js';
import { Lanes } from './lanes.js';

export function Matrix({ matrix, width, labels, side, space, group, fit, open, selection, wall }) {
  const { rows, grid, version } = matrix;
  const scroller = useRef();
  const canvas = useRef();
  const [top, setTop] = useState(0);
  const [at, setAt] = useState({ row: -1, bucket: grid.count - 1, keyed: false });
  const [hover, setHover] = useState(null);
  const colours = useStore(theme);
  const [openHeight, setOpenHeight] = useState(72);
  const plan = useMemo(() => layout(rows, { space, group, fit, open, openHeight, tallest: width > 1700 ? 40 : 32 }), [rows, space, group, fit, open, openHeight, width > 1700]);
  const rowItems = useMemo(() => plan.items.filter((i) => i.kind === 'row'), [plan]);
  const height = Math.min(space, plan.height);
  const shown = visible(plan.items, top, top + height);

  useLayoutEffect(() => {
    const items = shown.filter((i) => i.kind === 'row').map((i) => ({ row: i.row, y: i.y - top, h: i.h }));
    paint(canvas.current, width, height, grid, items, fit);
  }, [rows, version, grid, width, height, top, plan, colours]);

  useEffect(() => {
    if (at.row < 0 || !rowItems[at.row]) return;
    const { y, h } = rowItems[at.row];
    const s = scroller.current;
    if (y < s.scrollTop) s.scrollTop = y;
    else if (y + h > s.scrollTop + height) s.scrollTop = y + h - height;
  }, [at.row, rowItems, height]);

  const x = (t) => ((t - grid.from) / (grid.to - grid.from)) * width;
  const bucketAt = (px) => Math.max(0, Math.min(grid.count - 1, Math.floor((px / width) * grid.count)));
  const rowAt = (py) => shown.find((i) => i.kind === 'row' && py + top >= i.y && py + top < i.y + i.h);
  // A selection takes in the whole of each interval that it touches: half an interval can be neither judged nor re-run.
  const pick = (a, b, names) => {
    const wanted = new Set(names);
    const every = Math.max(grid.step, ...rows.filter((r) => wanted.has(r.model.name)).map((r) => (r.model.every_seconds || 0) * 1000));
    const whole = (t, round) => round(t / every) * every;
    select(whole(grid.from + a * grid.step, Math.floor), whole(grid.from + (b + 1) * grid.step, Math.ceil), names);
  };

  const brush = useBrush({
    canvas,
    onMove: (px, py) => {
      const item = px >= 0 && px < width ? rowAt(py) : null;
      setHover(item ? { item, bucket: bucketAt(px), x: px, y: py } : null);
    },
    onLeave: () => setHover(null),
    onDone: (a, b) => {
      const [y1, y2] = [Math.min(a.y, b.y) + top, Math.max(a.y, b.y) + top];
      const names = rowItems.filter((i) => i.y + i.h > y1 && i.y <= y2).map((i) => i.row.model.name);
      const last = rowAt(b.y);
      if (last) setAt({ row: last.index, bucket: bucketAt(b.x), keyed: false });
      if (names.length) pick(bucketAt(Math.min(a.x, b.x)), bucketAt(Math.max(a.x, b.x)), names);
    },
  });

  const active = rowItems[at.row];
  const move = (dr, db) => {
    setAt((p) => ({
      row: Math.max(0, Math.min(rowItems.length - 1, p.row + dr)),
      bucket: Math.max(0, Math.min(grid.count - 1, p.bucket + db)),
      keyed: true,
    }));
  };
  const toggle = (name) => setParams({ open: open === name ? null : name }, { replace: true });
  const withRow = (fn) => () => (active ? (fn(active), true) : false);
  const onGrid = (fn) => (e) => (scroller.current.contains(e.target) ? (fn(), true) : false);
  useKeys({
    j: () => move(1, 0),
    k: () => move(-1, 0),
    h: () => move(0, -1),
    l: () => move(0, 1),
    ArrowDown: onGrid(() => move(1, 0)),
    ArrowUp: onGrid(() => move(-1, 0)),
    ArrowLeft: onGrid(() => move(0, -1)),
    ArrowRight: onGrid(() => move(0, 1)),
    Enter: (e) => (/^(A|BUTTON)$/.test(e.target.tagName) ? false : withRow((i) => toggle(i.row.model.name))()),
    ' ': (e) => (/^(A|BUTTON)$/.test(e.target.tagName) ? false : withRow((i) => pick(at.bucket, at.bucket, [i.row.model.name]))()),
    Escape: () => (selection ? clearSelection() : open ? toggle(open) : false),
  });

  const box = selection && boxes(selection, rowItems);
  const small = plan.rowHeight < 13;
  const cellText = (item, bucket) => {
    const r = item.row;
    const states = nonZero(sum(spread(r.counts, grid.count, grid.step, r.model.every_seconds * 1000), bucket, bucket + 1));
    const t = grid.from + bucket * grid.step;
    return `${r.model.name}, ${span(t, t + grid.step)}: ${states.map(([s, n]) => `${n} ${WORDS[s]}`).join(', ') || 'nothing due'}`;
  };

  return html`<div class="matrix" data-fit=${fit}>
    <div class="m-head" aria-hidden="true">
      <span class="m-label">${labels ? 'model' : ''}</span>
      <${Axis} grid=${grid} width=${width} onZoom=${(a, b) => setRange(a, b)} x=${x} />
      <span class="m-side">${small ? 'worst first' : 'lag'}</span>
    </div>
    <div class="m-body" ref=${scroller} role="grid" tabindex="0" aria-label="Coverage by model and time" aria-rowcount=${rows.length}
        aria-colcount=${grid.count + 2} aria-activedescendant=${active ? 'm-active' : undefined} onScroll=${(e) => setTop(e.target.scrollTop)}
        onFocus=${(e) => e.target === scroller.current && e.target.matches(':focus-visible') && move(at.row < 0 ? 1 : 0, 0)}>
      <div class="m-space" ref=${(el) => el && (el.style.height = `${plan.height}px`)}>
        <canvas class="m-cells" ref=${canvas} aria-hidden="true" ...${brush.handlers}></canvas>
        ${shown.map((i) => i.kind === 'group'
          ? html`<div key=${`g:${i.name}`} class="m-group" role="presentation" style=${{ top: i.y, height: i.h }}>${i.name} <small>${i.count}</small></div>`
          : i.kind === 'open'
            ? html`<div key=${`o:${i.row.model.name}`} class="m-open" style=${{ top: i.y, height: i.h }}><${Lanes} model=${i.row.model} grid=${grid} width=${width} labels=${labels} onHeight=${setOpenHeight} /></div>`
            : html`<div key=${i.row.model.name} class="m-row ${i === active && at.keyed ? 'active' : ''} ${hover?.item === i ? 'hover' : ''}" role="row" aria-rowindex=${i.index + 1}
                style=${{ top: i.y, height: i.h, fontSize: wall ? Math.max(11, Math.min(34, i.h * 0.42)) : undefined }}>
              ${!small && html`<span class="m-label" role="rowheader"><button class="twist" tabindex="-1" aria-expanded=${open === i.row.model.name}
                  aria-label="Revisions of ${i.row.model.name}" onClick=${() => toggle(i.row.model.name)}></button><a href=${modelLink(i.row.model.name)} title=${i.row.model.name}>${i.row.model.name}</a></span>`}
              ${i === active && html`<span id="m-active" class="sr" role="gridcell" aria-colindex=${at.bucket + 2}>${cellText(i, at.bucket)}</span>`}
              ${!small && html`<${Side} model=${i.row.model} wide=${side > 90} />`}
            </div>`)}
        ${small && html`<${Worst} rows=${rows} side=${side} height=${height} top=${top} wall=${wall} />`}
        ${active && at.keyed && html`<div class="m-cursor" style=${{ left: labels + (at.bucket / grid.count) * width, width: Math.max(3, width / grid.count), top: active.y, height: active.h }}></div>`}
        ${box?.map((b) => html`<div key=${b.y} class="m-selected" style=${{ left: labels + Math.max(0, x(selection.from)), width: Math.max(3, Math.min(width, x(selection.to)) - Math.max(0, x(selection.from))), top: b.y, height: b.h }}></div>`)}
        ${brush.box && html`<div class="m-brush" style=${{ left: labels + brush.box.x, width: brush.box.w, top: brush.box.y + top, height: brush.box.h }}></div>`}
      </div>
    </div>
    ${hover && !brush.box && html`<${Tip} x=${labels + hover.x} y=${hover.y + 26} row=${hover.item.row} bucket=${hover.bucket} grid=${grid} />`}
  </div>`;
}

function Side({ model, wide }) {
  const late = model.lag_seconds > 0 && model.health !== 'ok';
  const text = model.health === 'filling' ? percent(model.complete) : late ? duration(model.lag_seconds) : '';
  return html`<span class="m-side" role="gridcell"><${Health} health=${model.health} quiet />${wide && text ? html` <small>${text}</small>` : ''}</span>`;
}

/** Where rows are too thin for names: those that need somebody, by name. */
function Worst({ rows, side, height, top, wall }) {
  const line = wall ? 34 : 22;
  const bad = rows.filter((r) => r.model.health !== 'ok' && r.model.health !== 'paused');
  return html`<ul class="m-worst" style=${{ width: side, top, height }}>
    ${bad.slice(0, Math.floor(height / line) - 1).map((r) => html`<li key=${r.model.name} style=${{ height: line }}><a href=${modelLink(r.model.name)}><${Health} health=${r.model.health} /> ${r.model.name}</a></li>`)}
    ${bad.length === 0 && html`<li>all ${rows.length} models are ok</li>`}</ul>`;
}

/** Neighbouring selected rows as one box each. */
function boxes(selection, rowItems) {
  const wanted = new Set(selection.models);
  const out = [];
  for (const i of rowItems) {
    if (!wanted.has(i.row.model.name)) continue;
    const last = out.at(-1);
    if (last && last.y + last.h === i.y) last.h += i.h;
    else out.push({ y: i.y, h: i.h });
  }
  return out;
}
