// Inputs of a detector ranked by what they contributed to its scores in a span.
import { html } from '../html.js';
import { useData } from '../data/use.js';
import { each } from '../data/api.js';
import { seriesLink, modelLink } from '../page/address.js';
import { score } from '../format/number.js';
import { loadPredictions } from './data.js';

const PREFIX = 'contribution:';

async function rank(models, from, to, signal) {
  const loaded = await each(models, 3, (m) => loadPredictions(m.name, from, to, 500, signal));
  return loaded.map((p, k) => {
    const shares = p.outputs.filter((o) => o.startsWith(PREFIX)).map((o) => {
      const known = p.columns[o].filter((v) => v !== null);
      return { series: o.slice(PREFIX.length), share: known.reduce((a, v) => a + Math.abs(v), 0) };
    });
    const sum = shares.reduce((a, s) => a + s.share, 0) || 1;
    const peak = Math.max(0, ...(p.columns.score ?? []).filter((v) => v !== null));
    return { model: models[k].name, peak, shares: shares.map((s) => ({ ...s, share: s.share / sum })).sort((a, b) => b.share - a.share) };
  });
}

export function Contributions({ models, from, to }) {
  const several = models.filter((m) => m.outputs.some((o) => o.startsWith(PREFIX)));
  const data = useData(several.length ? `${several.map((m) => m.name)}|${from}|${to}` : null, (signal) => rank(several, from, to, signal));
  if (!data.data) return null;
  return html`${data.data.map((d) => html`<table key=${d.model} class="reasons contributions"><thead><tr><th colspan="3">What moved <a href=${modelLink(d.model)}>${d.model}</a>: largest score ${score(d.peak)}</th></tr></thead>
    <tbody>${d.shares.slice(0, 12).map((s) => html`<tr key=${s.series}><td><a href=${seriesLink(s.series)}>${s.series}</a></td><td class="num">${Math.round(s.share * 100)} %</td>
      <td class="share"><meter min="0" max="1" value=${s.share} aria-label="Share of ${s.series}"></meter></td></tr>`)}</tbody></table>`)}`;
}
