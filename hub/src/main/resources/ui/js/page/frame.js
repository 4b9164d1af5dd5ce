// What all pages share: navigation, time range, search, theme, connection.
import { html, useState, useEffect } from '../html.js';
import { useStore } from '../store.js';
import { useAddress, link, go } from './address.js';
import { theme, toggleTheme } from './theme.js';
import { useKeys } from './keys.js';
import { Search } from './search.js';
import { Help } from './help.js';
import { Enter, Person, usePerson } from './person.js';
import { TokenDialog } from './token.js';
import { TimeControl } from '../time/control.js';
import { Toasts } from '../parts/toast.js';
import { useStatusFeed, latest } from '../data/status.js';
import { link as stream } from '../data/stream.js';
import { duration } from '../format/duration.js';
import { SECTIONS, GO, sectionOf } from './sections.js';


export function Frame({ wall, children }) {
  const [help, setHelp] = useState(false);
  const section = sectionOf(useAddress().path);
  useStatusFeed();
  const keys = { '?': () => setHelp(true) };
  SECTIONS.forEach((s, i) => (keys[i + 1] = () => go(link(`/ui/${s.pages[0][0]}`))));
  for (const [p, key] of Object.entries(GO)) keys[`g ${key}`] = () => go(link(`/ui/${p}`));
  useKeys(keys);
  if (wall) return html`<${Connection} /><main class="wall" id="main">${children}</main><${TokenDialog} />`;
  return html`
    <a class="skip" href="#main">Skip to the content</a>
    <header class="top">
      <a class="brand" href=${link('/ui/overview')}>Foretide</a>
      <nav aria-label="Pages">${SECTIONS.map((s) => html`<a key=${s.name} href=${link(`/ui/${s.pages[0][0]}`)}
        aria-current=${s === section ? 'page' : undefined}>${s.name}</a>`)}</nav>
      <${TimeControl} />
      <${Search} />
      <${Person} />
      <${ThemeButton} />
      <button class="icon" onClick=${() => setHelp(true)} aria-label="Keys" title="Keys (?)">?</button>
    </header>
    <${Connection} />
    <main id="main" tabindex="-1">${children}</main>
    <${Toasts} />
    <${TokenDialog} />
    ${help && html`<${Help} close=${() => setHelp(false)} />`}`;
}

function ThemeButton() {
  const t = useStore(theme);
  const next = t === 'dark' ? 'light' : 'dark';
  return html`<button class="icon" onClick=${toggleTheme} aria-label="Use ${next} colours" title="Use ${next} colours">
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor"/></svg></button>`;
}

/** Says since when no updates arrive, and what holds the clock. */
function Connection() {
  const up = useStore(stream);
  const { status } = useStore(latest);
  const person = usePerson();
  const [, tick] = useState(0);
  useEffect(() => {
    document.documentElement.dataset.stale = String(!up.up);
    if (up.up) return undefined;
    const timer = setInterval(() => tick((n) => n + 1), 1000);
    return () => clearInterval(timer);
  }, [up]);
  const lost = !up.up && !up.refused && Date.now() - up.since > 2000;
  return html`${up.refused && html`<p class="band warn" role="status">${person?.login ? 'You are not logged in.' : 'This server answers only to callers with a token.'} <${Enter} quiet /></p>`}
    ${lost && html`<p class="band warn" role="status">No updates for ${duration((Date.now() - up.since) / 1000)}: the server does not answer. What you see is from before; the page goes on trying.</p>`}
    ${status?.clock_notice && html`<p class="band warn" role="status">${status.clock_notice}</p>`}
    ${status?.store_notice && html`<p class="band warn" role="alert">${status.store_notice}</p>`}
    ${status?.queue_notice && html`<p class="band warn" role="status">${status.queue_notice}</p>`}`;
}
