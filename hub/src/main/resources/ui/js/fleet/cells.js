// The cells: one canvas as high as the screen in a scroller as high as all of them, a grid to assistive technology.
import { html, useState, useRef, useLayoutEffect, useEffect } from '../html.js';
import { useStore } from '../store.js';
import { theme } from '../page/theme.js';
import { go, seriesLink } from '../page/address.js';
import { useKeys } from '../page/keys.js';
import { duration } from '../format/duration.js';
import { plural } from '../format/number.js';
import { place, cellAt, step } from './arrange.js';
import { paint } from './painter.js';
import { stateWord, gradeWord } from './classes.js';

export function words(fleet, i) {
  const age = fleet.ages[i] === null ? 'no points' : `newest point ${duration(fleet.ages[i])} old`;
  const lag = fleet.lags[i] > 0 ? `, lag ${duration(fleet.lags[i])}` : '';
  return `${stateWord(fleet, i)}${fleet.models[i] ? `, ${plural(fleet.models[i], 'model')}` : ''}${lag}; data ${gradeWord(fleet, i)}; ${age}`;
}

export function Cells({ fleet, kinds, plan, width, height, canvas }) {
  const scroller = useRef();
  const [top, setTop] = useState(0);
  const [at, setAt] = useState(-1);
  const [hover, setHover] = useState(null);
  const colours = useStore(theme);
  useLayoutEffect(() => {
    paint(canvas.current, plan, fleet, kinds, { width, height, top });
    scroller.current.dataset.drawn = plan.count;
  }, [plan, fleet, kinds, width, height, top, colours]);
  const active = at >= 0 && at < plan.count ? place(plan, at) : null;
  useEffect(() => {
    if (!active) return;
    const s = scroller.current;
    if (active.y < s.scrollTop) s.scrollTop = Math.max(0, active.y - 30);
    else if (active.y + plan.h > s.scrollTop + height) s.scrollTop = active.y + plan.h - height;
  }, [at]);
  const point = (e) => {
    const r = canvas.current.getBoundingClientRect();
    return { x: e.clientX - r.left, y: e.clientY - r.top };
  };
  const under = (e) => {
    const p = point(e);
    return { ...p, n: cellAt(plan, p.x, p.y + top) };
  };
  const move = (e) => {
    const p = under(e);
    setHover(p.n < 0 ? null : p);
  };
  const open = (n) => go(seriesLink(fleet.names[place(plan, n).index]));
  const by = (dx, dy) => () => setAt((n) => (n < 0 ? 0 : step(plan, Math.min(n, plan.count - 1), dx, dy)));
  const onGrid = (fn) => (e) => (scroller.current.contains(e.target) ? (fn(), true) : false);
  useKeys({
    h: by(-1, 0), l: by(1, 0), k: by(0, -1), j: by(0, 1),
    ArrowLeft: onGrid(by(-1, 0)), ArrowRight: onGrid(by(1, 0)), ArrowUp: onGrid(by(0, -1)), ArrowDown: onGrid(by(0, 1)),
    Enter: (e) => (active && !/^(A|BUTTON|SUMMARY)$/.test(e.target.tagName) ? (open(at), true) : false),
    Escape: () => (at >= 0 ? setAt(-1) : false),
  });
  const tip = hover && hover.n < plan.count ? { ...place(plan, hover.n), px: hover.x, py: hover.y } : active && { ...active, px: active.x + plan.w, py: active.y - top };
  return html`<div class="fleet-cells">
    <div class="fleet-scroll" ref=${(el) => {
      scroller.current = el;
      if (el) el.style.height = `${height}px`;
    }} role="grid" tabindex="0" aria-label="Series" aria-rowcount=${Math.ceil(plan.count / plan.cols)} aria-colcount=${plan.cols}
        aria-activedescendant=${active ? 'fleet-active' : undefined} onScroll=${(e) => setTop(e.target.scrollTop)} onFocus=${(e) => e.target.matches(':focus-visible') && at < 0 && setAt(0)}>
      <div ref=${(el) => el && (el.style.height = `${Math.max(height, plan.height)}px`)}>
        <canvas ref=${canvas} class="fleet-canvas" aria-hidden="true" onPointerMove=${move} onPointerLeave=${() => setHover(null)} onClick=${(e) => {
          const p = under(e);
          if (p.n >= 0) open(p.n);
        }}></canvas>
        ${active && html`<span role="row"><span id="fleet-active" class="sr" role="gridcell">${fleet.names[active.index]}: ${words(fleet, active.index)}</span></span>
          <div class="m-cursor" style=${{ left: active.x - 1, top: active.y - 1, width: plan.w, height: plan.h }}></div>`}
      </div>
    </div>
    ${tip && html`<${Tip} fleet=${fleet} tip=${tip} width=${width} />`}
  </div>`;
}

function Tip({ fleet, tip, width }) {
  const ref = useRef();
  useLayoutEffect(() => {
    const el = ref.current;
    const left = tip.px + 16 + el.offsetWidth > width ? tip.px - el.offsetWidth - 8 : tip.px + 16;
    el.style.transform = `translate(${Math.max(0, left)}px, ${tip.py + 16}px)`;
  });
  const i = tip.index;
  return html`<div class="tip" ref=${ref} role="presentation"><b>${fleet.names[i]}</b><div>${words(fleet, i)}</div></div>`;
}
