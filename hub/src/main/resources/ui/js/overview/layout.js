// Where rows and group headings lie.
const GROUP = 24;

/**
 * {items: [{kind, y, h, row?, name?, index?}], height, rowHeight}. Rows grow a little where few fill the space; `fit`
 * presses all of them into it.
 */
export function layout(rows, { space, group, fit, open, openHeight, tallest = 32 }) {
  const groups = group ? grouped(rows) : [['', rows]];
  const headings = group ? groups.length * GROUP : 0;
  const free = Math.max(0, space - headings - (open ? openHeight : 0));
  const share = rows.length ? free / rows.length : 24;
  const rowHeight = fit
    ? Math.max(1, share > 4 ? Math.min(140, Math.floor(share)) : share)
    : Math.min(tallest, Math.max(22, Math.floor(share)));
  const items = [];
  let y = 0;
  let index = 0;
  for (const [name, members] of groups) {
    if (group) {
      items.push({ kind: 'group', name, count: members.length, y, h: GROUP });
      y += GROUP;
    }
    for (const row of members) {
      items.push({ kind: 'row', row, y, h: rowHeight, index: index++ });
      y += rowHeight;
      if (row.model.name === open) {
        items.push({ kind: 'open', row, y, h: openHeight });
        y += openHeight;
      }
    }
  }
  return { items, height: y, rowHeight };
}

function grouped(rows) {
  const by = new Map();
  for (const r of rows) {
    const g = r.model.group || 'no group';
    if (!by.has(g)) by.set(g, []);
    by.get(g).push(r);
  }
  return [...by];
}

/** Items that touch the window [top, bottom). */
export function visible(items, top, bottom) {
  let a = 0;
  let b = items.length;
  while (a < b) {
    const m = (a + b) >> 1;
    if (items[m].y + items[m].h <= top) a = m + 1;
    else b = m;
  }
  let e = a;
  while (e < items.length && items[e].y < bottom) e++;
  return items.slice(a, e);
}
