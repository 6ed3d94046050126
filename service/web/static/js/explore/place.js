// @ts-check
/**
 * Where things stand. Two rules: a first map is laid out the same way every time, and what stands is never
 * moved by what comes later.
 */

/** @typedef {import("./scene.js").Point} Point */
/** @typedef {import("./view.js").SeenNode} SeenNode */
/** @typedef {import("./view.js").SeenEdge} SeenEdge */

const CELL = { x: 112, y: 94 };
const PAD = { x: 82, top: 46, bottom: 84 };
const GAP = 52;
const DEAL = { x: 130, y: 84 };
const MIN_DISTANCE = 84;

/**
 * A map by sites: in each box the departments side by side with their people below, the deals of a site under
 * its box, the boxes in rows, the company above them and our own people along the bottom.
 * @param {SeenNode[]} nodes
 * @param {SeenEdge[]} edges
 * @param {number} [ratio] width to height wished for
 * @returns {Map<string, Point>} leaf nodes only: a box follows what stands in it
 */
export function siteMap(nodes, edges, ratio = 1.3) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const near = neighbours(edges);
  const inside = groupBy(nodes.filter((node) => node.box), (node) => /** @type {string} */ (node.box));
  const isSite = (/** @type {string} */ id) => byId.get(id)?.label === "Site";
  const homes = groupBy(
    nodes.filter((node) => !node.box && node.label !== "Site" && node.label !== "Member" && node.label !== "Company"),
    (node) => [...(near.get(node.id) ?? [])].filter(isSite).sort()[0] ?? "",
  );
  const blocks = nodes
    .filter((node) => node.label === "Site" && !node.box)
    .map((site) => block(site, inside.get(site.id) ?? [], homes.get(site.id) ?? [], near, byId))
    .sort((a, b) => b.height - a.height || b.width - a.width || a.id.localeCompare(b.id));
  const rest = homes.get("") ?? [];
  const top = nodes.filter((node) => node.label === "Company").sort((a, b) => (near.get(b.id)?.size ?? 0) - (near.get(a.id)?.size ?? 0) || order(a, b));
  const bottom = nodes.filter((node) => node.label === "Member");
  const width = widthFor(blocks, rest.length, ratio);
  /** @type {Map<string, Point>} */
  const found = new Map();
  line(middleFirst(top), found, width / 2, -140, 270);
  let y = rows(blocks, width, found);
  y = lines(rest, found, width, y, near);
  line(bottom, found, width / 2, y + 30, Math.max(120, Math.min(220, width / Math.max(bottom.length, 1))));
  return found;
}

/** The width at which the rows of boxes come nearest to the wished shape. @param {any[]} blocks @param {number} loose @param {number} ratio */
function widthFor(blocks, loose, ratio) {
  const widest = Math.max(5 * CELL.x, ...blocks.map((one) => one.width));
  let best = widest;
  let least = Infinity;
  for (let width = widest; width < 9000; width += 120) {
    const height = rows(blocks, width, new Map()) + Math.ceil((loose * 150) / width) * CELL.y + 330;
    const off = Math.abs(Math.log(width / height / ratio));
    if (off < least) [best, least] = [width, off];
  }
  return best;
}

/** The first in the middle, the others to its sides. @template T @param {T[]} items @returns {T[]} */
function middleFirst(items) {
  /** @type {T[]} */
  const found = [];
  items.forEach((item, index) => (index % 2 ? found.push(item) : found.unshift(item)));
  return found;
}

/**
 * One site with what stands in it and what hangs below.
 * @param {SeenNode} site
 * @param {SeenNode[]} members
 * @param {SeenNode[]} below
 * @param {Map<string, Set<string>>} near
 * @param {Map<string, SeenNode>} byId
 */
function block(site, members, below, near, byId) {
  /** @type {Map<string, Point>} */
  const spots = new Map();
  const units = members.filter((node) => node.label === "Department").sort(order);
  const others = members.filter((node) => node.label !== "Department");
  const unitOf = (/** @type {SeenNode} */ node) =>
    [...(near.get(node.id) ?? [])].filter((id) => byId.get(id)?.label === "Department" && byId.get(id)?.box === site.id).sort()[0] ?? "";
  const groups = groupBy(others, unitOf);
  const columns = units.map((unit) => ({ unit: /** @type {SeenNode | null} */ (unit), people: groups.get(unit.id) ?? [] }));
  if (groups.get("")?.length) columns.push({ unit: null, people: groups.get("") ?? [] });
  const perColumn = Math.max(3, Math.ceil(Math.sqrt(others.length / 1.5)));
  let x = 0;
  let height = 0;
  for (const { unit, people } of columns) {
    const lanes = Math.max(1, Math.ceil(people.length / perColumn));
    if (unit) spots.set(unit.id, { x: x + ((lanes - 1) * CELL.x) / 2, y: 0 });
    const start = unit && people.length ? CELL.y * 0.9 : 0;
    people.sort((a, b) => rank(a, near) - rank(b, near) || order(a, b)).forEach((person, index) => {
      spots.set(person.id, { x: x + (index % lanes) * CELL.x, y: start + Math.floor(index / lanes) * CELL.y });
    });
    height = Math.max(height, start + Math.max(0, Math.ceil(people.length / lanes) - 1) * CELL.y);
    x += lanes * CELL.x;
  }
  const inner = Math.max(x - CELL.x, 0);
  const perRow = Math.max(1, Math.floor((inner + 2 * PAD.x) / DEAL.x));
  const boxWidth = inner + 2 * PAD.x;
  const boxHeight = members.length ? height + PAD.top + PAD.bottom : 60;
  [...below].sort(order).forEach((node, index) => {
    const row = Math.floor(index / perRow);
    const inRow = Math.min(perRow, below.length - row * perRow);
    const offset = ((index % perRow) - (inRow - 1) / 2) * DEAL.x;
    spots.set(node.id, { x: inner / 2 + offset, y: boxHeight - PAD.top + 30 + row * DEAL.y });
  });
  const belowRows = Math.ceil(below.length / perRow);
  return {
    id: site.id,
    spots,
    empty: members.length === 0,
    boxHeight,
    width: Math.max(boxWidth, Math.min(below.length, perRow) * DEAL.x, 120),
    inset: (Math.max(boxWidth, 120) - inner) / 2,
    height: boxHeight + belowRows * DEAL.y + (belowRows ? 6 : 0),
  };
}

