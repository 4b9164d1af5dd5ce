import { useState, useRef, useCallback } from '../html.js';

/** [ref, {width, height}] of an element, kept up to date. */
export function useSize() {
  const [size, setSize] = useState({ width: 0, height: 0 });
  const watch = useRef(null);
  const ref = useCallback((el) => {
    watch.current?.disconnect();
    if (!el) return;
    watch.current = new ResizeObserver(([entry]) => {
      const { width, height } = entry.contentRect;
      setSize((s) => (Math.abs(s.width - width) < 1 && Math.abs(s.height - height) < 1 ? s : { width: Math.floor(width), height: Math.floor(height) }));
    });
    watch.current.observe(el);
  }, []);
  return [ref, size];
}
