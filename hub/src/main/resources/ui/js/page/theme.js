// Dark or light: the address first, then the last choice, then the system.
import { store } from '../store.js';
import { address, setParams } from './address.js';

const system = matchMedia('(prefers-color-scheme: light)');
const KEY = 'foretide.theme';

function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // storage is switched off: the system decides
  }
}

const wanted = () => address.get().params.get('theme') || remembered() || 'system';
const resolve = (t) => (t === 'light' || t === 'dark' ? t : system.matches ? 'light' : 'dark');

export const theme = store('dark');

function apply() {
  const t = resolve(wanted());
  document.documentElement.dataset.theme = t;
  colors.clear();
  theme.set(t);
}

export function toggleTheme() {
  const next = theme.get() === 'dark' ? 'light' : 'dark';
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // storage is switched off: the address alone remembers it
  }
  setParams({ theme: next }, { replace: true });
}

const colors = new Map();

/** A colour of the style sheet by its name, for canvases. */
export function color(name) {
  if (!colors.has(name)) {
    colors.set(name, getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim());
  }
  return colors.get(name);
}

system.addEventListener('change', apply);
address.watch(apply);
apply();
