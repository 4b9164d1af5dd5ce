// Making a model of what was tried: saved at once, or as YAML to copy.
import { html, useState, useEffect } from '../html.js';
import { post, path } from '../data/api.js';
import { go, modelLink } from '../page/address.js';
import { copy } from '../parts/save.js';
import { toast } from '../parts/toast.js';
import { parseDuration } from '../format/duration.js';

const typed = (v) => (/^-?\d+(\.\d+)?$/.test(v) ? Number(v) : v === 'true' || v === 'false' ? v === 'true' : v);

/** The model file of what was tried, as an object. */
function file(d, asked, name, every) {
  const forecast = { method: asked.method };
  if (d.seasons.length) forecast.season = d.seasons.length === 1 ? d.seasons[0] : d.seasons;
  forecast.horizon = d.horizon;
  forecast.levels = [80, 95];
  for (const [k, v] of Object.entries(asked.parameters)) forecast[k] = typed(v);
  return { model: name, inputs: [d.series], resolution: d.step, every, start: '-7d', run: { forecast } };
}

const plain = (v) => (typeof v === 'string' && /^[A-Za-z0-9][\w ./-]*$/.test(v) && !/^(true|false|null|yes|no|on|off|\d[\d.]*)$/i.test(v) ? v : JSON.stringify(v));
const inline = (v) => (Array.isArray(v) ? `[${v.map(inline).join(', ')}]` : v && typeof v === 'object' ? `{ ${Object.entries(v).map(([k, x]) => `${k}: ${inline(x)}`).join(', ')} }` : plain(v));
const yaml = (f) => `${Object.entries(f).map(([k, v]) => (k === 'run' ? `run:\n  forecast: ${inline(v.forecast)}` : `${k}: ${inline(v)}`)).join('\n')}\n`;

/** An interval as long as the step, but not less than an hour where the horizon allows. */
function usualEvery(d) {
  const step = parseDuration(d.step);
  const least = Math.min(3600, parseDuration(d.horizon));
  return step >= least || least % step ? d.step : least === 3600 ? '1h' : d.horizon;
}

export function Keep({ d, asked }) {
  const proposed = `${d.series.replace(/[^\w./-]+/g, '-')}/${asked.method}`;
  const [name, setName] = useState(proposed);
  const [every, setEvery] = useState(usualEvery(d));
  const [error, setError] = useState(null);
  const [busy, setBusy] = useState(false);
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
      <button class="primary" type="submit" disabled=${busy || !name.trim()}>Save as a model</button>
      <button type="button" onClick=${() => copy(yaml(model), 'Model file')}>Copy YAML</button>
    </form>
    ${error && html`<p class="problem" role="alert">${error.message}</p>`}
    <pre class="code" tabindex="0">${yaml(model)}</pre></section>`;
}
