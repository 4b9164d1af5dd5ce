// The newest engine status, and the server's clock.
import { store } from '../store.js';
import { useStream } from './stream.js';
import { get, path } from './api.js';
import { useEffect } from '../html.js';

/** {status, at, error} */
export const latest = store({ status: null, at: 0, error: null });

let offset = 0;

/** The server's clock in epoch ms: the pages show its time, not the browser's. */
export const now = () => Date.now() + offset;

function take(status) {
  const ahead = Date.parse(status.now) - Date.now();
  offset = Math.abs(ahead) > 2000 ? ahead : 0;
  latest.set({ status, at: Date.now(), error: null });
}

/** Keeps the status fresh while shown; used once, by the frame of all pages. */
export function useStatusFeed() {
  useStream('status', take);
  useEffect(() => {
    get(path('status')).then(take, (error) => latest.set({ ...latest.get(), error }));
  }, []);
}
