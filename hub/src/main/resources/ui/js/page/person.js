// Who looks at the pages, and what they may do.
import { html, useEffect } from '../html.js';
import { post, token, tokenWanted } from '../data/api.js';
import { store, useStore } from '../store.js';

const RANK = { '': 0, read: 1, write: 2, admin: 3 };

/** {login, name, role}; null before it is known. */
const person = store(null);
let asked = false;

function ask() {
  asked = true;
  const headers = token() ? { Authorization: `Bearer ${token()}` } : {};
  fetch('/auth/me', { headers }).then((r) => r.json()).then(
    (p) => person.set(p),
    // Not known: everything is offered, and the server decides.
    () => person.set({ login: false, name: '', role: 'admin' }),
  );
}

export function usePerson() {
  useEffect(() => {
    if (!asked) ask();
  }, []);
  return useStore(person);
}

/** Whether the one who looks may do what needs a role: `read`, `write` or `admin`. */
export function useMay(role) {
  const p = usePerson();
  return p !== null && RANK[p.role] >= RANK[role];
}

/** Children for those who may, and for others a word why they do not see them. */
export function May({ role, what, children }) {
  const p = usePerson();
  if (p === null) return null;
  if (RANK[p.role] >= RANK[role]) return children;
  return what ? html`<p class="hint">${what} needs the role ${WORDS[role]}${p.role ? `; yours is ${WORDS[p.role]}` : ''}.</p>` : null;
}

const WORDS = { read: 'read', write: 'operate', admin: 'admin' };

export const loginHref = () => `/auth/login?to=${encodeURIComponent(location.pathname + location.search)}`;

/** The way in for those who are not known. */
export function Enter({ quiet }) {
  const p = usePerson();
  return html`<button class=${quiet ? 'quiet' : ''} onClick=${() => tokenWanted.set(true)}>${p?.login ? 'Log in' : 'Give a token'}</button>`;
}

/** The name and role of the one who is logged in, and the way out. */
export function Person() {
  const p = usePerson();
  if (!p?.name) return null;
  const leave = async () => {
    await post('/auth/logout');
    location.assign('/ui/overview');
  };
  return html`<button class="quiet person" onClick=${leave} title="${p.name}, role ${WORDS[p.role]}; press to log out">${p.name} · log out</button>`;
}
