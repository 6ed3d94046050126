// @ts-check
/** What a backtest found: figures by kind, plots, segments, calibration, and the weights it learned. */
import { html, useState } from "../lib/html.js";
import { number, percent, t } from "../lib/i18n.js";
import { Intervals, methodWord, RecallCurve, Reliability } from "./plots.js";
import { LearnedWeights } from "./weights.js";

const ORDER = ["new", "other_site", "new_organisation", "repeat"];
const SEGMENTS = ["market", "region", "size"];
const METRICS = ["recall@5", "recall@10", "mrr", "lift@10"];
const WORDS = { "recall@5": "bt_recall_5", "recall@10": "bt_recall_10", mrr: "bt_mrr", "lift@10": "bt_lift_10" };
const decimal = (/** @type {number} */ value) => number(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** @param {{run: any, onChanged: () => void}} props */
export function Result({ run, onChanged }) {
  const found = run.found;
  const groups = ORDER.filter((name) => found.groups[name]);
  const [chosen, setChosen] = useState("");
  const name = groups.includes(chosen) ? chosen : groups[0];
  const group = found.groups[name];
  const d = found.data;
  return html`
    <p>${t("bt_data", { before: number(d.sales_before), after: number(d.sales_after), sellers: number(d.sellers), units: number(d.units) })}
      ${d.sellers_left_out > 0 && html` ${t("bt_left_out", { n: number(d.sellers_left_out) })}`}</p>
    <div class="work-filters" role="group" aria-label=${t("bt_kinds")}>
      ${groups.map((one) => html`<button type="button" aria-pressed=${one === name} onClick=${() => setChosen(one)}>${t(`bt_group_${one}`)} ${number(found.groups[one].n)}</button>`)}
    </div>
    ${name === "repeat" && html`<p class="muted">${t("bt_repeat_apart")}</p>`}
    <section class="card" aria-labelledby="bt-figures">
      <h2 id="bt-figures">${t(`bt_group_${name}`)}</h2>
      <p>${verdict(group, found.ours)}</p>
      <${Figures} group=${group} methods=${found.methods} ours=${found.ours} />
      <div class="bt-plots">
        <${RecallCurve} curve=${group.curve} methods=${found.methods} />
        <${Intervals} group=${group} methods=${found.methods} />
      </div>
      <p class="muted">${t(group.drawn === "sellers" ? "bt_drawn_sellers" : "bt_drawn_targets", { n: number(group.drawn === "sellers" ? group.sellers : group.n) })}</p>
    </section>
    <${LearnedWeights} run=${run} onChanged=${onChanged} />
    <${Segments} segments=${found.segments} ours=${found.ours} baseline=${found.groups.new?.best_baseline["recall@10"]} />
    <${Calibration} calibration=${found.calibration} methods=${found.methods} />
  `;
}

/** What the interval allows to be said. @param {any} group @param {string} ours */
function verdict(group, ours) {
  const { value, low, high } = group.difference["recall@10"];
  const key = low > 0 ? "bt_won" : high < 0 ? "bt_lost" : "bt_open";
  const signed = (/** @type {number} */ one) => number(one, { style: "percent", signDisplay: "exceptZero", maximumFractionDigits: 1 });
  return t(key, { ours: methodWord(ours), other: methodWord(group.best_baseline["recall@10"]), value: signed(value), low: signed(low), high: signed(high) });
}

/** @param {{group: any, methods: string[], ours: string}} props */
function Figures({ group, methods, ours }) {
  return html`<div class="bt-scroll" tabindex="0" role="group" aria-label=${t("bt_figures")}><table class="figures">
    <thead><tr><th scope="col">${t("bt_method")}</th>${METRICS.map((metric) => html`<th scope="col" class="num">${t(/** @type {any} */ (WORDS)[metric])}</th>`)}</tr></thead>
    <tbody>${methods.map(
      (method) => html`<tr class=${method === ours ? "chosen" : ""}><th scope="row">${methodWord(method)}</th>
        ${METRICS.map((metric) => {
          const value = group.methods[method][metric];
          return html`<td class="num">${metric.startsWith("recall") ? percent(value) : decimal(value)}</td>`;
        })}</tr>`,
    )}</tbody>
  </table></div>`;
}

/** @param {{segments: Record<string, any[]>, ours: string, baseline?: string}} props */
function Segments({ segments, ours, baseline }) {
  const [by, setBy] = useState("market");
  const rows = segments[by] ?? [];
  const methods = [ours, ...(baseline && baseline !== "random" ? [baseline] : [])];
  const name = (/** @type {any} */ row) => (row.name === null ? t("unknown") : by === "size" ? t(`bt_size_${row.name}`) : row.name);
  if (rows.length === 0) return null;
  return html`<section class="card" aria-labelledby="bt-segments">
    <h2 id="bt-segments">${t("bt_segments")}</h2>
    <div class="work-filters" role="group" aria-labelledby="bt-segments">
      ${SEGMENTS.map((one) => html`<button type="button" aria-pressed=${one === by} onClick=${() => setBy(one)}>${t(`bt_segment_${one}`)}</button>`)}
    </div>
    <div class="bt-scroll" tabindex="0" role="group" aria-labelledby="bt-segments"><table class="figures">
      <thead><tr><th scope="col">${t(`bt_segment_${by}`)}</th><th scope="col" class="num">${t("bt_bought")}</th>${methods.map((method) => html`<th scope="col" class="num">${methodWord(method)}</th>`)}</tr></thead>
      <tbody>${rows.map(
        (row) => html`<tr><th scope="row">${name(row)}</th><td class="num">${number(row.n)}</td>
          ${methods.map((method) => {
            const one = row.methods[method];
            return html`<td class="num">${percent(one.value)} <span class="muted">(${percent(one.low)} – ${percent(one.high)})</span></td>`;
          })}</tr>`,
      )}</tbody>
    </table></div>
  </section>`;
}

/** @param {{calibration: Record<string, any>, methods: string[]}} props */
function Calibration({ calibration, methods }) {
  const shown = methods.filter((method) => calibration[method]);
  return html`<section class="card" aria-labelledby="bt-calibration">
    <h2 id="bt-calibration">${t("bt_calibration")}</h2>
    <p class="muted">${t(shown.length > 0 ? "bt_calibration_lead" : "bt_calibration_none")}</p>
    ${shown.length > 0 &&
    html`<div class="bt-plots">
      <${Reliability} calibration=${calibration} methods=${shown} />
      <table class="figures">
        <thead><tr><th scope="col">${t("bt_method")}</th><th scope="col" class="num">${t("bt_error")}</th><th scope="col" class="num">${t("bt_skill")}</th></tr></thead>
        <tbody>${shown.map((method) => html`<tr><th scope="row">${methodWord(method)}</th><td class="num">${number(calibration[method].error, { style: "percent", maximumFractionDigits: 2 })}</td><td class="num">${decimal(calibration[method].skill)}</td></tr>`)}</tbody>
      </table>
    </div>`}
  </section>`;
}
