// Keyboard: views say which keys they answer; the newest view is asked first.
import { useEffect, useRef } from '../html.js';

const layers = [];
const PREFIX = 'g';
const PATIENCE = 1500;
let prefixAt = 0;
const typing = (el) => el?.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(el?.tagName ?? '');

addEventListener('keydown', (e) => {
  if (e.metaKey || e.ctrlKey || e.altKey || e.defaultPrevented) return;
  if (typing(e.target) && e.key !== 'Escape') return;
  const name = Date.now() - prefixAt < PATIENCE ? `${PREFIX} ${e.key}` : e.key;
  prefixAt = name === PREFIX ? Date.now() : 0;
  for (let i = layers.length - 1; i >= 0; i--) {
    const answer = layers[i].current[name];
    if (answer && answer(e) !== false) {
      e.preventDefault();
      return;
    }
  }
});

/** Answers keys while the view is shown: {key: event => false if not taken}; `g x` is x pressed after g. */
export function useKeys(map) {
  const ref = useRef(map);
  ref.current = map;
  useEffect(() => {
    layers.push(ref);
    return () => layers.splice(layers.indexOf(ref), 1);
  }, []);
}
