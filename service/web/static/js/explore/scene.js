// @ts-check
/**
 * What is on the map, as a value that is never changed in place: every action gives a new scene, so undo is
 * the scene before it.
 */

/** @typedef {import("../lib/api.js").GraphNode} GraphNode */
/** @typedef {import("../lib/api.js").GraphEdge} GraphEdge */
/** @typedef {{x: number, y: number}} Point */
/**
 * @typedef {object} Scene
 * @property {Map<string, GraphNode>} nodes
 * @property {Map<string, GraphEdge & {key: string}>} edges
 * @property {Set<string>} hidden taken off the map by hand
 * @property {Set<string>} pinned not moved by a layout
 * @property {Map<string, Point>} positions
 * @property {Map<string, string[]>} grown anchor -> what its expanding brought
 * @property {Set<string>} white sites in which we know nobody
 */
/**
 * @typedef {object} Filters
 * @property {Set<string>} labels switched off
 * @property {Set<string>} stances switched off
 * @property {number} strength ties below are left out, and contacts without a tie of it
 */

/** @returns {Filters} */
export function noFilters() {
  return { labels: new Set(), stances: new Set(), strength: 0 };
}

/** @param {GraphEdge} edge */
export function edgeKey(edge) {
  // A derived tie has no id and no direction: it is the same one from either end.
  return edge.id ?? `${edge.type.toLowerCase()}.${[edge.source, edge.target].sort().join(".")}`;
}

/** @param {GraphNode[]} nodes @param {GraphEdge[]} edges @returns {Scene} */
export function sceneOf(nodes, edges) {
  const empty = {
    nodes: new Map(), edges: new Map(), hidden: new Set(), pinned: new Set(), positions: new Map(), grown: new Map(),
    white: new Set(),
  };
  return withMore(empty, nodes, edges);
}

/**
 * The scene with more in it. What is there keeps its role and stance when the newcomer knows none.
 * @param {Scene} scene
 * @param {GraphNode[]} nodes
 * @param {GraphEdge[]} edges
 * @param {string} [anchor] whose expanding brings them
 * @returns {Scene}
 */
export function withMore(scene, nodes, edges, anchor = "") {
  const allNodes = new Map(scene.nodes);
  const brought = [];
  for (const node of nodes) {
    const old = allNodes.get(node.id);
    if (!old) brought.push(node.id);
    allNodes.set(node.id, old ? { ...node, role: old.role ?? node.role, stance: old.stance ?? node.stance } : node);
  }
  const allEdges = new Map(scene.edges);
  for (const edge of edges) {
    if (allNodes.has(edge.source) && allNodes.has(edge.target)) {
      const key = edgeKey(edge);
      allEdges.set(key, { ...edge, key });
    }
  }
  const grown = new Map(scene.grown);
  if (anchor) grown.set(anchor, [...(grown.get(anchor) ?? []), ...brought]);
  // Asking for something again brings back what was hidden of it.
  const hidden = new Set(scene.hidden);
  for (const node of nodes) hidden.delete(node.id);
  return { ...scene, nodes: allNodes, edges: allEdges, grown, hidden };
}

/**
 * Take away what expanding the node brought, and what that brought in turn.
 * @param {Scene} scene
 * @param {string} anchor
 * @returns {Scene}
 */
export function collapsed(scene, anchor) {
  const going = new Set();
  const follow = (/** @type {string} */ id) => {
    for (const one of scene.grown.get(id) ?? []) {
      if (!going.has(one) && one !== anchor) {
        going.add(one);
        follow(one);
      }
    }
  };
  follow(anchor);
  if (!going.size) return scene;
  const keep = (/** @type {string} */ id) => !going.has(id);
  return {
    ...scene,
    nodes: new Map([...scene.nodes].filter(([id]) => keep(id))),
    edges: new Map([...scene.edges].filter(([, edge]) => keep(edge.source) && keep(edge.target))),
    positions: new Map([...scene.positions].filter(([id]) => keep(id))),
    grown: new Map([...scene.grown].filter(([id]) => keep(id) && id !== anchor)),
  };
}

/** @param {Scene} scene @param {Iterable<string>} ids @returns {Scene} */
export function withHidden(scene, ids) {
  return { ...scene, hidden: new Set([...scene.hidden, ...ids]) };
}

/**
 * Leave only these on the map, with the boxes they stand in.
 * @param {Scene} scene
 * @param {string[]} ids
 */
export function only(scene, ids) {
  const kept = new Set(ids);
  for (const id of ids) {
    const parent = boxOf(scene.nodes, id);
    if (parent) kept.add(parent);
  }
  return withHidden(scene, [...scene.nodes.keys()].filter((id) => !kept.has(id)));
}

/** @param {Scene} scene @returns {Scene} */
export function withAllShown(scene) {
  return { ...scene, hidden: new Set() };
}

/** @param {Scene} scene @param {Map<string, Point>} moved @returns {Scene} */
export function withPositions(scene, moved) {
  return { ...scene, positions: new Map([...scene.positions, ...moved]) };
}

/** @param {Scene} scene @param {string[]} ids @returns {Scene} pinned, or let go when all of them were */
export function withPins(scene, ids) {
  const pinned = new Set(scene.pinned);
  const all = ids.every((id) => pinned.has(id));
  for (const id of ids) all ? pinned.delete(id) : pinned.add(id);
  return { ...scene, pinned };
}

/**
 * The site a node stands in, when it is in the scene.
 * @param {Map<string, GraphNode>} nodes
 * @param {string} id
 */
export function boxOf(nodes, id) {
  const parent = nodes.get(id)?.parent_id;
  return parent && parent !== id && nodes.get(parent)?.label === "Site" ? parent : null;
}

/** The past and the future of a value. @template T */
export class History {
  /** @param {T} first */
  constructor(first) {
    /** @type {T[]} */
    this.past = [];
    this.now = first;
    /** @type {T[]} */
    this.future = [];
  }

  /** @param {T} value */
  push(value) {
    if (value === this.now) return;
    this.past = [...this.past.slice(-99), this.now];
    this.now = value;
    this.future = [];
  }

  undo() {
    const before = this.past.pop();
    if (before === undefined) return false;
    this.future.push(this.now);
    this.now = before;
    return true;
  }

  redo() {
    const after = this.future.pop();
    if (after === undefined) return false;
    this.past.push(this.now);
    this.now = after;
    return true;
  }
}
