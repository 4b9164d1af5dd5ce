// Server-sent events over fetch (EventSource cannot send a token). One connection for all views; none while the tab is
// hidden, because browsers open only six connections to a server for all tabs together.
import { store } from '../store.js';
import { useEffect, useRef } from '../html.js';
import { token, path } from './api.js';

/** {up: bool, since: ms, refused: bool}: whether updates arrive, since when that is so, and whether they were refused for want of a token. */
export const link = store({ up: true, since: Date.now(), refused: false });

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

function mark(up, refused = false) {
  const was = link.get();
  if (was.up !== up || was.refused !== refused) link.set({ up, since: was.up === up ? was.since : Date.now(), refused });
}
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

const HIDDEN_FOR = 5_000;

/** Ends when the tab has been hidden for a while; at once if it is hidden already. */
function whenHidden(stop) {
  let timer = 0;
  const look = () => {
    clearTimeout(timer);
    if (document.hidden) timer = setTimeout(() => stop.abort(), HIDDEN_FOR);
  };
  // A page that is left may be kept for Back, and would keep its connection too.
  const leave = () => stop.abort();
  document.addEventListener('visibilitychange', look);
  addEventListener('pagehide', leave);
  look();
  return () => {
    clearTimeout(timer);
    removeEventListener('pagehide', leave);
    document.removeEventListener('visibilitychange', look);
  };
}

function whenShown() {
  if (!document.hidden) return Promise.resolve();
  return new Promise((done) => document.addEventListener('visibilitychange', done, { once: true }));
}

async function start() {
  if (running) return;
  running = true;
  let tries = 0;
  let before = false;
  for (;;) {
    let refused = false;
    await whenShown();
    const stop = new AbortController();
    const unwatch = whenHidden(stop);
    try {
      const headers = { Accept: 'text/event-stream' };
      if (token()) headers.Authorization = `Bearer ${token()}`;
      const response = await fetch(path('stream'), { headers, signal: stop.signal });
      refused = response.status === 401;
      if (!response.ok) throw new Error(`stream answered ${response.status}`);
      mark(true);
      tries = 0;
      // What happened in between was not heard: views read again.
      if (before) emit('resumed', null);
      before = true;
      await blocks(response.body, stop, emit);
    } catch {
      // the link store tells the page; the next try follows
      before = true;
    }
    unwatch();
    if (document.hidden) continue;
    mark(false, refused);
    tries = Math.min(tries + 1, 6);
    await pause(Math.min(15_000, 500 * 2 ** tries) * (0.5 + Math.random() / 2));
  }
}

/** Reads events until the connection ends or has been silent for 40 s (the server's heartbeat is 15 s). */
export async function blocks(body, stop, take) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const silent = setTimeout(() => stop.abort(), 40_000);
    const { value, done } = await reader.read().finally(() => clearTimeout(silent));
    if (done) return;
    const parts = (rest + value).split(/\r?\n\r?\n/);
    rest = parts.pop();
    for (const block of parts) parse(block, take);
  }
}

function parse(block, take) {
  let event = 'message';
  const data = [];
  for (const line of block.split(/\r?\n/)) {
    if (line.startsWith('event:')) event = line.slice(6).trim();
    else if (line.startsWith('data:')) data.push(line.slice(5).trimStart());
  }
  if (data.length) take(event, JSON.parse(data.join('\n')));
}
