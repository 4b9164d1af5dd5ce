// Pause, resume, delete: each says first what it does.
import { html, useState } from '../html.js';
import { post, del, path } from '../data/api.js';
import { go, link } from '../page/address.js';
import { useMay } from '../page/person.js';
import { toast } from '../parts/toast.js';
import { Dialog } from '../parts/dialog.js';
import { Loaded } from '../parts/notice.js';
import { useData } from '../data/use.js';
import { count, plural } from '../format/number.js';

export function ModelActions({ model, reload, onRerun, rerun }) {
  const [deleting, setDeleting] = useState(false);
  const [busy, setBusy] = useState(false);
  const operates = useMay('write');
  const admin = useMay('admin');
  const paused = model.state === 'paused';
  const turn = async () => {
    setBusy(true);
    try {
      await post(path('models', model.name, paused ? 'resume' : 'pause'));
      toast(paused ? `${model.name} runs again; what was missed is filled` : `${model.name} is paused: nothing new is planned, nothing is lost`);
      reload();
    } catch (e) {
      toast(e.message, 'error');
    } finally {
      setBusy(false);
    }
  };
  const train = async () => {
    setBusy(true);
    try {
      await post(path('models', model.name, 'train'));
      toast(`${model.name} is going to be trained with what is known now`);
      reload();
    } catch (e) {
      toast(e.message, 'error');
    } finally {
      setBusy(false);
    }
  };
  if (!operates) return null;
  return html`<span class="actions">
    ${model.training?.state !== 'none' && html`<button disabled=${busy} onClick=${train} title="Trains a new revision, which takes over at the next boundary">Train</button>`}
    <button aria-expanded=${rerun} onClick=${onRerun}>Re-run…</button>
    <button disabled=${busy} onClick=${turn} title=${paused ? 'Plans again, and fills what was missed' : 'Plans nothing until it is resumed'}>${paused ? 'Resume' : 'Pause'}</button>
    ${admin && html`<button onClick=${() => setDeleting(true)}>Delete…</button>`}
    ${deleting && html`<${Delete} model=${model} close=${() => setDeleting(false)} />`}
  </span>`;
}

function Delete({ model, close }) {
  const plan = useData(`delete|${model.name}`, () => del(path('models', model.name), { dry_run: true }));
  const [error, setError] = useState(null);
  const really = async () => {
    try {
      await del(path('models', model.name));
      toast(`${model.name} is deleted`);
      go(link('/ui/models'));
    } catch (e) {
      setError(e);
    }
  };
  return html`<${Dialog} title="Delete ${model.name}?" close=${close}>
    <${Loaded} of=${plan} rows=${2}>${(p) => html`
      <p>This takes away ${plural(p.revisions, 'revision')}, the coverage of ${plural(p.intervals, 'interval')} and the predictions of ${plural(p.origins, 'origin')}${p.in_flight ? `; ${count(p.in_flight)} in flight ${p.in_flight === 1 ? 'is' : 'are'} voided` : ''}. The series and their points stay.</p>
      <p>It cannot be undone. To stop it for a while, pause it instead. A model file in <code>models/</code> would bring it back as a new model.</p>
      ${error && html`<p class="problem" role="alert">${error.message}</p>`}
      <div class="actions"><button onClick=${close}>Keep it</button><button class="danger" onClick=${really}>Delete the model</button></div>`}<//>
  <//>`;
}
