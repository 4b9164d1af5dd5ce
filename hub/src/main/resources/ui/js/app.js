// The pages by path.
import { html, render, useEffect } from './html.js';
import { useAddress, go, link } from './page/address.js';
import './page/theme.js';
import { Frame } from './page/frame.js';
import { PAGES } from './page/sections.js';
import { Empty } from './parts/notice.js';
import { Overview } from './overview/page.js';
import { SeriesList } from './series/list.js';
import { SeriesPage } from './series/page.js';
import { Fleet } from './fleet/page.js';
import { Try } from './tryout/page.js';
import { Explore } from './explore/page.js';
import { ModelList } from './models/list.js';
import { ModelPage } from './models/page.js';
import { RolloutList } from './rollouts/list.js';
import { RolloutPage } from './rollouts/page.js';
import { Alarms } from './alarms/page.js';
import { Events } from './events/page.js';
import { Log } from './log/page.js';
import { Clients } from './clients/page.js';

const ROUTES = { overview: [Overview], series: [SeriesList, SeriesPage], fleet: [Fleet], explore: [Explore], try: [Try], models: [ModelList, ModelPage], rollouts: [RolloutList, RolloutPage], alarms: [Alarms], events: [Events], log: [Log], clients: [Clients] };

function App() {
  const { path, params } = useAddress();
  const [, , page = 'overview', ...rest] = path.split('/');
  const name = rest.filter(Boolean).map(decodeURIComponent).join('/');
  const view = ROUTES[page]?.[name ? 1 : 0];
  useEffect(() => {
    document.title = name ? `${page === 'rollouts' ? `Rollout ${name}` : name} · Foretide` : `${PAGES.find((p) => p.path === page)?.name ?? 'Foretide'} · Foretide`;
  }, [page, name]);
  useEffect(() => {
    if (path === '/' || path === '/ui' || path === '/ui/') go(link('/ui/overview'), true);
  }, [path]);
  const wall = params.get('wall') === '1' && page === 'overview';
  return html`<${Frame} wall=${wall}>
    ${view ? html`<${view} key=${page + name} name=${name} wall=${wall} />` : html`<${Empty} title="There is no such page"><p><a href=${link('/ui/overview')}>Overview</a></p><//>`}
  <//>`;
}

render(html`<${App} />`, document.getElementById('app'));
