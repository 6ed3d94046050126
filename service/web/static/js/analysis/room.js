// @ts-check
/** The room of the analyses: choose one, see its plots, its table with the evidence, take it away as a file. */
import { html } from "../lib/html.js";
import { get } from "../lib/api.js";
import { useAnswer } from "../lib/hooks.js";
import { day, language, nameOf, t } from "../lib/i18n.js";
import { address, amend } from "../lib/route.js";
import { AsOf } from "../parts/as_of.js";
import { Evidence } from "../parts/evidence.js";
import { Loading, Problem } from "../parts/notices.js";
import { Plot, figure } from "./plots.js";

/** What each analysis takes: name -> choices, or a number. @type {Record<string, Record<string, string[] | number>>} */
const TAKES = {
  totals: { by: ["stage", "product", "agent", "quarter", "company"] },
  pareto: { measure: ["revenue", "profit"] },
  cohorts: {},
  lapse: { soon: 60 },
  affinity: { level: ["company", "site"], least: 3 },
  funnel: {},
  campaigns: { attribution: ["first", "last", "shared"] },
  shares: { months: 12 },
  best: { measure: ["revenue", "profit"] },
  journeys: { days: 365, least: 3 },
};
const TITLES = { by: "analysis_by", measure: "analysis_measure", level: "analysis_level", least: "analysis_least", soon: "analysis_soon", months: "analysis_months", days: "analysis_days", attribution: "analysis_attribution" };
const PERIODS = new Set(["pareto", "affinity", "funnel", "campaigns", "best", "journeys"]);

/** @param {{route: import("../lib/route.js").Route}} props */
export function Analysis({ route }) {
  const wanted = route.params.get("kind") ?? "";
  const kind = wanted in TAKES ? wanted : "totals";
  const asked = /** @type {Record<string, any>} */ ({});
  for (const name of ["as_of", ...Object.keys(TAKES[kind]), ...(PERIODS.has(kind) ? ["since"] : []), ...(kind === "best" ? ["segment"] : [])]) {
    const value = route.params.get(name);
    if (value) asked[name] = value;
  }
  if (kind === "best" && route.params.has("where")) asked.where = route.params.getAll("where");
  const { data: found, problem, loading } = useAnswer((signal) => get(`/analysis/${kind}`, asked, { signal }), [kind, JSON.stringify(asked)]);
  const data = found?.kind === kind ? found : null;
  const file = (/** @type {string} */ format) => address(`/api/v1/analysis/${kind}`, { ...asked, format, lang: language() });
  return html`<main id="main" class="data analysis" tabindex="-1" aria-busy=${loading}>
    <div class="answer-head">
      <div><h1>${t("analysis_room")}</h1><p class="muted">${t("analysis_lead")}</p></div>
      <div class="controls">
        ${["xlsx", "csv"].map((format) => html`<a class="button" href=${file(format)} download>${format.toUpperCase()}</a>`)}
        <${AsOf} asOf=${asked.as_of ?? ""} />
      </div>
    </div>
    <nav class="an-kinds" aria-label=${t("analysis_choose")}>${Object.keys(TAKES).map((one) => html`<a href=${address("/analysis", { kind: one, as_of: asked.as_of })} aria-current=${one === kind ? "page" : undefined}>${t(`analysis_kind_${one}`)}</a>`)}</nav>
    <${Options} kind=${kind} asked=${asked} />
    ${problem && html`<${Problem} text=${problem} />`}
    ${!data && loading && html`<${Loading} />`}
    ${data && html`<${Result} found=${data} />`}
  </main>`;
}

