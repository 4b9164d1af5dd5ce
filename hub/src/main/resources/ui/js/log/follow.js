// New lines of the log as they are written; joins again when the connection ends.
import { token, path, withQuery } from '../data/api.js';
import { blocks } from '../data/stream.js';

/** Calls `line` for each new line and `again` after a gap; returns a function that stops. */
export function follow(query, line, again) {
  const stop = new AbortController();
  run(query, line, again, stop);
  return () => stop.abort();
}

async function run(query, line, again, stop) {
  const leave = () => stop.abort();
  addEventListener('pagehide', leave);
  for (let tries = 0; !stop.signal.aborted; tries = Math.min(tries + 1, 6)) {
    try {
      const headers = { Accept: 'text/event-stream' };
      if (token()) headers.Authorization = `Bearer ${token()}`;
      const response = await fetch(withQuery(path('log', 'stream'), query), { headers, signal: stop.signal });
      if (!response.ok) throw new Error(`the log answered ${response.status}`);
      if (tries > 0) again();
      tries = 0;
      await blocks(response.body, stop, (event, data) => event === 'line' && line(data));
    } catch {
      // the next try follows; what was missed is read again
    }
    if (!stop.signal.aborted) await new Promise((done) => setTimeout(done, Math.min(15_000, 1000 * 2 ** tries)));
  }
  removeEventListener('pagehide', leave);
}
