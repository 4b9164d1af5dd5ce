// The coverage line of one model, and its problems grouped by reason.
import { html, useMemo, useState, useRef, useEffect } from '../html.js';
import { get, path } from '../data/api.js';
import { useData } from '../data/use.js';
import { useStream } from '../data/stream.js';
import { Loaded } from '../parts/notice.js';
import { Swatch } from '../parts/swatch.js';
import { Lane } from '../overview/lanes.js';
import { Axis } from '../overview/axis.js';
import { Legend } from '../overview/footer.js';
import { setRange } from '../time/range.js';
import { STATES, WORDS, WORST_FIRST } from '../states.js';
import { count } from '../format/number.js';
import { span } from '../format/instant.js';
import { useBrush } from '../overview/brush.js';

/** Loads the coverage of a model over the page's range and again when it changes. */
export function useCoverage(name, range) {
  const data = useData(`${name}|${range.from}|${range.to}`, (signal) => get(path('models', name, 'coverage'), { from: range.from, to: range.to }, signal));
  const dirty = useRef(false);
  useStream('intervals', (e) => {
    if (e.model === name) dirty.current = true;
  });
  useStream('resumed', () => {
    dirty.current = true;
  });
  useEffect(() => {
    const timer = setInterval(() => {
      if (dirty.current) data.reload();
      dirty.current = false;
    }, 1000);
    return () => clearInterval(timer);
  }, [name]);
  return data;
}

export function CoverageLine({ coverage, range, width, labels, onSelect }) {
  return html`<${Loaded} of=${coverage} rows=${2}>${(c) => html`<${Lines} segments=${c.segments} beside=${c.lanes ?? []} range=${range} width=${width} labels=${labels} onSelect=${onSelect} />`}<//>`;
}

function Lines({ segments, beside, range, width, labels, onSelect }) {
  const box = useRef();
  const lanes = useMemo(() => {
    const by = new Map();
    for (const s of segments) {
      if (s.state === 'not_due') continue;
      if (!by.has(s.revision)) by.set(s.revision, []);
      by.get(s.revision).push(s);
    }
    return [...by].sort((a, b) => b[0] - a[0]);
  }, [segments]);
  const unseen = useMemo(() => {
    const by = new Map();
    for (const s of beside) if (s.state !== 'not_due') by.set(s.revision, [...(by.get(s.revision) ?? []), s]);
    return [...by].sort((a, b) => b[0] - a[0]);
  }, [beside]);
  const x = (t) => ((t - range.from) / range.span) * width;
  const t = (px) => range.from + (px / width) * range.span;
  const [hover, setHover] = useState(null);
  const all = useMemo(() => segments.filter((s) => s.state !== 'not_due').map((s) => ({ ...s, a: Date.parse(s.from), b: Date.parse(s.to) })), [segments]);
  const brush = useBrush({
    canvas: box,
    onMove: (px) => setHover(all.find((s) => s.a <= t(px) && s.b > t(px)) ?? null),
    onLeave: () => setHover(null),
    onDone: (a, b) => {
      if (Math.abs(a.x - b.x) > 4) onSelect(t(Math.min(a.x, b.x)), t(Math.max(a.x, b.x)));
      else {
        const s = all.find((k) => k.a <= t(a.x) && k.b > t(a.x));
        if (s) onSelect(s.a, s.b);
      }
    },
  });
  return html`<div class="coverage-line">
    <div class="lane-head" ref=${(el) => el && (el.style.paddingLeft = `${labels}px`)}><${Axis} grid=${range} width=${width} x=${x} onZoom=${(a, b) => setRange(a, b)} /></div>
    <div class="lane-stack">
      ${lanes.slice(0, 5).map(([n, list]) => html`<div class="lane" key=${n}><span class="lane-name" style=${{ width: labels }}>r${n}</span><${Lane} segments=${list} grid=${range} width=${width} height=${20} /></div>`)}
      ${unseen.slice(0, 2).map(([n, list]) => html`<div class="lane beside" key=${`b${n}`} title=${`Revision ${n} predicts beside the owner; nobody sees it as the prediction`}><span class="lane-name" style=${{ width: labels }}>(r${n})</span><${Lane} segments=${list} grid=${range} width=${width} height=${20} /></div>`)}
      ${lanes.length === 0 && html`<p class="hint">No interval falls due in this range.</p>`}
      <div class="lane-brush" ref=${box} style=${{ left: labels, width }} ...${brush.handlers}>
        ${brush.box && html`<div class="m-brush" style=${{ left: brush.box.x, width: brush.box.w, top: 0, height: '100%' }}></div>`}</div>
    </div>
    ${hover ? html`<p class="legend"><${Swatch} state=${hover.state} /> ${count(hover.cells)} ${WORDS[hover.state]}, revision ${hover.revision}, ${span(hover.a, hover.b)}${hover.why && hover.state !== 'predicted' ? `: ${hover.why}` : ''}</p>` : html`<${Legend} />`}
  </div>`;
}

/** Segments that are not predicted, by state and reason. */
export function Problems({ segments, onSelect }) {
  const groups = useMemo(() => {
    const by = new Map();
    for (const s of segments) {
      if (['predicted', 'not_due', 'expired'].includes(s.state)) continue;
      const key = `${s.state}|${s.why}`;
      const g = by.get(key) ?? { state: s.state, why: s.why, cells: 0, times: 0, from: Infinity, to: 0 };
      g.cells += s.cells;
      g.times++;
      g.from = Math.min(g.from, Date.parse(s.from));
      g.to = Math.max(g.to, Date.parse(s.to));
      g.last = { from: Date.parse(s.from), to: Date.parse(s.to) };
      by.set(key, g);
    }
    const rank = (g) => WORST_FIRST.indexOf(STATES.indexOf(g.state));
    return [...by.values()].sort((a, b) => rank(a) - rank(b) || b.cells - a.cells);
  }, [segments]);
  if (!groups.length) return html`<p class="hint">Every due interval of this range is predicted.</p>`;
  return html`<table class="reasons"><thead><tr><th class="num">intervals</th><th>state</th><th>why</th><th></th></tr></thead><tbody>
    ${groups.map((g) => html`<tr key=${g.state + g.why}><td class="num">${count(g.cells)}</td><td><${Swatch} state=${g.state} /> ${WORDS[g.state]}</td>
      <td>${g.why}<br /><small>${g.times > 1 ? `${g.times} stretches, ` : ''}${span(g.from, g.to)}</small></td>
      <td><button class="quiet" onClick=${() => onSelect(g.from, g.to)}>Show</button></td></tr>`)}</tbody></table>`;
}
