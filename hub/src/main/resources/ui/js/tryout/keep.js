// Making a model of what was tried: saved at once, or as YAML to copy.
import { html, useState, useEffect } from '../html.js';
import { post, path } from '../data/api.js';
import { go, modelLink } from '../page/address.js';
import { useMay } from '../page/person.js';
import { copy } from '../parts/save.js';
import { toast } from '../parts/toast.js';
import { yaml, usualEvery } from './file.js';

/** `file(d, asked, name, every)` makes the model file; `more` is shown under it. */
export function Keep({ d, asked, file, more = '' }) {
  const proposed = `${d.series.replace(/[^\w./-]+/g, '-')}/${asked.method}`;
  const [name, setName] = useState(proposed);
  const [every, setEvery] = useState(usualEvery(d));
  const [error, setError] = useState(null);
  const [busy, setBusy] = useState(false);
  const may = useMay('write');
  useEffect(() => setName(proposed), [proposed]);
  const model = file(d, asked, name.trim(), every.trim());
  const save = async (e) => {
    e.preventDefault();
    setBusy(true);
    try {
      await post(path('models'), model);
      toast(`${model.model} is made; the last seven days are predicted first`);
      go(modelLink(model.model));
    } catch (x) {
      setError(x);
      setBusy(false);
    }
  };
  return html`<section class="try-keep"><h2>Keep it</h2>
    <form class="try-form" onSubmit=${save}>
      <label class="try-series">Name of the model<input required value=${name} onInput=${(e) => setName(e.target.value)} /></label>
      <label>Every<input required value=${every} onInput=${(e) => setEvery(e.target.value)} /></label>
      ${may && html`<button class="primary" type="submit" disabled=${busy || !name.trim()}>Save as a model</button>`}
      <button type="button" onClick=${() => copy(yaml(model) + more, 'Model file')}>Copy YAML</button>
    </form>
    ${error && html`<p class="problem" role="alert">${error.message}</p>`}
    <pre class="code" tabindex="0">${yaml(model)}${more}</pre></section>`;
}
