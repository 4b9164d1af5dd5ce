// The address bar is the state of the pages: reading, changing and linking to it.
import { store, useStore } from '../store.js';

const KEPT = ['from', 'to', 'tz', 'theme'];
const read = () => ({ path: location.pathname, params: new URLSearchParams(location.search) });

export const address = store(read());
addEventListener('popstate', () => address.set(read()));

export const useAddress = () => useStore(address);
export const param = (name, fallback = '') => address.get().params.get(name) ?? fallback;

/** A parameter of the address, drawn again when the address changes. */
export function useParam(name, fallback = '') {
  return useAddress().params.get(name) ?? fallback;
}

function text(path, params) {
  const s = params.toString().replaceAll('%2C', ',').replaceAll('%3A', ':');
  return s ? `${path}?${s}` : path;
}

/** Changes some parameters; null, undefined and '' take one away. `replace` leaves no step for Back. */
export function setParams(patch, { replace = false } = {}) {
  const { path, params } = read();
  for (const [k, v] of Object.entries(patch)) {
    if (v === null || v === undefined || v === '') params.delete(k);
    else params.set(k, v);
  }
  show(text(path, params), replace);
}

export function go(href, replace = false) {
  show(href, replace);
  if (!replace) scrollTo(0, 0);
}

function show(href, replace) {
  if (href === location.pathname + location.search) return;
  history[replace ? 'replaceState' : 'pushState'](null, '', href);
  address.set(read());
}

/** A link to a page that keeps time range, zone and theme. */
export function link(path, extra = {}) {
  const now = address.get().params;
  const params = new URLSearchParams();
  for (const k of KEPT) if (now.has(k)) params.set(k, now.get(k));
  for (const [k, v] of Object.entries(extra)) v === null || v === '' ? params.delete(k) : params.set(k, v);
  return text(path, params);
}

export const seriesLink = (name, extra) => link(`/ui/series/${encodeURIComponent(name)}`, extra);
export const modelLink = (name, extra) => link(`/ui/models/${encodeURIComponent(name)}`, extra);

/** Plain clicks on links to pages are handled here; all others are the browser's. */
addEventListener('click', (e) => {
  const a = e.target.closest?.('a[href]');
  if (!a || e.defaultPrevented || e.button || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
  if (a.target || a.hasAttribute('download') || a.origin !== location.origin) return;
  if (!a.pathname.startsWith('/ui/') || a.pathname.includes('.txt')) return;
  e.preventDefault();
  go(a.pathname + a.search);
});
