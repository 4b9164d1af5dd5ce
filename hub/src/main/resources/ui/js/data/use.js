import { useState, useEffect, useRef } from '../html.js';

/**
 * Loads data for a view: {data, error, slow, at, reload}. Old data stays while new data loads, so that
 * nothing flickers; `slow` is true after 100 ms without any data. A null key loads nothing.
 */
export function useData(key, load) {
  const [state, setState] = useState({ data: null, error: null, slow: false, at: 0, key: null });
  const [turn, setTurn] = useState(0);
  const seen = useRef(null);
  useEffect(() => {
    if (key === null) return undefined;
    const stop = new AbortController();
    const timer = setTimeout(() => setState((s) => ({ ...s, slow: s.data === null })), 100);
    seen.current = key;
    load(stop.signal).then(
      (data) => stop.signal.aborted || setState({ data, error: null, slow: false, at: Date.now(), key }),
      (error) => stop.signal.aborted || setState((s) => ({ ...s, error, slow: false })),
    ).finally(() => clearTimeout(timer));
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [key, turn]);
  return { ...state, reload: () => setTurn((t) => t + 1) };
}
