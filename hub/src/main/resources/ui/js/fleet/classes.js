// What a cell says, by each of the three things it can be coloured by. `fill` is a state of an interval: its colour and texture.

const STATE = {
  alarm: { word: 'open alarm', fill: 'failed', mark: true },
  failing: { word: 'failing', fill: 'failed' },
  behind: { word: 'behind', fill: 'missing' },
  filling: { word: 'filling', fill: 'in_flight' },
  ok: { word: 'ok', fill: 'predicted' },
  paused: { word: 'paused', fill: 'empty' },
  unwatched: { word: 'no model', fill: 'expired' },
};

const GRADE = {
  none: { word: 'no data', fill: 'empty' },
  bad: { word: 'bad', fill: 'failed' },
  fair: { word: 'fair', fill: 'missing' },
  good: { word: 'good', fill: 'predicted' },
  unknown: { word: 'not judged yet', fill: 'expired' },
};

const AGES = [
  { word: 'no points', fill: 'empty', least: null },
  { word: 'over a day old', fill: 'failed', least: 86_400 },
  { word: 'over an hour', fill: 'missing', least: 3_600 },
  { word: 'over 10 min', fill: 'in_flight', least: 600 },
  { word: 'newer', fill: 'predicted', least: 0 },
];

export const stateWord = (fleet, i) => STATE[fleet.stateNames[fleet.states[i]]].word;
export const gradeWord = (fleet, i) => GRADE[fleet.gradeNames[fleet.grades[i]]].word;

/** {list: [{word, fill, mark}], of: i => place in the list}: worst first. */
export function classes(fleet, by) {
  if (by === 'grade') return { list: fleet.gradeNames.map((n) => GRADE[n]), of: (i) => fleet.grades[i] };
  if (by === 'age') {
    return { list: AGES, of: (i) => (fleet.ages[i] === null ? 0 : AGES.findIndex((a) => a.least !== null && fleet.ages[i] >= a.least)) };
  }
  return { list: fleet.stateNames.map((n) => STATE[n]), of: (i) => fleet.states[i] };
}
