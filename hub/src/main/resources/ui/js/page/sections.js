// Which pages there are: five sections in the head of every page, and the views of a section in the head of its pages.

/** pages: [path, name, name among its neighbours, role that it needs if not read]. */
export const SECTIONS = [
  { name: 'Overview', pages: [['overview', 'Overview']] },
  { name: 'Series', pages: [['series', 'Series', 'All series'], ['fleet', 'Fleet'], ['explore', 'Explore']] },
  { name: 'Models', pages: [['models', 'Models', 'All models'], ['try', 'Try a model'], ['rollouts', 'Rollouts']] },
  { name: 'Alarms', pages: [['alarms', 'Alarms']] },
  { name: 'Events', pages: [['events', 'Events'], ['log', 'Log', 'Log', 'write'], ['clients', 'Clients']] },
];

/** The key after `g` that goes to a page. */
export const GO = { overview: 'o', series: 's', fleet: 'f', explore: 'x', models: 'm', try: 't', rollouts: 'r', alarms: 'a', events: 'e', log: 'l', clients: 'c' };

export const PAGES = SECTIONS.flatMap((s) => s.pages.map(([path, name]) => ({ path, name, section: s })));

/** The section of a path such as /ui/fleet; undefined if none has it. */
export const sectionOf = (path) => PAGES.find((p) => path === `/ui/${p.path}` || path.startsWith(`/ui/${p.path}/`))?.section;
