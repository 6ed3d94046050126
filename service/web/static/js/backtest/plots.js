// @ts-check
/** The plots of a backtest, as SVG with nothing from outside; every one has its numbers beside it in a table. */
import { html } from "../lib/html.js";
import { number, percent, t } from "../lib/i18n.js";

const WIDTH = 460;
const HEIGHT = 270;
const LEFT = 44;
const RIGHT = 24;
const TOP = 10;
const BOTTOM = 38;
const TICKS = [0, 0.25, 0.5, 0.75, 1];

/** @param {string} method */
export const methodClass = (method) => `bt-line bt-${method.replaceAll("_", "-")}`;

/** @param {string} method */
export const methodWord = (method) => t(`bt_method_${method}`);

export const across = (/** @type {number} */ share) => LEFT + share * (WIDTH - LEFT - RIGHT);
export const up = (/** @type {number} */ share) => HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);

/** @param {{title: string, below: string, columns: {at: number, text: string}[], rows?: {at: number, text: string}[], children?: any}} props */
export function Frame({ title, below, columns, rows, children }) {
  const beside = rows ?? TICKS.map((tick) => ({ at: tick, text: percent(tick) }));
  return html`<svg class="bt-plot" viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label=${title}>
    ${beside.map(({ at, text }) => html`<line class="bt-grid" x1=${LEFT} x2=${WIDTH - RIGHT} y1=${up(at)} y2=${up(at)} /><text class="bt-tick" x=${LEFT - 6} y=${up(at) + 4} text-anchor="end">${text}</text>`)}
    ${columns.map(({ at, text }) => html`<text class="bt-tick" x=${across(at)} y=${HEIGHT - BOTTOM + 16} text-anchor="middle">${text}</text>`)}
    <text class="bt-tick" x=${(LEFT + WIDTH - RIGHT) / 2} y=${HEIGHT - 5} text-anchor="middle">${below}</text>
    ${children}
  </svg>`;
}

/** How much of what was bought stood among the first so many. @param {{curve: Record<string, number[]>, methods: string[]}} props */
export function RecallCurve({ curve, methods }) {
  const shown = methods.filter((method) => curve[method]);
  const depth = curve[shown[0]]?.length ?? 1;
  const place = (/** @type {number} */ k) => (depth > 1 ? (k - 1) / (depth - 1) : 0);
  return html`<figure class="bt-figure">
    <figcaption>${t("bt_curve")}</figcaption>
    <${Frame} title=${t("bt_curve")} below=${t("bt_first_k")} columns=${[1, 5, 10, 15, 20].filter((k) => k <= depth).map((k) => ({ at: place(k), text: number(k) }))}>
      ${shown.map((method) => html`<polyline class=${methodClass(method)} points=${curve[method].map((value, at) => `${across(place(at + 1))},${up(value)}`).join(" ")}><title>${methodWord(method)}</title></polyline>`)}
    <//>
    <${Legend} methods=${shown} />
  </figure>`;
}

/** @param {{methods: string[]}} props */
function Legend({ methods }) {
  return html`<ul class="bt-legend">${methods.map((method) => html`<li><svg width="28" height="10" aria-hidden="true"><line class=${methodClass(method)} x1="1" x2="27" y1="5" y2="5" /></svg>${methodWord(method)}</li>`)}</ul>`;
}

/** Recall at 10 of each method with its interval. @param {{group: any, methods: string[]}} props */
export function Intervals({ group, methods }) {
  const row = 30;
  const start = 190;
  const height = methods.length * row + 34;
  const x = (/** @type {number} */ share) => start + share * (WIDTH - start - RIGHT);
  return html`<figure class="bt-figure">
    <figcaption>${t("bt_intervals")}</figcaption>
    <svg class="bt-plot" viewBox=${`0 0 ${WIDTH} ${height}`} role="img" aria-label=${t("bt_intervals")}>
      ${TICKS.map((tick) => html`<line class="bt-grid" x1=${x(tick)} x2=${x(tick)} y1="4" y2=${height - 28} /><text class="bt-tick" x=${x(tick)} y=${height - 10} text-anchor="middle">${percent(tick)}</text>`)}
      ${methods.map((method, at) => {
        const y = at * row + 20;
        const { low, high } = group.intervals[method]["recall@10"];
        const value = group.methods[method]["recall@10"];
        return html`<g class=${methodClass(method)}>
          <text class="bt-tick" x=${start - 10} y=${y + 4} text-anchor="end">${methodWord(method)}</text>
          <line x1=${x(low)} x2=${x(high)} y1=${y} y2=${y} />
          <circle cx=${x(value)} cy=${y} r="5"><title>${`${percent(value)} (${percent(low)} – ${percent(high)})`}</title></circle>
        </g>`;
      })}
    </svg>
  </figure>`;
}

/** What a score said would be bought, and how much was. @param {{calibration: Record<string, any>, methods: string[]}} props */
export function Reliability({ calibration, methods }) {
  const shown = methods.filter((method) => calibration[method]);
  const most = Math.max(0.02, ...shown.flatMap((method) => calibration[method].bins.flatMap((/** @type {any} */ bin) => [bin.told, bin.came])));
  const ticks = TICKS.map((tick) => ({ at: tick, text: number(tick * most, { style: "percent", maximumFractionDigits: 1 }) }));
  const spot = (/** @type {any} */ bin) => `${across(bin.told / most)},${up(bin.came / most)}`;
  return html`<figure class="bt-figure">
    <figcaption>${t("bt_reliability")}</figcaption>
    <${Frame} title=${t("bt_reliability")} below=${t("bt_told")} columns=${ticks} rows=${ticks}>
      <line class="bt-even" x1=${across(0)} y1=${up(0)} x2=${across(1)} y2=${up(1)} />
      ${shown.map((method) => html`<g class=${methodClass(method)}><polyline points=${calibration[method].bins.map(spot).join(" ")} />${calibration[method].bins.map((/** @type {any} */ bin) => html`<circle cx=${across(bin.told / most)} cy=${up(bin.came / most)} r="4"><title>${`${methodWord(method)}: ${t("bt_bin", { n: number(bin.n), told: percent(bin.told), came: percent(bin.came) })}`}</title></circle>`)}</g>`)}
    <//>
    <${Legend} methods=${shown} />
  </figure>`;
}
