// An opened row: one lane per revision, every interval at its own length.
import { html, useRef, useLayoutEffect, useMemo } from '../html.js';
import { useStore } from '../store.js';
import { theme, color } from '../page/theme.js';
import { get, path } from '../data/api.js';
import { useData } from '../data/use.js';
import { Failure } from '../parts/notice.js';
import { fills, STATES, WORDS } from '../states.js';
import { modelLink, seriesLink } from '../page/address.js';
import { iso } from '../time/range.js';
import { words } from '../format/duration.js';

export function Lanes({ model, grid, width, labels, onHeight }) {
  const box = useRef();
  const key = `${model.name}|${grid.from}|${grid.to}|${Math.floor(Date.now() / 15_000)}`;
  const coverage = useData(key, (signal) => get(path('models', model.name, 'coverage'), { from: grid.from, to: grid.to }, signal));
  const detail = useData(model.name, (signal) => get(path('models', model.name), {}, signal));
  const lanes = useMemo(() => byRevision(coverage.data?.segments ?? []), [coverage.data]);
  useLayoutEffect(() => {
    if (box.current) onHeight(Math.max(48, box.current.offsetHeight + 10));
  });
  if (coverage.error && !coverage.data) return html`<${Failure} error=${coverage.error} retry=${coverage.reload} />`;
  const d = detail.data;
  return html`<div class="lanes" ref=${box}>
    ${lanes.slice(0, 3).map(([number, segments]) => html`<div class="lane" key=${number}>
      <span class="m-label">revision ${number}${d && number === d.revision ? ' · active' : ''}</span>
      <${Lane} segments=${segments} grid=${grid} width=${width} />
    </div>`)}
    <p class="lane-words" ref=${(el) => el && (el.style.paddingLeft = `${labels}px`)}>
      ${lanes.length > 3 && html`and ${lanes.length - 3} older revisions. `}
      ${d && html`${d.summary.replace(/\.$/, '')}, every ${words(d.every)}${d.delay && !/^0/.test(d.delay) ? `, ${words(d.delay)} after the data's time` : ''}. `}
      ${d?.last_error && html`<b>${d.last_error}</b> `}
      <a href=${modelLink(model.name)}>Model</a>
      ${d?.inputs.slice(0, 4).map((s) => html` · <a key=${s} href=${seriesLink(s, { model: model.name })}>${s}</a>`)}
      ${' · '}<a href=${`/ui/events?subject=${encodeURIComponent(`model:${model.name}`)}&from=${iso(grid.from)}&to=now`}>events</a>
    </p>
  </div>`;
}

function byRevision(segments) {
  const by = new Map();
  for (const s of segments) {
    if (s.state === 'not_due') continue;
    if (!by.has(s.revision)) by.set(s.revision, []);
    by.get(s.revision).push(s);
  }
  return [...by].sort((a, b) => b[0] - a[0]);
}

/** One band of states over time; also used by the model page. */
export function Lane({ segments, grid, width, height = 18 }) {
  const ref = useRef();
  const t = useStore(theme);
  useLayoutEffect(() => {
    const ratio = devicePixelRatio || 1;
    const c = ref.current;
    c.width = Math.round(width * ratio);
    c.height = Math.round(height * ratio);
    c.style.width = `${width}px`;
    c.style.height = `${height}px`;
    const ctx = c.getContext('2d');
    ctx.fillStyle = color('cell-off');
    ctx.fillRect(0, 0, c.width, c.height);
    const styles = fills(ctx, ratio);
    const x = (ms) => Math.round(((ms - grid.from) / (grid.to - grid.from)) * c.width);
    // Good states first, so that a hole thinner than a pixel is still seen.
    const order = [6, 5, 0, 7, 1, 3, 4, 2];
    for (const state of order) {
      const style = styles[state];
      if (!style) continue;
      ctx.fillStyle = style;
      for (const s of segments) {
        if (STATES.indexOf(s.state) !== state) continue;
        const a = x(Date.parse(s.from));
        ctx.fillRect(a, 0, Math.max(ratio, x(Date.parse(s.to)) - a), c.height);
      }
    }
  }, [segments, grid.from, grid.to, width, height, t]);
  const bad = segments.filter((s) => s.state !== 'predicted');
  return html`<canvas class="lane-cells" ref=${ref} role="img" aria-label=${`${segments.length} stretches; ${bad.slice(0, 5).map((s) => `${s.cells} ${WORDS[s.state]}`).join(', ') || 'all predicted'}`}></canvas>`;
}