/** @param {{kind: string, asked: Record<string, any>}} props */
function Options({ kind, asked }) {
  const change = (/** @type {string} */ name) => (/** @type {any} */ event) => amend({ [name]: event.currentTarget.value }, { replace: false });
  return html`<div class="bt-form">
    ${PERIODS.has(kind) && html`<label><span>${t("analysis_since")}</span><input type="date" value=${asked.since ?? ""} onChange=${change("since")} /></label>`}
    ${Object.entries(TAKES[kind]).map(([name, choices]) => html`<label key=${`${kind} ${name}`}><span>${t(TITLES[/** @type {keyof typeof TITLES} */ (name)])}</span>
      ${Array.isArray(choices)
        ? html`<select onChange=${change(name)}>${choices.map((one) => html`<option value=${one} selected=${one === (asked[name] ?? choices[0])}>${t(`analysis_opt_${one}`)}</option>`)}</select>`
        : html`<input type="number" min="1" value=${asked[name] ?? choices} onChange=${change(name)} />`}
    </label>`)}
    ${kind === "best" && html`<${Definition} asked=${asked} />`}
  </div>`;
}

/** The definition of the best customers. @param {{asked: Record<string, any>}} props */
function Definition({ asked }) {
  const { data } = useAnswer((signal) => get("/segments", {}, { signal }), []);
  const show = (/** @type {any} */ event) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const where = String(form.get("where")).split("\n").map((one) => one.trim()).filter(Boolean);
    amend({ where, segment: String(form.get("segment")) }, { replace: false });
  };
  return html`<form class="bt-form" onSubmit=${show}>
    <label><span>${t("analysis_where")}</span><textarea name="where" rows="3" cols="28" placeholder="employees>=300">${(asked.where ?? []).join("\n")}</textarea></label>
    <label><span>${t("analysis_segment")}</span><select name="segment"><option value="">${t("analysis_no_segment")}</option>${data?.items.filter((/** @type {any} */ one) => one.label === "Company").map((/** @type {any} */ one) => html`<option value=${one.id} selected=${one.id === asked.segment}>${one.name}</option>`)}</select></label>
    <button type="submit" class="primary">${t("analysis_show")}</button>
  </form>`;
}

/** @param {{found: any}} props */
function Result({ found }) {
  const notes = html`<section class="card" aria-labelledby="an-how"><h2 id="an-how">${t("analysis_how")}</h2><ul class="muted">${found.notes.map((/** @type {any} */ note) => html`<li>${note.text}</li>`)}</ul></section>`;
  if (!found.rows.length) return html`<p class="card muted">${t("analysis_none")}</p>${notes}`;
  const isNumber = (/** @type {string} */ kind) => ["count", "number", "share"].includes(kind);
  return html`${found.plots.length > 0 && html`<div class="card bt-plots">${found.plots.map((/** @type {any} */ plot) => html`<${Plot} plot=${plot} />`)}</div>`}
    <section class="card" aria-labelledby="an-table">
      <h2 id="an-table">${found.title}</h2>
      <div class="bt-scroll" tabindex="0" role="group" aria-labelledby="an-table"><table class="figures">
        <thead><tr>${found.columns.map((/** @type {any} */ one) => html`<th scope="col" class=${isNumber(one.kind) ? "num" : ""}>${one.title}</th>`)}<th scope="col">${t("analysis_evidence")}</th></tr></thead>
        <tbody>${found.rows.map((/** @type {any} */ row) => html`<tr>${row.cells.map((/** @type {any} */ cell, /** @type {number} */ at) => html`<td class=${isNumber(found.columns[at].kind) ? "num" : ""}><${Cell} cell=${cell} kind=${found.columns[at].kind} /></td>`)}<td>${row.evidence_ids.length > 0 && html`<${Evidence} ids=${row.evidence_ids} />`}</td></tr>`)}</tbody>
      </table></div>
    </section>${notes}`;
}

/** @param {{cell: any, kind: string}} props */
function Cell({ cell, kind }) {
  if (cell === null) return html`<span class="muted">–</span>`;
  if (kind === "node") return html`<a href=${address("/explore", { id: cell.id })}>${nameOf(cell)}</a>`;
  if (kind === "day") return day(cell);
  return kind === "text" ? cell : figure(cell, kind);
}
