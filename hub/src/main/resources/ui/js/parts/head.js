import { html } from '../html.js';
import { link } from '../page/address.js';
import { PAGES } from '../page/sections.js';
import { useMay } from '../page/person.js';

/** The head of a page: its title among the other views of its section, then what belongs to it. */
export function Head({ page, children }) {
  const operates = useMay('write');
  const here = PAGES.find((p) => p.path === page);
  return html`<header class="page-head"><h1 class="sr">${here.name}</h1>
    <nav class="views" aria-label="Views of ${here.section.name.toLowerCase()}">${here.section.pages.filter(([path, , , role]) => !role || operates || path === page).map(([path, name, short]) => html`<a key=${path} href=${link(`/ui/${path}`)}
      aria-current=${path === page ? 'page' : undefined}>${short ?? name}</a>`)}</nav>${children}</header>`;
}
