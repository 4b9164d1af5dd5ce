// A field for a model's whole name: the names that fit what is typed are offered.
import { html, useState, useEffect } from '../html.js';
import { get, path } from '../data/api.js';
import { Filter } from './filter.js';

export function ModelField({ value, onChange }) {
  const [names, setNames] = useState([]);
  const [typed, setTyped] = useState(value);
  useEffect(() => {
    const stop = new AbortController();
    get(path('models'), { search: typed, limit: 30 }, stop.signal).then((d) => {
      const found = d.items.map((m) => m.name);
      setNames(found);
      // Typed in whole before the names were known.
      if (typed && typed !== value && found.includes(typed)) onChange(typed);
    }, () => {});
    return () => stop.abort();
  }, [typed]);
  const take = (v) => {
    setTyped(v);
    // A part of a name is not a name: the list stays as it is until one is whole.
    if (v === '' || names.includes(v)) onChange(v);
  };
  return html`<${Filter} value=${value} onChange=${take} onEnter=${(v) => onChange(names.includes(v) ? v : names[0] ?? v)} placeholder="Model" label="Model" names=${names} />`;
}
