import { html, useRef, useLayoutEffect } from '../html.js';
import { fills, STATES } from '../states.js';
import { theme } from '../page/theme.js';
import { useStore } from '../store.js';

/** A small square in a state's colour and texture. */
export function Swatch({ state, size = 12 }) {
  const ref = useRef();
  const t = useStore(theme);
  useLayoutEffect(() => {
    const c = ref.current;
    const ratio = devicePixelRatio || 1;
    c.width = c.height = Math.round(size * ratio);
    c.style.width = c.style.height = `${size}px`;
    const ctx = c.getContext('2d');
    const fill = fills(ctx, ratio)[STATES.indexOf(state)];
    if (!fill) return;
    ctx.fillStyle = fill;
    ctx.fillRect(0, 0, c.width, c.height);
  }, [state, size, t]);
  return html`<canvas class="swatch ${state}" ref=${ref} aria-hidden="true"></canvas>`;
}
