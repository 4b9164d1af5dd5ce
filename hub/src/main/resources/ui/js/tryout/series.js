import { html, useState, useEffect } from '../html.js';
import { get, path } from '../data/api.js';

/** Picks a series by a part of its name. */
export function SeriesField({ value, onChange }) {
  const [text, setText] = useState(value);
  const [names, setNames] = useState([]);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    const stop = new AbortController();
    const timer = setTimeout(() => get(path('series'), { search: text.trim(), limit: 30 }, stop.signal).then((d) => {
      const found = d.items.map((s) => s.name);
      setNames(found);
      // Typed in whole before the names were known.
      if (text !== value && found.includes(text)) onChange(text);
    }, () => stop.signal.aborted || setNames([])), 120);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text]);
  const pick = (v) => v !== value && (names.includes(v) || v === '') && onChange(v);
  const take = (v) => {
    setText(v);
    pick(v);
  };
  return html`<label class="try-series">Series<input list="try-names" type="search" value=${text} placeholder="Part of a name" autocomplete="off" onInput=${(e) => take(e.target.value)}
      onKeyDown=${(e) => e.key === 'Enter' && names.length && take(names.includes(text) ? text : names[0])} />
    <datalist id="try-names">${names.map((n) => html`<option key=${n} value=${n}></option>`)}</datalist></label>`;
}
