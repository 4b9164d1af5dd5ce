import { html, useRef, useState, useEffect } from '../html.js';

/** A text filter that reports a moment after the last key. */
export function Filter({ value, onChange, placeholder, label }) {
  const [text, setText] = useState(value);
  const timer = useRef();
  useEffect(() => setText(value), [value]);
  const type = (e) => {
    setText(e.target.value);
    clearTimeout(timer.current);
    const v = e.target.value;
    timer.current = setTimeout(() => onChange(v), 150);
  };
  return html`<input class="filter" type="search" value=${text} onInput=${type} placeholder=${placeholder} aria-label=${label ?? placeholder} />`;
}
