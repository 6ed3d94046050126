// @ts-check
/** Which node an arrow key leads to. */

/** @type {Record<string, [number, number]>} */
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * The nearest node that way: among those tied to this one, else among all.
 * @param {import("./view.js").View} view
 * @param {Map<string, import("./scene.js").Point>} positions
 * @param {string} from
 * @param {string} key name of the arrow key
 * @returns {string | null}
 */
export function neighbourTowards(view, positions, from, key) {
  const start = positions.get(from);
  const seen = view.nodes.filter((node) => positions.has(node.id) && node.id !== from);
  if (!start) return seen[0]?.id ?? null;
  const [dx, dy] = WAYS[key];
  const tied = new Set(view.edges.flatMap((edge) => (edge.source === from ? [edge.target] : edge.target === from ? [edge.source] : [])));
  const cost = (/** @type {string} */ id) => {
    const spot = /** @type {import("./scene.js").Point} */ (positions.get(id));
    const along = (spot.x - start.x) * dx + (spot.y - start.y) * dy;
    const aside = Math.abs((spot.x - start.x) * dy) + Math.abs((spot.y - start.y) * dx);
    return along <= 4 ? Infinity : along + 2 * aside + (tied.has(id) ? 0 : 160);
  };
  let best = null;
  let least = Infinity;
  for (const node of seen) {
    const one = cost(node.id);
    if (one < least) [best, least] = [node.id, one];
  }
  return best;
}
