// @ts-check
/** Data quality: figures as bars, what is behind each, and the records to mend first. */
import { html } from "../lib/html.js";
import { get } from "../lib/api.js";
import { useAnswer } from "../lib/hooks.js";
import { nameOf, number, percent, t, word } from "../lib/i18n.js";
import { address, amend } from "../lib/route.js";
import { Bar } from "../parts/bar.js";
import { Loading, Problem } from "../parts/notices.js";
import { Shape } from "../parts/shape.js";

const BY = ["company", "source", "owner"];
/** In the address: the group of those that have none. */
const NONE = "-";
const PROBLEMS = ["duplicates", "contradictions", "stale"];

/** @param {{route: import("../lib/route.js").Route}} props */
export function QualityRoom({ route }) {
  const by = route.params.get("by") ?? "company";
  const key = route.params.get("key");
  const fault = route.params.get("problem") ?? "";
  const { data, problem } = useAnswer((signal) => get("/quality", { by, limit: 60 }, { signal }), [by]);
  const drilled = key !== null || fault;
  const records = useAnswer(
    (signal) => get("/quality/records", { by: key === null ? "" : by, key: key === NONE ? "" : key, problem: fault, limit: 40 }, { signal }),
    [by, key, fault],
  );
  const group = data?.items.find((/** @type {any} */ one) => (one.id ?? NONE) === key);
  return html`
    <div class="card-head">
      <div><h1>${t("room_quality")}</h1><p class="muted">${t("quality_lead")}</p></div>
      <label class="inline"
        >${t("group_by")}
        <select value=${by} onChange=${(/** @type {any} */ event) => amend({ by: event.currentTarget.value, key: null, problem: null })}>
          ${BY.map((one) => html`<option value=${one} selected=${one === by}>${t(`order_${one}`)}</option>`)}
        </select></label
      >
    </div>
    ${problem && html`<${Problem} text=${problem} />`}
    ${!data && !problem && html`<${Loading} />`}
    ${data && html`<${Totals} data=${data} fault=${fault} />`}
    <div class="data-columns wide-left">
      ${data && html`<${Groups} data=${data} chosen=${key} />`}
      <section class="card" aria-live="polite">
        <div class="card-head">
          <h2 id="mend-title">${drilled ? [group ? nameOf(group) : "", fault ? t(`problem_${fault}`) : ""].filter(Boolean).join(" · ") || t("mend_records") : t("mend_first")}</h2>
          ${drilled && html`<button type="button" onClick=${() => amend({ key: null, problem: null })}>${t("show_every")}</button>`}
        </div>
        <p class="muted">${t("mend_lead")}</p>
        ${records.problem && html`<${Problem} text=${records.problem} />`}
        ${records.loading && !records.data && html`<${Loading} />`}
        ${records.data && html`<${Records} found=${records.data} />`}
      </section>
    </div>
  `;
}

/** @param {{data: any, fault: string}} props */
function Totals({ data, fault }) {
  return html`<ul class="counts quality" aria-label=${t("quality_figures")}>
    ${Object.entries(data.labels).map(
      ([label, one]) => html`<li>
        <${Shape} label=${label} size=${18} />
        <b>${percent(/** @type {any} */ (one).completeness)}</b>
        <span>${t("complete_of", { label: word("label", label), n: number(/** @type {any} */ (one).records) })}</span>
      </li>`,
    )}
    ${PROBLEMS.map(
      (one) => html`<li class="fault">
        <b>${number(data.total[one])}</b>
        <span><button type="button" class="link" aria-pressed=${fault === one} onClick=${() => amend({ problem: fault === one ? null : one })}>${t(`problem_${one}`)}</button></span>
      </li>`,
    )}
  </ul>`;
}

/** @param {{data: any, chosen: string | null}} props */
function Groups({ data, chosen }) {
  return html`<section class="card">
    <h2 id="groups-title">${t("quality_by", { by: t(`order_${data.by}`) })}</h2>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="groups-title">
      <table class="accounts figures">
        <thead><tr><th scope="col">${t(`order_${data.by}`)}</th><th scope="col">${t("completeness")}</th>${PROBLEMS.map((one) => html`<th scope="col">${t(`problem_${one}`)}</th>`)}<th scope="col" class="num">${t("n_records")}</th></tr></thead>
        <tbody>
          ${data.items.map(
            (/** @type {any} */ one) => html`<tr key=${one.id ?? ""} class=${chosen === (one.id ?? NONE) ? "chosen" : ""}>
              <th scope="row"><button type="button" class="link" aria-pressed=${chosen === (one.id ?? NONE)} onClick=${() => choose(one.id)}>${nameOf(one)}</button></th>
              <td><${Share} value=${one.completeness} label=${t("completeness")} /></td>
              ${PROBLEMS.map((name) => html`<td><${Share} value=${one.records ? one[name] / one.records : 0} label=${t(`problem_${name}`)} kind="occasional" text=${number(one[name])} /></td>`)}
              <td class="num">${number(one.records)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

/** @param {string | null} id */
function choose(id) {
  amend({ key: id ?? NONE });
}

/** @param {{value: number, label: string, kind?: string, text?: string}} props */
function Share({ value, label, kind = "", text }) {
  return html`<span class="coverage"><${Bar} value=${value} label=${label} kind=${kind} /><span class="num">${text ?? percent(value)}</span></span>`;
}

/** @param {{found: any}} props */
function Records({ found }) {
  if (!found.items.length) return html`<p class="muted">${t("nothing")}</p>`;
  return html`<ol class="changes tall">
      ${found.items.map(
        (/** @type {any} */ one) => html`<li key=${one.id}>
          <${Shape} label=${one.label} />
          <span><a href=${address("/explore", { id: one.id, sel: one.id })}>${nameOf(one)}</a> ${one.account && html`<span class="muted">${one.account}</span>`}</span>
          <span class="detail">${one.text}
            ${one.contradictions.map((/** @type {any} */ torn) => html`<span class="detail muted">${torn.property}: ${torn.said.map((/** @type {any} */ each) => `${each.source} “${each.value}”`).join(t("comma"))}</span>`)}
            ${one.duplicates.map((/** @type {any} */ other) => html`<span class="detail"><a href=${address("/explore", { id: other.id, sel: other.id })}>${other.name}</a></span>`)}
          </span>
          <span class="detail muted">${t("mend_score", { score: number(one.score, { maximumFractionDigits: 2 }), importance: number(one.importance, { maximumFractionDigits: 2 }), wrong: number(one.wrong, { maximumFractionDigits: 2 }) })}</span>
        </li>`,
      )}
    </ol>
    ${found.total > found.items.length && html`<p class="muted">${t("and_more", { n: number(found.total - found.items.length) })}</p>`}`;
}
