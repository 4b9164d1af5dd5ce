// Calls of /api/v1: a time limit on each, errors in the server's own words.
import { store } from '../store.js';

export class ApiError extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const KEY = 'foretide.token';
const memory = { token: null };

export const tokenWanted = store(false);

export function token() {
  if (memory.token === null) {
    try {
      memory.token = sessionStorage.getItem(KEY) ?? '';
    } catch {
      memory.token = '';
    }
  }
  return memory.token;
}

export function setToken(value) {
  memory.token = value;
  try {
    sessionStorage.setItem(KEY, value);
  } catch {
    // kept in memory until the page is left
  }
  tokenWanted.set(false);
}

const stamp = (v) => (typeof v === 'number' && v > 1e11 ? new Date(v).toISOString() : v);

export function path(...parts) {
  return '/api/v1/' + parts.map(encodeURIComponent).join('/');
}

export function withQuery(url, query = {}) {
  const q = new URLSearchParams();
  for (const [k, v] of Object.entries(query)) {
    if (v !== null && v !== undefined && v !== '') q.set(k, stamp(v));
  }
  const s = q.toString();
  return s ? `${url}?${s}` : url;
}

export async function request(method, url, { query, body, signal, timeout = 20_000 } = {}) {
  const headers = { Accept: 'application/json' };
  if (token()) headers.Authorization = `Bearer ${token()}`;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const limit = AbortSignal.timeout(timeout);
  let response;
  try {
    response = await fetch(withQuery(url, query), {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
  } catch (e) {
    if (signal?.aborted) throw e;
    if (limit.aborted) throw new ApiError(0, 'timeout', `The server did not answer within ${timeout / 1000} s`);
    throw new ApiError(0, 'unreachable', 'The server cannot be reached');
  }
  const text = await response.text();
  const data = text && response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : null;
  if (response.ok) return data;
  if (response.status === 401) tokenWanted.set(true);
  const said = data?.error ?? {};
  const untold = response.status === 401 && !token();
  throw new ApiError(response.status, said.code ?? 'error', untold ? 'You need access to see this' : said.message ?? `The server answered ${response.status}`);
}

export const get = (url, query, signal) => request('GET', url, { query, signal });
export const post = (url, body, query) => request('POST', url, { body, query, timeout: 60_000 });
export const put = (url, body, query) => request('PUT', url, { body, query });
export const patch = (url, body) => request('PATCH', url, { body });
export const del = (url, query) => request('DELETE', url, { query });

/** Runs work over items, a few at a time, answers in order. */
export async function each(items, atOnce, work) {
  const out = new Array(items.length);
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const i = next++;
      out[i] = await work(items[i], i);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return out;
}
