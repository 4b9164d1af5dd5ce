import { html, useRef, useState, useEffect } from '../html.js';

/** A text filter that reports a moment after the last key; `names` are offered, and `onEnter` is told what Enter takes. */
export function Filter({ value, onChange, onEnter, placeholder, label, names }) {
  const [text, setText] = useState(value);
  const timer = useRef();
  useEffect(() => setText(value), [value]);
  const type = (e) => {
    setText(e.target.value);
    clearTimeout(timer.current);
    const v = e.target.value;
    timer.current = setTimeout(() => onChange(v), 150);
  };
  return html`<input class="filter" type="search" value=${text} onInput=${type} placeholder=${placeholder} aria-label=${label ?? placeholder} list=${names ? `names-of-${label}` : undefined}
      onKeyDown=${(e) => e.key === 'Enter' && onEnter?.(e.target.value)} />${names && html`<datalist id=${`names-of-${label}`}>${names.map((n) => html`<option key=${n} value=${n}></option>`)}</datalist>`}`;
}
