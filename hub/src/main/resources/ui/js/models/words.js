// A model's settings as one sentence about their effect.
import { words, parseDuration } from '../format/duration.js';
import { plural } from '../format/number.js';

const AGGREGATES = { mean: 'means', min: 'minima', max: 'maxima', sum: 'sums', last: 'last values', first: 'first values', median: 'medians', count: 'counts' };

export function inWords(m) {
  const run = m.run ?? m.definition?.run ?? {};
  const kind = Object.keys(run)[0] ?? '';
  const horizon = parseDuration(m.horizon ?? '0s') || 0;
  const every = each(m.every);
  const series = m.inputs.length === 1 ? 'the series is' : 'the series are';
  const what = horizon > 0
    ? `Predicts ${words(m.horizon)} ahead ${every}`
    : m.outputs?.includes('score') ? `${every[0].toUpperCase()}${every.slice(1)} scores how unusual ${series}` : `Runs ${kind} ${every}`;
  const how = AGGREGATES[String(m.definition?.aggregation ?? 'mean').toLowerCase()] ?? m.definition.aggregation;
  const input = `from ${words(m.resolution)} ${how} of ${plural(m.inputs.length, 'series', 'series')}`;
  const delay = parseDuration(m.delay ?? '0s') > 0 ? `, ${words(m.delay)} after the data's time` : '';
  return `${what}, ${input}${delay}.`;
}

/** every hour, every 30 min, after each 500 points */
function each(every) {
  if (/points/i.test(String(every))) return `after each ${every}`;
  const text = words(every);
  const one = { '1 d': 'day', '1 h': 'hour', '1 min': 'minute', '1 s': 'second' }[text];
  return `every ${one ?? text}`;
}

/** Facts for the table beside the sentence. */
export function facts(m) {
  return [
    ['what runs', m.summary],
    ['order', m.definition?.order],
    ['looks back', m.lookback && words(m.lookback)],
    ['yields', outputs(m.outputs ?? [])],
    ['revision', m.revision],
    ['retries', m.retries || null],
  ].filter(([, v]) => v !== null && v !== undefined && v !== '');
}

/** Names of the columns; the many contributions of a detector over several series as one. */
function outputs(all) {
  const plain = all.filter((o) => !o.startsWith('contribution:'));
  return [...plain, ...(plain.length < all.length ? ['the contribution of each input'] : [])].join(', ');
}
