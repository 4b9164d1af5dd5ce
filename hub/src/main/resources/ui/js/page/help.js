import { html } from '../html.js';
import { Dialog } from '../parts/dialog.js';
import { PAGES, GO } from './sections.js';

const KEYS = [
  ['/', 'search series and models'],
  ['j  k', 'next, previous row'],
  ['Enter', 'open the row'],
  ['h  l', 'previous, next interval in the matrix'],
  ['Space', 'select the interval'],
  ['w', 'why: the reasons behind the selection'],
  ['r', 're-run the selection (asks first)'],
  ['[  ]', 'earlier, later'],
  ['+  −', 'zoom in, out'],
  ['.', 'back to now'],
  ['t', 'table or picture'],
  ['1 2 3 4 5', 'overview, series, models, alarms, events'],
  ...PAGES.filter((p) => p.section.pages.length > 1).map((p) => [`g  ${GO[p.path]}`, `go to ${p.name.toLowerCase()}`]),
  ['a  f  e  x', 'on an alarm: acknowledge, false alarm, expected, real'],
  ['Esc', 'close, clear the selection'],
  ['?', 'this list'],
];

export function Help({ close }) {
  return html`<${Dialog} title="Keys" close=${close}>
    <dl class="keys">${KEYS.map(([k, what]) => html`<div key=${k}><dt>${k.split(/ +/).map((x) => html`<kbd>${x}</kbd> `)}</dt><dd>${what}</dd></div>`)}</dl>
    <p class="hint">Drag over the matrix or a chart to select; on a chart, dragging zooms and Shift + dragging asks why. The address always holds what you see.</p>
  <//>`;
}
