// The states of an interval and the health of a model: words, colours, shapes.
import { color } from './page/theme.js';

export const STATES = ['predicted', 'empty', 'failed', 'in_flight', 'missing', 'expired', 'not_due', 'handed_off'];

export const WORDS = {
  predicted: 'predicted',
  empty: 'empty',
  failed: 'failed',
  in_flight: 'in flight',
  missing: 'missing',
  expired: 'expired',
  not_due: 'not due',
  handed_off: 'handed off',
};

export const MEANING = {
  predicted: 'the prediction is stored',
  empty: 'no usable data, and why',
  failed: 'the model or a system refused, and why',
  in_flight: 'being computed now',
  missing: 'due and waiting its turn',
  expired: 'older than what is kept or asked for',
  not_due: 'its time has not come',
  handed_off: 'another program took it and says nothing of what came of it: predicted at best',
};

/** Counts of a cell: one per state. */
export const WIDTH = STATES.length;

/** The states in which intervals are that are due. */
export const DUE = STATES.map((s, i) => i).filter((i) => !['expired', 'not_due'].includes(STATES[i]));

/** What is drawn first where a cell holds several states: the one that needs somebody most. */
export const WORST_FIRST = [2, 4, 3, 1, 7, 0, 5, 6];

export const HEALTH = {
  failing: { word: 'failing', mark: '▲' },
  behind: { word: 'behind', mark: '◆' },
  filling: { word: 'filling', mark: '▷' },
  ok: { word: 'ok', mark: '' },
  paused: { word: 'paused', mark: '‖' },
};

const SIZE = 6;

const textures = {
  empty(c, p) {
    c.fillStyle = color('s-empty-ink');
    for (let y = 0; y < SIZE; y += 3) for (let x = (y / 3) % 2 ? 1.5 : 0; x < SIZE; x += 3) c.fillRect(x * p, y * p, p, p);
  },
  failed(c, p) {
    c.strokeStyle = color('s-failed-ink');
    c.lineWidth = 1.3 * p;
    c.beginPath();
    for (const o of [-SIZE, 0, SIZE]) {
      c.moveTo((o - 1) * p, (SIZE + 1) * p);
      c.lineTo((o + SIZE + 1) * p, -p);
    }
    c.stroke();
  },
  in_flight(c, p) {
    c.fillStyle = color('s-in_flight-ink');
    c.fillRect(0, 0, p * 1.5, SIZE * p);
    c.fillRect(3 * p, 0, p * 1.5, SIZE * p);
  },
  handed_off(c, p) {
    c.fillStyle = color('s-handed_off-ink');
    c.fillRect(0, 2 * p, SIZE * p, p * 1.5);
  },
  missing(c, p) {
    c.fillStyle = color('s-missing-ink');
    c.beginPath();
    c.arc(3 * p, 3 * p, 1.25 * p, 0, 7);
    c.fill();
  },
};

const solid = (state) => color(`s-${state}`);

/** Fill styles per state for a canvas at a pixel ratio: colour plus texture, so that neither is needed alone. */
export function fills(ctx, ratio) {
  return STATES.map((state) => {
    if (state === 'not_due') return null;
    if (!textures[state]) return solid(state);
    const tile = document.createElement('canvas');
    tile.width = tile.height = Math.round(SIZE * ratio);
    const c = tile.getContext('2d');
    c.fillStyle = solid(state);
    c.fillRect(0, 0, tile.width, tile.height);
    textures[state](c, tile.width / SIZE);
    return ctx.createPattern(tile, 'repeat');
  });
}

/** Plain colours per state, for cells too small for a texture. */
export const flat = () => STATES.map((s) => (s === 'not_due' ? null : s === 'missing' ? color('s-missing-ink') : solid(s)));

/** {state: n} of a count array, states with any, worst first. */
export function nonZero(counts) {
  return WORST_FIRST.filter((i) => counts[i] > 0).map((i) => [STATES[i], counts[i]]);
}
