// Who is logged in, where people can log in at all.
import { html, useState, useEffect } from '../html.js';
import { post } from '../data/api.js';
import { useAddress } from './address.js';

/** {login, name, role} of this browser; null before it is known. */
export function usePerson(wanted = true) {
  const [person, setPerson] = useState(null);
  useEffect(() => {
    if (!wanted) return;
    fetch('/auth/me').then((r) => (r.ok ? r.json() : null)).then(setPerson, () => setPerson(null));
  }, [wanted]);
  return person;
}

export const loginHref = () => `/auth/login?to=${encodeURIComponent(location.pathname + location.search)}`;

/** The name of the one who is logged in, and the way out. */
export function Person() {
  const person = usePerson();
  useAddress();
  if (!person?.name) return null;
  const leave = async () => {
    await post('/auth/logout');
    location.assign('/ui/overview');
  };
  return html`<button class="quiet person" onClick=${leave} title="${person.name}, role ${person.role}; press to log out">${person.name} · log out</button>`;
}
