// @ts-check
/** What of a scene is seen under the filters: one answer for the canvas, the table, the legend and the counts. */
import { boxOf } from "./scene.js";

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./scene.js").Filters} Filters */
/** @typedef {import("../lib/api.js").GraphNode & {box: string | null, strength: number | null, degree: number,
 *   isBox: boolean, isWhite: boolean, pinned: boolean}} SeenNode */
/** @typedef {import("../lib/api.js").GraphEdge & {key: string, best: boolean}} SeenEdge */
/**
 * @typedef {object} View
 * @property {SeenNode[]} nodes
 * @property {SeenEdge[]} edges
 * @property {{label: string, total: number, shown: number}[]} labels
 * @property {{stance: string, total: number}[]} stances
 * @property {SeenNode[]} white sites in which we know nobody
 * @property {number} filtered how many nodes the filters and hiding keep back
 */

/** The strongest tie of each contact to one of ours. @param {Scene} scene */
export function strengths(scene) {
  /** @type {Map<string, number>} */
  const found = new Map();
  for (const edge of scene.edges.values()) {
    if (edge.type !== "TIE") continue;
    for (const id of [edge.source, edge.target]) {
      if (scene.nodes.get(id)?.label === "Contact") found.set(id, Math.max(found.get(id) ?? 0, edge.strength ?? 0));
    }
  }
  return found;
}

/**
 * What part each contact plays and how they stand, in the newest deal on the map that says so.
 * @param {Scene} scene
 * @returns {Map<string, {role: string | null, stance: string | null}>}
 */
export function standings(scene) {
  /** @type {Map<string, {role: string | null, stance: string | null, at: string}>} */
  const found = new Map();
  for (const edge of scene.edges.values()) {
    if (edge.type !== "HOLDS_ROLE") continue;
    const at = edge.valid_from ?? scene.nodes.get(edge.target)?.at ?? "";
    const old = found.get(edge.source) ?? { role: null, stance: null, at: "" };
    const newer = at >= old.at;
    found.set(edge.source, {
      role: newer ? (edge.kind ?? old.role) : (old.role ?? edge.kind ?? null),
      stance: newer ? (edge.stance ?? old.stance) : (old.stance ?? edge.stance ?? null),
      at: newer ? at : old.at,
    });
  }
  return found;
}

/** The strongest of each contact's ties, by key of the edge. @param {Scene} scene */
function bestTies(scene) {
  /** @type {Map<string, {key: string, strength: number}>} */
  const best = new Map();
  for (const edge of scene.edges.values()) {
    if (edge.type !== "TIE") continue;
    const contact = scene.nodes.get(edge.source)?.label === "Contact" ? edge.source : edge.target;
    const strength = edge.strength ?? 0;
    if (strength > (best.get(contact)?.strength ?? -1)) best.set(contact, { key: edge.key, strength });
  }
  return new Set([...best.values()].map((one) => one.key));
}

/**
 * @param {Scene} scene
 * @param {Filters} filters
 * @returns {View}
 */
export function viewOf(scene, filters) {
  const tie = strengths(scene);
  const best = bestTies(scene);
  const standing = standings(scene);
  const stanceOf = (/** @type {import("../lib/api.js").GraphNode} */ node) => node.stance ?? standing.get(node.id)?.stance ?? "unknown";
  const passes = (/** @type {import("../lib/api.js").GraphNode} */ node) =>
    !scene.hidden.has(node.id) &&
    !filters.labels.has(node.label) &&
    !(node.label === "Contact" && filters.stances.has(stanceOf(node))) &&
    !(node.label === "Contact" && filters.strength > 0 && (tie.get(node.id) ?? 0) < filters.strength);
  const seen = new Map([...scene.nodes].filter(([, node]) => passes(node)));
  const edges = [...scene.edges.values()].filter(
    (edge) =>
      seen.has(edge.source) &&
      seen.has(edge.target) &&
      !(edge.type === "TIE" && (edge.strength ?? 0) < filters.strength),
  ).map((edge) => ({ ...edge, best: edge.type !== "TIE" || best.has(edge.key) }));
  /** @type {Map<string, number>} */
  const degree = new Map();
  for (const edge of edges) {
    for (const id of [edge.source, edge.target]) degree.set(id, (degree.get(id) ?? 0) + 1);
  }
  const boxes = new Set([...seen.keys()].map((id) => boxOf(seen, id)).filter(Boolean));
  const nodes = [...seen.values()].map((node) => ({
    ...node,
    role: node.role ?? standing.get(node.id)?.role ?? null,
    stance: node.label === "Contact" ? stanceOf(node) : null,
    box: boxOf(seen, node.id),
    strength: node.label === "Contact" ? (tie.get(node.id) ?? null) : null,
    degree: degree.get(node.id) ?? 0,
    isBox: boxes.has(node.id),
    isWhite: scene.white.has(node.id),
    pinned: scene.pinned.has(node.id),
  }));
  return {
    nodes,
    edges,
    labels: tally(scene, seen),
    stances: stanceTally(scene, stanceOf),
    white: nodes.filter((node) => node.isWhite),
    filtered: scene.nodes.size - nodes.length,
  };
}

/** @param {Scene} scene @param {Map<string, any>} seen */
function tally(scene, seen) {
  /** @type {Map<string, {label: string, total: number, shown: number}>} */
  const found = new Map();
  for (const node of scene.nodes.values()) {
    const one = found.get(node.label) ?? { label: node.label, total: 0, shown: 0 };
    one.total += 1;
    one.shown += seen.has(node.id) ? 1 : 0;
    found.set(node.label, one);
  }
  return [...found.values()];
}

/** @param {Scene} scene @param {(node: any) => string} stanceOf */
function stanceTally(scene, stanceOf) {
  /** @type {Map<string, number>} */
  const found = new Map();
  for (const node of scene.nodes.values()) {
    if (node.label !== "Contact") continue;
    const stance = stanceOf(node);
    found.set(stance, (found.get(stance) ?? 0) + 1);
  }
  return [...found].map(([stance, total]) => ({ stance, total }));
}
