import { useState, useEffect, useRef } from '../html.js';
import { useKeys } from '../page/keys.js';

/** j, k and Enter over the rows of a table: the index of the active row, or -1. */
export function useRows(count, open) {
  const [at, setAt] = useState(-1);
  const moved = useRef(false);
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    Enter: (e) => {
      if (at < 0 || /^(A|BUTTON|SUMMARY)$/.test(e.target.tagName)) return false;
      open(at);
      return true;
    },
  });
  const move = (d) => {
    moved.current = true;
    setAt((i) => Math.max(0, Math.min(count - 1, i + d)));
  };
  useEffect(() => {
    if (moved.current) document.querySelector('tr.active, li.active')?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  return at;
}
