// A picture of a series in a list: the last day or so in 60 columns, smallest to largest value of each.
import { html, useRef, useEffect, useState } from '../html.js';
import { useStore } from '../store.js';
import { theme, color } from '../page/theme.js';
import { prepare } from '../chart/plot.js';
import { envelope, line } from '../chart/layers.js';
import { scales, domain } from '../chart/scale.js';
import { loadPoints, pieces } from './data.js';

const W = 160;
const H = 24;

/** `mark` is a span that is shaded. */
export function Spark({ name, from, to, mark }) {
  const ref = useRef();
  const colours = useStore(theme);
  const [points, setPoints] = useState(null);
  useEffect(() => {
    const stop = new AbortController();
    let asked = false;
    // Only what is on the screen is asked for.
    const seen = new IntersectionObserver(([e]) => {
      if (!e.isIntersecting || asked) return;
      asked = true;
      loadPoints(name, from, to, 120, stop.signal).then(setPoints, () => setPoints(null));
    });
    seen.observe(ref.current);
    return () => {
      seen.disconnect();
      stop.abort();
    };
  }, [name, from, to]);
  useEffect(() => {
    const ctx = prepare(ref.current, W, H);
    ctx.clearRect(0, 0, W, H);
    if (!points?.times.length) return;
    const [lo, hi] = domain(points.raw ? [points.values] : [points.min, points.max], []);
    const s = scales({ from, to, lo, hi, left: 0, top: 1, width: W, height: H - 2 });
    if (mark) {
      ctx.fillStyle = color('focus');
      ctx.globalAlpha = 0.2;
      ctx.fillRect(s.x(mark.from), 0, Math.max(2, s.x(mark.to) - s.x(mark.from)), H);
      ctx.globalAlpha = 1;
    }
    const { gap } = pieces(points, from, to);
    const draw = points.raw
      ? line(points.times, points.values, { color: color('soft'), gap, width: 1 })
      : envelope(points.times, points.min, points.max, { color: color('soft'), gap, step: points.step });
    draw(ctx, s);
  }, [points, colours]);
  return html`<canvas class="spark" ref=${ref} width=${W} height=${H} aria-hidden="true"></canvas>`;
}
