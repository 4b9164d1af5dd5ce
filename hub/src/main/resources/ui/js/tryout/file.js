// The model file of what was tried, as an object and as YAML.
import { parseDuration } from '../format/duration.js';

const typed = (v) => (/^-?\d+(\.\d+)?$/.test(v) ? Number(v) : v === 'true' || v === 'false' ? v === 'true' : v);

function head(d, name, every) {
  return { model: name, inputs: [d.series], resolution: d.step, every, start: '-7d' };
}

export function forecastFile(d, asked, name, every) {
  const forecast = { method: asked.method };
  if (d.seasons.length) forecast.season = d.seasons.length === 1 ? d.seasons[0] : d.seasons;
  forecast.horizon = d.horizon;
  forecast.levels = [80, 95];
  for (const [k, v] of Object.entries(asked.parameters)) forecast[k] = typed(v);
  return { ...head(d, name, every), run: { forecast } };
}

export function detectFile(d, asked, name, every) {
  const detect = { method: asked.method };
  for (const [k, v] of Object.entries(d.settings)) detect[k] = typed(v);
  const out = { ...head(d, name, every), run: { detect } };
  if (d.learns && d.trained > 0) out.train = { window: `${Math.round((d.trained * parseDuration(d.step)) / 60) || 1}m` };
  return out;
}

const plain = (v) => (typeof v === 'string' && /^[A-Za-z0-9][\w ./-]*$/.test(v) && !/^(true|false|null|yes|no|on|off|\d[\d.]*)$/i.test(v) ? v : JSON.stringify(v));
const inline = (v) => (Array.isArray(v) ? `[${v.map(inline).join(', ')}]` : v && typeof v === 'object' ? `{ ${Object.entries(v).map(([k, x]) => `${k}: ${inline(x)}`).join(', ')} }` : plain(v));
export const yaml = (f) => `${Object.entries(f).map(([k, v]) => (k === 'run' ? `run:\n${Object.entries(v).map(([what, x]) => `  ${what}: ${inline(x)}`).join('\n')}` : `${k}: ${inline(v)}`)).join('\n')}\n`;

/** An interval as long as the step, but not less than an hour where the horizon allows. */
export function usualEvery(d) {
  const step = parseDuration(d.step);
  const least = Math.min(3600, d.horizon ? parseDuration(d.horizon) : 3600);
  return step >= least || least % step ? d.step : least === 3600 ? '1h' : d.horizon;
}
