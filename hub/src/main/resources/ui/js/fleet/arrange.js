// Order, groups and places of the cells.
const HEADING = 24;
const NAMED = { width: 216, height: 26 };
const WIDE = 2100;
const MEASURED = 2_000;
const LEAST = 8;
const LARGEST = 36;

/** [{name, members: [index]}]: sorted, and grouped if asked for. */
export function arrange(fleet, { sort, group, kinds }) {
  const order = fleet.names.map((_, i) => i);
  const age = (i) => fleet.ages[i] ?? Infinity;
  const by = {
    // Names come sorted from the server, so equal ones keep that order.
    worst: (a, b) => kinds.of(a) - kinds.of(b) || fleet.states[a] - fleet.states[b] || fleet.grades[a] - fleet.grades[b] || fleet.lags[b] - fleet.lags[a],
    age: (a, b) => (age(b) === age(a) ? 0 : age(b) - age(a)),
    lag: (a, b) => fleet.lags[b] - fleet.lags[a],
  }[sort];
  if (by) order.sort(by);
  if (!group) return [{ name: '', members: order }];
  const groups = new Map();
  for (const i of order) {
    const name = group === 'asset' ? fleet.groups[i] || 'other' : kinds.list[kinds.of(i)].word;
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(i);
  }
  const out = [...groups].map(([name, members]) => ({ name, members }));
  return group === 'asset' && sort === 'name' ? out.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true })) : out;
}

/**
 * Where everything lies: {named, font, w, h, cols, height, blocks: [{name, top, y, members, first}], count}. Cells are as large as
 * lets all of them be seen at once; where they are few they have their names written in, whole where there is room:
 * `need(font)` is the width of a cell with the longest name.
 */
export function layout(groups, width, space, touch, need) {
  const heading = groups.length > 1 || groups[0].name ? HEADING : 0;
  const place = (w, h) => {
    const cols = Math.max(1, Math.floor(width / w));
    let y = 0;
    let first = 0;
    const blocks = groups.map(({ name, members }) => {
      const block = { name, top: y, y: y + heading, members, first };
      y += heading + Math.ceil(members.length / cols) * h + (heading ? 6 : 0);
      first += members.length;
      return block;
    });
    return { w, h, cols, height: y, blocks, count: first };
  };
  const font = touch || width > WIDE ? 15 : 13;
  const high = touch ? 40 : Math.round((NAMED.height * font) / 13);
  const even = (least) => Math.floor(width / Math.max(1, Math.floor(width / least)));
  if (groups.reduce((n, g) => n + g.members.length, 0) <= MEASURED) {
    const whole = place(even(Math.max(NAMED.width, need(font))), high);
    if (whole.height <= space) return { ...whole, font, named: true };
  }
  const cut = place(even(NAMED.width), high);
  if (cut.height <= space || cut.count <= 60) return { ...cut, font, named: true };
  let size = touch ? 18 : LEAST;
  while (size < LARGEST && place(size + 1, size + 1).height <= space) size++;
  return { ...place(size, size), named: false };
}

/** The place of the n-th cell: {x, y, index}. */
export function place(plan, n) {
  const block = plan.blocks.findLast((b) => b.first <= n);
  const k = n - block.first;
  return { x: (k % plan.cols) * plan.w, y: block.y + Math.floor(k / plan.cols) * plan.h, index: block.members[k] };
}

/** The number of the cell at a point; -1 if there is none. */
export function cellAt(plan, x, y) {
  const block = plan.blocks.findLast((b) => b.y <= y);
  const col = Math.floor(x / plan.w);
  if (!block || col < 0 || col >= plan.cols) return -1;
  const k = Math.floor((y - block.y) / plan.h) * plan.cols + col;
  return k < block.members.length ? block.first + k : -1;
}

/** The number of the cell next to another: left, right, or in the row above or below, over the edges of groups. */
export function step(plan, n, dx, dy) {
  if (dx) return Math.max(0, Math.min(plan.count - 1, n + dx));
  const at = plan.blocks.findIndex((b) => b.first <= n && n < b.first + b.members.length);
  const block = plan.blocks[at];
  const k = n - block.first;
  const col = k % plan.cols;
  const inside = k + dy * plan.cols;
  if (inside >= 0 && inside < block.members.length) return block.first + inside;
  const other = plan.blocks[at + dy];
  const row = (b, r) => b.first + Math.min(b.members.length - 1, r * plan.cols + col);
  if (!other) return dy > 0 ? block.first + block.members.length - 1 : n;
  return row(other, dy > 0 ? 0 : Math.floor((other.members.length - 1) / plan.cols));
}
