// Kiosk mode: what is readable from three metres, and nothing to press but the way out.
import { html, useState, useEffect } from '../html.js';
import { useStore } from '../store.js';
import { latest } from '../data/status.js';
import { setParams } from '../page/address.js';
import { count, percent, plural } from '../format/number.js';
import { duration } from '../format/duration.js';
import { clock, day, zoneName } from '../format/instant.js';
import { now } from '../data/status.js';
import { useKeys } from '../page/keys.js';

export function WallHead() {
  const { status: s } = useStore(latest);
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  const leave = () => setParams({ wall: null });
  useKeys({ Escape: leave });
  if (!s) return html`<header class="wall-head"></header>`;
  const waiting = s.tally.missing + s.tally.in_flight;
  return html`<header class="wall-head">
    <b class="wall-big">${percent(s.complete)}</b><span>complete</span>
    ${s.failing > 0 ? html`<span class="wall-bad">▲ ${count(s.failing)} failing</span>` : html`<span>none failing</span>`}
    ${s.behind > 0 ? html`<span class="wall-bad">◆ ${count(s.behind)} behind</span>` : html`<span>none behind</span>`}
    ${s.open_alarms > 0 ? html`<span class="wall-bad">▲ ${plural(s.open_alarms, 'open alarm')}</span>` : html`<span>no alarms</span>`}
    <span>lag ${duration(s.lag_p99_seconds)}</span>
    ${waiting > 0 && html`<span>backlog ${count(waiting)}${s.backlog_seconds > 0 ? ` → ${duration(s.backlog_seconds)}` : ''}</span>`}
    <span class="grow"></span>
    <time>${day(now())} <b>${clock(now(), true)}</b> ${zoneName()}</time>
    <button class="quiet" onClick=${leave} aria-label="Leave the wall view">×</button>
  </header>`;
}
