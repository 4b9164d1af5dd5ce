// What rollouts and their gates say, in words.
import { link } from '../page/address.js';
import { short, percent } from '../format/number.js';

export const rolloutLink = (id) => link(`/ui/rollouts/${id}`);

export const STATE_WORDS = {
  predicting: 'the candidate predicts, unseen',
  waiting: 'judged; waits for a person',
  promoting: 'being promoted',
  trying: 'active for its share of the models',
  watching: 'active; the former revision stays warm',
  rolling_back: 'being rolled back',
  promoted: 'promoted',
  rejected: 'rejected',
  rolled_back: 'rolled back',
};

/** A gate's number in its unit. */
export function inUnit(value, unit) {
  if (value === null || value === undefined) return '–';
  if (unit === 'share') return percent(value);
  return unit ? `${short(value)} ${unit}` : short(value);
}

export const models = (r) => (r.models.length === 1 ? r.models[0].model : `${r.models[0].model} and ${r.models.length - 1} more`);

export const VERDICT_WORDS = { passes: 'passes', inconclusive: 'inconclusive', fails: 'fails' };
