// Server-sent events over fetch (EventSource cannot send a token). One connection for all views.
import { store } from '../store.js';
import { useEffect, useRef } from '../html.js';
import { token, path } from './api.js';

/** {up: bool, since: ms}: whether updates arrive, and since when that is so. */
export const link = store({ up: true, since: Date.now() });

const listeners = new Map();
let running = false;

export function useStream(event, fn) {
  const ref = useRef(fn);
  ref.current = fn;
  useEffect(() => {
    const call = (data) => ref.current(data);
    if (!listeners.has(event)) listeners.set(event, new Set());
    listeners.get(event).add(call);
    start();
    return () => listeners.get(event).delete(call);
  }, [event]);
}

function emit(event, data) {
  for (const fn of [...(listeners.get(event) ?? [])]) fn(data);
}

const mark = (up) => link.get().up === up || link.set({ up, since: Date.now() });
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

async function start() {
  if (running) return;
  running = true;
  let tries = 0;
  for (;;) {
    const stop = new AbortController();
    try {
      const headers = { Accept: 'text/event-stream' };
      if (token()) headers.Authorization = `Bearer ${token()}`;
      const response = await fetch(path('stream'), { headers, signal: stop.signal });
      if (!response.ok) throw new Error(`stream answered ${response.status}`);
      mark(true);
      tries = 0;
      await read(response.body, stop);
    } catch {
      // the link store tells the page; the next try follows
    }
    mark(false);
    tries = Math.min(tries + 1, 6);
    await pause(Math.min(15_000, 500 * 2 ** tries) * (0.5 + Math.random() / 2));
  }
}

/** Reads events until the connection ends or has been silent for 40 s (the server's heartbeat is 15 s). */
async function read(body, stop) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const silent = setTimeout(() => stop.abort(), 40_000);
    const { value, done } = await reader.read().finally(() => clearTimeout(silent));
    if (done) return;
    const blocks = (rest + value).split(/\r?\n\r?\n/);
    rest = blocks.pop();
    for (const block of blocks) parse(block);
  }
}

function parse(block) {
  let event = 'message';
  const data = [];
  for (const line of block.split(/\r?\n/)) {
    if (line.startsWith('event:')) event = line.slice(6).trim();
    else if (line.startsWith('data:')) data.push(line.slice(5).trimStart());
  }
  if (data.length) emit(event, JSON.parse(data.join('\n')));
}
