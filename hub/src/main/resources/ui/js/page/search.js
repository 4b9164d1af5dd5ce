// Search for a series or model from anywhere: `/`, type, Enter.
import { html, useState, useRef, useEffect } from '../html.js';
import { get, path } from '../data/api.js';
import { useKeys } from './keys.js';
import { go, link, modelLink, seriesLink, useAddress } from './address.js';
import { PAGES } from './sections.js';

/** Pages whose name begins with a text. */
const pages = (text) => PAGES.filter((p) => p.name.toLowerCase().startsWith(text.toLowerCase())).map((p) => ({ kind: 'page', name: p.name, href: link(`/ui/${p.path}`) }));

async function find(text, signal) {
  const [models, series] = await Promise.all([
    get(path('models'), { search: text, limit: 6 }, signal),
    get(path('series'), { search: text, limit: 6 }, signal),
  ]);
  return [
    ...pages(text),
    ...models.items.map((m) => ({ kind: 'model', name: m.name, href: modelLink(m.name) })),
    ...series.items.map((s) => ({ kind: 'series', name: s.name, href: seriesLink(s.name) })),
  ];
}

export function Search() {
  const [text, setText] = useState('');
  const [hits, setHits] = useState(null);
  const [at, setAt] = useState(0);
  const input = useRef();
  const address = useAddress();
  useKeys({ '/': () => input.current.focus() });
  useEffect(() => setHits(null), [address.path]);
  useEffect(() => {
    if (!text.trim()) {
      setHits(null);
      return undefined;
    }
    const stop = new AbortController();
    const timer = setTimeout(() => find(text.trim(), stop.signal).then(
      (found) => (setHits(found), setAt(0)),
      () => stop.signal.aborted || setHits([]),
    ), 120);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text]);
  const open = (hit) => {
    setText('');
    setHits(null);
    input.current.blur();
    go(hit.href);
  };
  const key = (e) => {
    const n = hits?.length ?? 0;
    if (e.key === 'Escape') {
      setText('');
      input.current.blur();
    } else if (e.key === 'Enter' && n) open(hits[at]);
    else if (e.key === 'ArrowDown' && n) setAt((at + 1) % n);
    else if (e.key === 'ArrowUp' && n) setAt((at + n - 1) % n);
    else return;
    e.preventDefault();
  };
  return html`<div class="search" role="search">
    <input ref=${input} type="search" value=${text} placeholder="Search series and models" aria-label="Search series and models"
      role="combobox" aria-expanded=${hits !== null} aria-controls="search-hits" aria-autocomplete="list" autocomplete="off"
      aria-activedescendant=${hits?.length ? `hit-${at}` : undefined}
      onInput=${(e) => setText(e.target.value)} onKeyDown=${key} onBlur=${() => setTimeout(() => setHits(null), 200)} />
    <kbd aria-hidden="true">/</kbd>
    ${hits && html`<ul id="search-hits" class="panel" role="listbox" aria-label="Found">
      ${hits.length === 0 && html`<li class="none">Nothing is called ‘${text}’.</li>`}
      ${hits.map((h, i) => html`<li key=${h.href} id="hit-${i}" role="option" aria-selected=${i === at} onPointerDown=${(e) => (e.preventDefault(), open(h))}>
        <span>${h.name}</span><small>${h.kind}</small></li>`)}
    </ul>`}
  </div>`;
}
