// The small menu of a picture: save it as PNG, its values as CSV.
import { html, useRef, useEffect } from '../html.js';
import { saveBlob, saveCsv, fileName } from '../parts/save.js';

/** `canvas` is a ref; `rows()` gives the head and the rows of the CSV, or starts a download itself and gives nothing. */
export function SaveMenu({ canvas, rows, name }) {
  const box = useRef();
  useEffect(() => {
    const away = (e) => box.current?.contains(e.target) || box.current?.removeAttribute('open');
    addEventListener('pointerdown', away);
    return () => removeEventListener('pointerdown', away);
  }, []);
  const close = () => box.current.removeAttribute('open');
  const png = () => {
    close();
    canvas.current?.toBlob((blob) => saveBlob(blob, `${fileName(name)}.png`));
  };
  const csv = () => {
    close();
    const found = rows();
    if (found) saveCsv(found, `${fileName(name)}.csv`);
  };
  const keys = (e) => {
    if (e.key !== 'Escape' || !box.current.open) return;
    e.stopPropagation();
    close();
    box.current.querySelector('summary').focus();
  };
  return html`<details class="menu" ref=${box} onKeyDown=${keys} onPointerDown=${(e) => e.stopPropagation()} onDblClick=${(e) => e.stopPropagation()}>
    <summary aria-label="Save ${name}" title="Save the picture or its values"><i aria-hidden="true"></i></summary>
    <div class="panel"><button onClick=${png}>PNG, the picture</button>${rows && html`<button onClick=${csv}>CSV, the values</button>`}</div>
  </details>`;
}
