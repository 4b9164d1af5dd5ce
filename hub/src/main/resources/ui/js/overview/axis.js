import { html, useRef } from '../html.js';
import { timeTicks } from '../time/ticks.js';
import { useZone } from '../format/instant.js';
import { now } from '../data/status.js';
import { useBrush } from './brush.js';

/** The time axis above the cells; dragging on it zooms the page's range. */
export function Axis({ grid, width, x, onZoom }) {
  const ref = useRef();
  useZone();
  const t = (px) => grid.from + (px / width) * (grid.to - grid.from);
  const brush = useBrush({ canvas: ref, onDone: (a, b) => Math.abs(a.x - b.x) > 8 && onZoom(t(Math.min(a.x, b.x)), t(Math.max(a.x, b.x))) });
  const at = x(now());
  // A label is left out where it would run into "now" or over the end.
  const letter = ref.current ? parseFloat(getComputedStyle(ref.current).fontSize) * 0.62 : 8;
  const end = at >= 0 && at <= width + 1 ? at - 4.5 * letter : width;
  const ticks = timeTicks(grid.from, grid.to, width, 10 * letter).filter((k) => x(k.t) + (k.label.length + 1) * letter < end);
  return html`<span class="m-axis" ref=${ref} ...${brush.handlers} style=${{ width }} title="Drag to zoom">
    ${ticks.map((k) => html`<i key=${k.t} class=${k.major ? 'major' : ''} style=${{ left: x(k.t) }}>${k.label}</i>`)}
    ${at <= width + 1 && at >= 0 && html`<i class="now" style=${{ left: Math.min(at, width) }}>now</i>`}
    ${brush.box && html`<b class="m-brush" style=${{ left: brush.box.x, width: brush.box.w, top: 0, height: '100%' }}></b>`}
  </span>`;
}
