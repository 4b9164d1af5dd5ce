// Silences: nobody is told for a while; alarms are recorded all the same.
import { html, useState } from '../html.js';
import { get, post, del, path } from '../data/api.js';
import { useData } from '../data/use.js';
import { Dialog } from '../parts/dialog.js';
import { Loaded } from '../parts/notice.js';
import { useMay } from '../page/person.js';
import { toast } from '../parts/toast.js';
import { stamp } from '../format/instant.js';
import { who, remember } from './who.js';

export function Silences() {
  const [open, setOpen] = useState(false);
  return html`<button onClick=${() => setOpen(true)}>Silences…</button>${open && html`<${Window} close=${() => setOpen(false)} />`}`;
}

function Window({ close }) {
  const data = useData('silences', (signal) => get(path('silences'), {}, signal));
  const [form, setForm] = useState({ models: '*', for: '2h', by: who(), reason: '' });
  const [error, setError] = useState(null);
  const may = useMay('write');
  const set = (k) => (e) => setForm({ ...form, [k]: e.target.value });
  const begin = async (e) => {
    e.preventDefault();
    try {
      await post(path('silences'), form);
      remember(form.by);
      setError(null);
      toast(`Nobody is told of ${form.models} for ${form.for}`);
      data.reload();
    } catch (x) {
      setError(x);
    }
  };
  const end = async (id) => {
    try {
      await del(path('silences', id), { by: form.by || who() });
      data.reload();
    } catch (x) {
      setError(x);
    }
  };
  return html`<${Dialog} title="Silences" close=${close} wide=${true}>
    <${Loaded} of=${data} rows=${2}>${(d) => (d.items.length ? html`<ul class="plain">${d.items.map((s) => html`<li key=${s.id || s.from}><b>${s.models}</b> until ${stamp(s.until)}: ${s.reason} <span class="nil">${s.by}</span>${s.id && may ? html` <button class="quiet" onClick=${() => end(s.id)}>End</button>` : ''}</li>`)}</ul>` : html`<p class="nil">No silence: every alarm is told.</p>`)}<//>
    ${may && html`<form class="alarm-silence" onSubmit=${begin}>
      <label>Models <input required value=${form.models} onInput=${set('models')} placeholder="pump-*" /></label>
      <label>For <input required value=${form.for} onInput=${set('for')} placeholder="2h" /></label>
      <label>You <input required value=${form.by} onInput=${set('by')} autocomplete="name" /></label>
      <label class="grow">Reason <input required value=${form.reason} onInput=${set('reason')} placeholder="maintenance" /></label>
      <button>Silence</button>
    </form>`}
    ${error && html`<p class="problem" role="alert">${error.message}</p>`}<//>`;
}
