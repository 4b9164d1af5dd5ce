// Offers to have older intervals predicted again by the active revision, with the count.
import { html, useState } from '../html.js';
import { post, path } from '../data/api.js';
import { useMay } from '../page/person.js';
import { toast } from '../parts/toast.js';
import { plural } from '../format/number.js';
import { stamp } from '../format/instant.js';

export function Again({ model, range, done }) {
  const [plan, setPlan] = useState(null);
  const may = useMay('write');
  const active = model.revisions.find((r) => r.number === model.revision);
  const from = new Date(range.from).toISOString();
  if (!may || !active || Date.parse(active.active_from) <= range.from || model.revisions.length < 2) return null;
  const ask = async (dry) => {
    try {
      const answer = await post(path('models', model.name, 'repredict'), { from }, dry ? { dry_run: true } : {});
      setPlan(dry ? answer : null);
      if (!dry) {
        toast(answer.summary);
        done();
      }
    } catch (e) {
      toast(e.message, 'error');
    }
  };
  return html`<p>${plan
    ? html`Revision ${model.revision} would predict ${plural(plan.repredict, 'interval')} again, from ${stamp(plan.boundary)} on. <button onClick=${() => ask(false)}>Predict again</button> <button class="quiet" onClick=${() => setPlan(null)}>Leave them</button>`
    : html`What older revisions predicted in this range stays. <button class="quiet" onClick=${() => ask(true)}>Predict it again with revision ${model.revision}…</button>`}</p>`;
}
