import { useState, useEffect } from '../html.js';
import { useStream } from './stream.js';

/**
 * Loads data for a view: {data, error, slow, at, reload}. Old data stays while new data loads, so that
 * nothing flickers; `slow` is true after 100 ms without any data. A null key loads nothing.
 */
export function useData(key, load) {
  const [state, setState] = useState({ data: null, error: null, slow: false, at: 0, key: null });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (key === null) return undefined;
    const stop = new AbortController();
    const timer = setTimeout(() => setState((s) => ({ ...s, slow: s.data === null })), 100);
    load(stop.signal).then(
      (data) => stop.signal.aborted || setState({ data, error: null, slow: false, at: Date.now(), key }),
      (error) => stop.signal.aborted || setState((s) => ({ ...s, error, slow: false })),
    ).finally(() => clearTimeout(timer));
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [key, turn]);
  const reload = () => setTurn((t) => t + 1);
  // What could not be loaded is asked for again as soon as the server is back.
  useStream('resumed', () => state.error && reload());
  return { ...state, reload };
}
