// @ts-check
/**
 * The opening scene: of all that is known of an account, what fits a calm first map. The rest stays in the
 * pool: it is counted as hidden, and comes onto the map complete when it is asked for.
 */
import { get } from "../lib/api.js";
import { siteMap } from "./place.js";
import { noFilters, sceneOf, withMore, withPositions } from "./scene.js";
import { standings, strengths, viewOf } from "./view.js";

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("../lib/api.js").GraphNode} GraphNode */

const FETCHED = 300;
const CONTACTS = 36;
const SITES = 16;
const DEPARTMENTS = 14;
const DEALS = 10;

/**
 * @param {string} id of anything that belongs to the account
 * @param {string} asOf
 * @param {AbortSignal} signal
 */
export async function openAccount(id, asOf, signal) {
  const answer = await get("/graph/account", { id, as_of: asOf, limit: FETCHED }, { signal });
  const pool = sceneOf([answer.center, ...answer.nodes], answer.edges);
  const kept = chosen(pool, id);
  let scene = sceneOf([...kept.values()], [...pool.edges.values()]);
  scene = { ...scene, white: whiteSites(pool, answer.hidden) };
  if (!scene.nodes.has(id)) {
    // What was asked for is not part of the account's map: bring it with what ties it to that.
    const near = await get("/graph/neighbours", { id, as_of: asOf, limit: 12 }, { signal });
    scene = withMore(scene, [near.center, ...near.nodes], near.edges);
  }
  const shape = viewOf(scene, noFilters());
  scene = withPositions(scene, siteMap(shape.nodes, shape.edges));
  return { center: answer.center, activity: answer.activity, asked: id, pool, scene, totals: totalsOf(pool, answer.hidden) };
}

/** How many of each label the account has. @param {Scene} pool @param {{label: string, total: number}[]} unfetched */
function totalsOf(pool, unfetched) {
  /** @type {Map<string, number>} */
  const found = new Map();
  for (const node of pool.nodes.values()) found.set(node.label, (found.get(node.label) ?? 0) + 1);
  for (const one of unfetched) found.set(one.label, one.total);
  return found;
}

/**
 * The nodes for the first map: people with the strongest ties and with roles, somebody of each site, their
 * units, the deals that are open or newest.
 * @param {Scene} pool
 * @param {string} asked is always among them
 * @returns {Map<string, GraphNode>}
 */
function chosen(pool, asked) {
  const all = [...pool.nodes.values()];
  const of = (/** @type {string} */ label) => all.filter((node) => node.label === label);
  const tie = strengths(pool);
  const standing = standings(pool);
  const weight = (/** @type {GraphNode} */ node) =>
    (node.id === asked ? 10 : 0) + (tie.get(node.id) ?? 0) + (standing.get(node.id)?.role ? 0.5 : 0) - (node.has_left ? 1 : 0);
  const contacts = of("Contact").sort((a, b) => weight(b) - weight(a) || a.id.localeCompare(b.id));
  const people = new Set(contacts.slice(0, CONTACTS));
  const crowd = new Map();
  for (const contact of contacts) {
    if (!crowd.has(contact.parent_id)) people.add(contact);
    crowd.set(contact.parent_id, (crowd.get(contact.parent_id) ?? 0) + 1);
  }
  const size = (/** @type {GraphNode} */ node) => (node.id === asked ? 1e6 : 0) + (crowd.get(node.id) ?? 0);
  const sites = of("Site").sort((a, b) => size(b) - size(a) || a.id.localeCompare(b.id)).slice(0, SITES);
  const isOpen = (/** @type {any} */ node) => (node.id === asked ? 2 : !node.outcome || node.outcome === "open" ? 1 : 0);
  const deals = of("Deal")
    .sort((a, b) => isOpen(b) - isOpen(a) || (b.at ?? "").localeCompare(a.at ?? "") || a.id.localeCompare(b.id))
    .slice(0, DEALS);
  const ids = new Set([...people].map((node) => node.id));
  /** @type {Map<string, number>} */
  const staffed = new Map();
  for (const edge of pool.edges.values()) {
    if (edge.type === "WORKS_AT" && ids.has(edge.source)) staffed.set(edge.target, (staffed.get(edge.target) ?? 0) + 1);
  }
  const staff = (/** @type {GraphNode} */ node) => (node.id === asked ? 1e6 : 0) + (staffed.get(node.id) ?? 0);
  const units = of("Department")
    .filter((node) => staff(node) > 0)
    .sort((a, b) => staff(b) - staff(a) || a.id.localeCompare(b.id))
    .slice(0, DEPARTMENTS);
  const others = all.filter((node) => !["Contact", "Site", "Deal", "Department"].includes(node.label));
  return new Map([...others, ...sites, ...units, ...people, ...deals].map((node) => [node.id, node]));
}

/**
 * Sites in which none of ours has a tie. When not everybody was fetched we cannot tell, and say nothing.
 * @param {Scene} pool
 * @param {{label: string}[]} unfetched
 */
function whiteSites(pool, unfetched) {
  if (unfetched.some((one) => one.label === "Contact")) return new Set();
  const tie = strengths(pool);
  const touched = new Set();
  for (const node of pool.nodes.values()) {
    if ((tie.get(node.id) ?? 0) > 0) touched.add(node.parent_id);
  }
  return new Set([...pool.nodes.values()].filter((node) => node.label === "Site" && !touched.has(node.id)).map((node) => node.id));
}

/**
 * An answer completed by what the pool knows: in which box things stand, and what ties them to the map.
 * @param {Scene} pool
 * @param {Scene} scene
 * @param {{nodes: GraphNode[], edges: any[]}} answer
 */
export function completed(pool, scene, answer) {
  const nodes = answer.nodes.map((node) => ({ ...node, ...pool.nodes.get(node.id) }));
  const here = new Set([...scene.nodes.keys(), ...nodes.map((node) => node.id)]);
  const known = [...pool.edges.values()].filter((edge) => here.has(edge.source) && here.has(edge.target));
  return { nodes, edges: [...known, ...answer.edges] };
}
