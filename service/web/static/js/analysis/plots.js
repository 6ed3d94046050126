// @ts-check
/** The plots of an analysis, as SVG with nothing from outside; the numbers stand below in a table. */
import { html } from "../lib/html.js";
import { number } from "../lib/i18n.js";
import { Frame, across, up } from "../backtest/plots.js";

const WIDTH = 460;
const START = { least: 100, most: 250 };
const ROW = 24;
const TICKS = [0, 0.25, 0.5, 0.75, 1];
/** Width of a letter, and of a full-width one. */
const LETTER = { narrow: 6.2, wide: 11 };
const COLUMNS = 6;

/** A figure as its column says. @param {number | null} value @param {string} kind */
export function figure(value, kind) {
  if (value === null) return "";
  return kind === "share" ? number(value, { style: "percent", maximumFractionDigits: 1 }) : number(value, { maximumFractionDigits: 2 });
}

const short = (/** @type {number} */ value, /** @type {string} */ kind) => (kind === "share" ? number(value, { style: "percent", maximumFractionDigits: 0 }) : number(value, { notation: "compact", maximumFractionDigits: 1 }));

const wide = (/** @type {string} */ text) => [...text].reduce((sum, letter) => sum + (letter > "\u2e7f" ? LETTER.wide : LETTER.narrow), 0);

/** As much of a text as there is room for. @param {string} text @param {number} room */
function cut(text, room) {
  if (wide(text) <= room) return text;
  let shown = text;
  while (shown && wide(shown) + LETTER.wide > room) shown = shown.slice(0, -1);
  return `${shown}…`;
}

/** @param {{plot: any}} props */
export function Plot({ plot }) {
  const values = plot.series.flatMap((/** @type {any} */ one) => one.values).filter((/** @type {any} */ one) => one !== null);
  if (!values.length) return null;
  return html`<figure class="bt-figure">
    <figcaption>${plot.title}</figcaption>
    ${plot.form === "bars" ? html`<${Bars} plot=${plot} values=${values} />` : html`<${Lines} plot=${plot} values=${values} />`}
    ${plot.series.length > 1 && html`<ul class="bt-legend">${plot.series.map((/** @type {any} */ one, /** @type {number} */ at) => html`<li><svg width="28" height="10" aria-hidden="true"><line class=${`an-line an-${at}`} x1="1" x2="27" y1="5" y2="5" /></svg>${one.name}</li>`)}</ul>`}
  </figure>`;
}

/** @param {{plot: any, values: number[]}} props */
function Bars({ plot, values }) {
  const least = Math.min(0, ...values);
  const most = Math.max(0, ...values) || 1;
  const start = Math.min(START.most, Math.max(START.least, ...plot.labels.map((/** @type {string} */ label) => wide(label) + 10)));
  const x = (/** @type {number} */ value) => start + ((value - least) / (most - least)) * (WIDTH - start - 72);
  const high = ROW / plot.series.length - 4 / plot.series.length;
  return html`<svg class="bt-plot" viewBox=${`0 0 ${WIDTH} ${plot.labels.length * ROW + 6}`} role="img" aria-label=${plot.title}>
    <line class="bt-grid" x1=${x(0)} x2=${x(0)} y1="2" y2=${plot.labels.length * ROW + 4} />
    ${plot.labels.map((/** @type {string} */ label, /** @type {number} */ row) => html`<text class="bt-tick" x=${start - 8} y=${row * ROW + 17} text-anchor="end">${cut(label, start - 10)}<title>${label}</title></text>
      ${plot.series.map((/** @type {any} */ one, /** @type {number} */ at) => {
        const value = one.values[row];
        if (value === null) return null;
        const y = row * ROW + 4 + at * high;
        return html`<rect class=${`an-bar an-${at}`} x=${Math.min(x(0), x(value))} y=${y} width=${Math.abs(x(value) - x(0))} height=${high - 1}><title>${`${label}: ${figure(value, plot.kind)}`}</title></rect>
          <text class="bt-tick" x=${Math.max(x(0), x(value)) + 4} y=${y + high / 2 + 4}>${short(value, plot.kind)}</text>`;
      })}`)}
  </svg>`;
}

/** @param {{plot: any, values: number[]}} props */
function Lines({ plot, values }) {
  const most = plot.kind === "share" ? 1 : Math.max(...values) || 1;
  const last = Math.max(1, plot.labels.length - 1);
  const step = Math.max(1, Math.ceil(plot.labels.length / COLUMNS));
  const columns = plot.labels.map((/** @type {string} */ text, /** @type {number} */ at) => ({ at: at / last, text })).filter((/** @type {any} */ _, /** @type {number} */ at) => at % step === 0);
  const rows = TICKS.map((tick) => ({ at: tick, text: short(tick * most, plot.kind) }));
  return html`<${Frame} title=${plot.title} below="" columns=${columns} rows=${rows}>
    ${plot.series.map((/** @type {any} */ one, /** @type {number} */ at) => {
      const spots = one.values.map((/** @type {number | null} */ value, /** @type {number} */ n) => ({ value, n })).filter((/** @type {any} */ spot) => spot.value !== null);
      const place = (/** @type {any} */ spot) => [across(spot.n / last), up(Math.max(0, Math.min(1, spot.value / most)))];
      return html`<g class=${`an-line an-${at}`}>
        <polyline points=${spots.map((/** @type {any} */ spot) => place(spot).join(",")).join(" ")} />
        ${spots.map((/** @type {any} */ spot) => html`<circle cx=${place(spot)[0]} cy=${place(spot)[1]} r="3"><title>${`${one.name} ${plot.labels[spot.n]}: ${figure(spot.value, plot.kind)}`}</title></circle>`)}
      </g>`;
    })}
  <//>`;
}
