// @ts-check
/** Where cards and lines stand, in pixels; the screen and the picture draw the same. */

export const CARD = { width: 190, height: 96 };
export const GAP = { x: 22, y: 46 };
export const MARGIN = 22;

/** @typedef {{id: string, type: string, kind: string | null, source: string, target: string, state: string,
 *   confidence: number, suggestion?: any}} Line */

/** @param {{column: number, level: number}} card the upper left corner */
export function corner(card) {
  return { x: MARGIN + card.column * (CARD.width + GAP.x), y: MARGIN + card.level * (CARD.height + GAP.y) };
}

/** @param {{column: number, level: number}[]} cards */
export function extent(cards) {
  const corners = cards.map(corner);
  return {
    width: Math.max(0, ...corners.map((at) => at.x)) + CARD.width + MARGIN,
    height: Math.max(0, ...corners.map((at) => at.y)) + CARD.height + MARGIN,
  };
}

/** What kind of line it is, as legend, style sheet and picture call it. @param {Line} line */
export function kindOf(line) {
  const kind = line.type === "REPORTS_TO" ? "reports" : line.kind === "conflict" ? "conflict" : "influence";
  return { kind, suggested: line.state === "inferred" };
}

/**
 * The path of a line. Reporting lines run at right angles from the manager down; the others bend from side to side.
 * @param {Line} line @param {any} source @param {any} target
 */
export function pathOf(line, source, target) {
  const from = corner(source);
  const to = corner(target);
  if (line.type === "REPORTS_TO") {
    const start = { x: to.x + CARD.width / 2, y: to.y + CARD.height };
    const turn = start.y + GAP.y / 2;
    if (source.level === target.level + 1) {
      return `M${start.x} ${start.y}V${turn}H${from.x + CARD.width / 2}V${from.y}`;
    }
    if (source.level > target.level) {
      const side = from.x - GAP.x / 2;
      return `M${start.x} ${start.y}V${turn}H${side}V${from.y + CARD.height / 2}H${from.x}`;
    }
  }
  const [a, b] = [middle(from), middle(to)];
  const across = Math.abs(b.x - a.x) >= CARD.width;
  if (across) {
    const right = b.x > a.x;
    const start = { x: a.x + (right ? 1 : -1) * (CARD.width / 2), y: a.y + 12 };
    const end = { x: b.x - (right ? 1 : -1) * (CARD.width / 2), y: b.y + 12 };
    const bend = Math.max(30, Math.abs(end.x - start.x) / 2) * (right ? 1 : -1);
    return `M${start.x} ${start.y}C${start.x + bend} ${start.y} ${end.x - bend} ${end.y} ${end.x} ${end.y}`;
  }
  const edge = Math.max(from.x, to.x) + CARD.width;
  const [start, end] = [from.x + CARD.width, to.x + CARD.width];
  return `M${start} ${a.y + 14}C${edge + 26} ${a.y + 14} ${edge + 26} ${b.y + 14} ${end} ${b.y + 14}`;
}

/** @param {{x: number, y: number}} at */
function middle(at) {
  return { x: at.x + CARD.width / 2, y: at.y + CARD.height / 2 };
}

/**
 * The nearest card in a direction, for the arrow keys.
 * @param {any[]} cards @param {any} from @param {string} key
 */
export function towards(cards, from, key) {
  const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  if (!step) return null;
  let best = null;
  let least = Infinity;
  for (const card of cards) {
    const along = (card.column - from.column) * step[0] + (card.level - from.level) * step[1];
    const aside = Math.abs((card.column - from.column) * step[1]) + Math.abs((card.level - from.level) * step[0]);
    const far = along + 2.5 * aside;
    if (along > 0.2 && far < least) [best, least] = [card, far];
  }
  return best;
}
