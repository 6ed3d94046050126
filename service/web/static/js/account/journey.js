// @ts-check
/** The journey of an account as a timeline: a lane for each kind of thing, a mark for each day or span. */
import { html } from "../lib/html.js";
import { day, number, t, word } from "../lib/i18n.js";
import { address } from "../lib/route.js";

const WIDTH = 960;
const LEFT = 150;
const RIGHT = 16;
const LANE = 26;
const BAR = 12;
const FOOT = 24;
const TICKS = 8;
const DAY = 86_400_000;
const OWN = ["deals", "purchases", "notes", "statuses", "other"];

/** @typedef {{on: string, until: string | null, number: number, what: string | null, name: string | null, ids: string[]}} Mark */
/** @typedef {{lane: string, marks: Mark[]}} Lane */

const time = (/** @type {string} */ text) => Date.parse(`${text}T00:00:00Z`);
const nameOfLane = (/** @type {string} */ lane) => (OWN.includes(lane) ? t(`lane_${lane}`) : word("activity_kind", lane));

/** @param {{lanes: Lane[], asOf: string}} props */
export function Journey({ lanes, asOf }) {
  return html`<section class="card" aria-labelledby="account_journey"><h2 id="account_journey">${t("account_journey")}</h2>
    ${lanes.length === 0 ? html`<p class="muted">${t("account_no_journey")}</p>` : html`<${Timeline} lanes=${lanes} asOf=${asOf} />`}
  </section>`;
}

/** @param {{lanes: Lane[], asOf: string}} props */
function Timeline({ lanes, asOf }) {
  const first = Math.min(...lanes.flatMap((lane) => lane.marks.map((mark) => time(mark.on))));
  const last = Math.max(time(asOf), first + DAY);
  const x = (/** @type {number} */ at) => LEFT + ((at - first) / (last - first)) * (WIDTH - LEFT - RIGHT);
  const rows = lanes.flatMap(stacked);
  const high = rows.length * LANE;
  return html`<div class="scroll" tabindex="0" role="group" aria-label=${t("account_journey")}>
    <svg class="bt-plot journey" viewBox=${`0 0 ${WIDTH} ${high + FOOT}`} role="group" aria-label=${t("account_journey")}>
      ${months(first, last).map((at) => html`<line class="bt-grid" x1=${x(at)} x2=${x(at)} y1="0" y2=${high} /><text class="bt-tick" x=${x(at)} y=${high + 16} text-anchor="middle">${new Date(at).toISOString().slice(0, 7)}</text>`)}
      ${rows.map((row, at) => html`<g class=${`journey-lane journey-${OWN.includes(row.lane) ? row.lane : "touch"}`}>
        ${row.isFirst && html`<text class="bt-tick" x=${LEFT - 10} y=${at * LANE + LANE / 2 + 4} text-anchor="end">${nameOfLane(row.lane)}</text>`}
        ${row.marks.map((mark) => html`<${Drawn} lane=${row.lane} mark=${mark} x=${x} middle=${at * LANE + LANE / 2} />`)}
      </g>`)}
    </svg>
  </div>`;
}

/** @param {{lane: string, mark: Mark, x: (at: number) => number, middle: number}} props */
function Drawn({ lane, mark, x, middle }) {
  const at = x(time(mark.on));
  const title = html`<title>${told(lane, mark)}</title>`;
  if (mark.until) {
    const width = Math.max(4, x(time(mark.until)) - at);
    return html`<a href=${address("/explore", { id: mark.ids[0] })} aria-label=${told(lane, mark)}><rect class=${`journey-${mark.what}`} x=${at} y=${middle - BAR / 2} width=${width} height=${BAR} rx="3">${title}</rect></a>`;
  }
  if (lane === "statuses") return html`<text class="journey-status" x=${at} y=${middle + 4} text-anchor="middle">${mark.what ?? "–"}${title}</text>`;
  return html`<circle cx=${at} cy=${middle} r=${Math.min(8, 3 + Math.sqrt(mark.number))}>${title}</circle>`;
}

/** What a mark says in words. @param {string} lane @param {Mark} mark */
function told(lane, mark) {
  const when = mark.until ? t("account_until", { from: day(mark.on), to: day(mark.until) }) : day(mark.on);
  const what = lane === "deals" ? word("deal_outcome", mark.what ?? "open") : mark.what;
  const many = mark.number > 1 ? t("account_marks", { n: number(mark.number) }) : mark.name;
  return [nameOfLane(lane), when, what, many].filter(Boolean).join(" · ");
}

/** Spans that overlap get rows of their own. @param {Lane} lane */
function stacked(lane) {
  /** @type {{lane: string, isFirst: boolean, marks: Mark[]}[]} */
  const rows = [];
  for (const mark of lane.marks) {
    const free = rows.find((row) => !mark.until || (row.marks.at(-1)?.until ?? "") < mark.on);
    if (free) free.marks.push(mark);
    else rows.push({ lane: lane.lane, isFirst: rows.length === 0, marks: [mark] });
  }
  return rows;
}

/** Firsts of months, as many as can be read. @param {number} first @param {number} last */
function months(first, last) {
  const found = [];
  const start = new Date(first);
  const all = (new Date(last).getUTCFullYear() - start.getUTCFullYear()) * 12 + new Date(last).getUTCMonth() - start.getUTCMonth();
  const step = Math.max(1, Math.ceil(all / TICKS));
  for (let n = 1; n <= all; n += step) found.push(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + n, 1));
  return found;
}