/** People with more reports first: they stand above. @param {SeenNode} node @param {Map<string, Set<string>>} near */
function rank(node, near) {
  return -((node.strength ?? 0) + (near.get(node.id)?.size ?? 0) / 100);
}

/** Put the boxes in rows, each row centred. @param {any[]} blocks @param {number} width @param {Map<string, Point>} found */
function rows(blocks, width, found) {
  let y = 0;
  let row = /** @type {any[]} */ ([]);
  let used = 0;
  const close = () => {
    let x = (width - used + GAP) / 2;
    for (const one of row) {
      const origin = { x: x + one.inset, y: y + PAD.top };
      for (const [id, spot] of one.spots) found.set(id, { x: origin.x + spot.x, y: origin.y + spot.y });
      if (one.empty) found.set(one.id, { x: x + one.width / 2, y: y + one.boxHeight / 2 });
      x += one.width + GAP;
    }
    y += row.length ? Math.max(...row.map((one) => one.height)) + GAP : 0;
    row = [];
    used = 0;
  };
  for (const one of blocks) {
    if (row.length && used + one.width > width) close();
    row.push(one);
    used += one.width + GAP;
  }
  close();
  return y;
}

/** Put the rest in lines, each near the middle of what it is tied to. @param {SeenNode[]} nodes @param {Map<string, Point>} found @param {number} width @param {number} y @param {Map<string, Set<string>>} near */
function lines(nodes, found, width, y, near) {
  const wish = (/** @type {SeenNode} */ node) => {
    const xs = [...(near.get(node.id) ?? [])].map((id) => found.get(id)?.x).filter((x) => x !== undefined);
    return xs.length ? xs.reduce((a, b) => a + b, 0) / xs.length : width / 2;
  };
  const perLine = Math.max(1, Math.floor(width / 150));
  const sorted = [...nodes].sort((a, b) => wish(a) - wish(b) || order(a, b));
  const count = Math.ceil(sorted.length / perLine);
  for (let index = 0; index < count; index += 1) {
    line(sorted.filter((_, at) => at % count === index), found, width / 2, y + index * CELL.y, 150);
  }
  return y + count * CELL.y;
}

/** @param {SeenNode[]} nodes @param {Map<string, Point>} found @param {number} middle @param {number} y @param {number} step */
function line(nodes, found, middle, y, step) {
  nodes.forEach((node, index) => found.set(node.id, { x: middle + (index - (nodes.length - 1) / 2) * step, y }));
}

/**
 * Places for newcomers around their anchor, clear of everything that stands.
 * @param {string[]} ids
 * @param {Point} anchor
 * @param {Point[]} taken
 * @param {{x1: number, y1: number, x2: number, y2: number}[]} walls boxes that a newcomer must not stand in
 * @returns {Map<string, Point>}
 */
export function around(ids, anchor, taken, walls) {
  const standing = [...taken];
  const clear = (/** @type {Point} */ spot) =>
    standing.every((one) => Math.hypot(one.x - spot.x, one.y - spot.y) >= MIN_DISTANCE) &&
    walls.every((wall) => spot.x < wall.x1 - 20 || spot.x > wall.x2 + 20 || spot.y < wall.y1 - 20 || spot.y > wall.y2 + 20);
  /** @type {Map<string, Point>} */
  const found = new Map();
  let radius = 100;
  let step = 0;
  for (const id of ids) {
    for (;;) {
      const slots = Math.floor((2 * Math.PI * radius) / (MIN_DISTANCE * 1.1));
      const angle = -Math.PI / 2 + (2 * Math.PI * step) / slots;
      const spot = { x: anchor.x + radius * Math.cos(angle), y: anchor.y + radius * Math.sin(angle) };
      step += 1;
      if (step >= slots) {
        step = 0;
        radius += MIN_DISTANCE * 0.6;
      }
      if (clear(spot) || radius > 6000) {
        found.set(id, spot);
        standing.push(spot);
        break;
      }
    }
  }
  return found;
}

/** @param {SeenEdge[]} edges @returns {Map<string, Set<string>>} */
function neighbours(edges) {
  /** @type {Map<string, Set<string>>} */
  const found = new Map();
  for (const edge of edges) {
    for (const [from, to] of [[edge.source, edge.target], [edge.target, edge.source]]) {
      if (!found.has(from)) found.set(from, new Set());
      found.get(from)?.add(to);
    }
  }
  return found;
}

/** @template T @param {T[]} items @param {(item: T) => string} key @returns {Map<string, T[]>} */
function groupBy(items, key) {
  /** @type {Map<string, T[]>} */
  const found = new Map();
  for (const item of items) found.set(key(item), [...(found.get(key(item)) ?? []), item]);
  return found;
}

/** @param {SeenNode} a @param {SeenNode} b */
function order(a, b) {
  // Not by locale: the same map in every browser.
  return a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1;
}
