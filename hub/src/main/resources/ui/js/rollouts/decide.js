// Decisions about a rollout: each says what it does, and asks for a name and a reason.
import { html, useState } from '../html.js';
import { post, path } from '../data/api.js';
import { useMay } from '../page/person.js';
import { toast } from '../parts/toast.js';
import { Dialog } from '../parts/dialog.js';
import { plural } from '../format/number.js';
import { STATE_WORDS } from './words.js';

const NAME = 'foretide.name';

const ACTIONS = {
  approve: ['Approve…', 'primary', (r) => `The candidate becomes active for ${plural(r.models.length, 'model')} ${r.state === 'waiting' ? 'now' : 'when its trial is over'}, unless a gate fails. The former revision stays warm for ${r.watch}.`],
  promote: ['Promote anyway…', '', (r) => `The candidate becomes active for ${plural(r.models.length, 'model')} now, whatever the gates say. A gate that fails afterwards rolls it back.`],
  reject: ['Reject…', 'danger', () => 'The candidate is given up. What it predicted stays stored and unseen.'],
  rollback: ['Roll back…', 'danger', (r) => `The former revision owns all intervals of ${plural(r.models.length, 'model')} again; what the candidate predicted stays stored and unseen.`],
};

export function Decisions({ rollout, done }) {
  const [action, setAction] = useState(null);
  const may = useMay('write');
  if (!rollout.can.length || !may) return null;
  return html`<span class="actions">
    ${rollout.can.map((a) => html`<button key=${a} class=${ACTIONS[a][1]} onClick=${() => setAction(a)}>${ACTIONS[a][0]}</button>`)}
    ${action && html`<${Ask} action=${action} rollout=${rollout} done=${done} close=${() => setAction(null)} />`}
  </span>`;
}

function remembered() {
  try {
    return localStorage.getItem(NAME) ?? '';
  } catch {
    return '';
  }
}

function Ask({ action, rollout, done, close }) {
  const [name, setName] = useState(remembered);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState(null);
  const failing = rollout.gates.filter((g) => g.verdict === 'fails');
  const send = async (e) => {
    e.preventDefault();
    setBusy(true);
    try {
      const after = await post(path('rollouts', String(rollout.id), action), { name: name.trim(), reason: reason.trim() });
      try {
        localStorage.setItem(NAME, name.trim());
      } catch {
        // asked for again next time
      }
      toast(`Rollout ${rollout.id}: ${STATE_WORDS[after.state]}`);
      done();
      close();
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return html`<${Dialog} title=${`${ACTIONS[action][0].replace('…', '')} rollout ${rollout.id}?`} close=${close}>
    <p>${ACTIONS[action][2](rollout)}</p>
    ${action === 'promote' && failing.length > 0 && html`<p class="problem">${failing.map((g) => g.text).join('; ')}</p>`}
    <form class="stack" onSubmit=${send}>
      <label>Your name<input required maxlength="100" autocomplete="name" value=${name} onInput=${(e) => setName(e.target.value)} /></label>
      <label>Reason, kept with the decision<input required maxlength="1000" autofocus value=${reason} onInput=${(e) => setReason(e.target.value)} /></label>
      ${error && html`<p class="problem" role="alert">${error.message}</p>`}
      <div class="actions"><button type="button" onClick=${close}>Not now</button><button class=${ACTIONS[action][1] || 'primary'} disabled=${busy || !name.trim() || !reason.trim()}>${ACTIONS[action][0].replace('…', '')}</button></div>
    </form><//>`;
}
