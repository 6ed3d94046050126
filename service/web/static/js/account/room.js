// @ts-check
/** The account page: five kinds of information on one company, to read, print and hand over. */
import { html } from "../lib/html.js";
import { get, labelOf } from "../lib/api.js";
import { useAnswer } from "../lib/hooks.js";
import { day, language, money, nameOf, number, percent, propertyWord, t, word } from "../lib/i18n.js";
import { address } from "../lib/route.js";
import { AsOf } from "../parts/as_of.js";
import { Status } from "../parts/badges.js";
import { Evidence } from "../parts/evidence.js";
import { Loading, Problem } from "../parts/notices.js";
import { Start } from "../parts/start.js";
import { Journey } from "./journey.js";

const FACTS = ["country", "employees", "revenue", "domain", "founded"];

/** @param {{route: import("../lib/route.js").Route}} props */
export function AccountPage({ route }) {
  const id = route.params.get("id") ?? "";
  const asOf = route.params.get("as_of") ?? "";
  const fits = labelOf(id) === "Company";
  const { data, problem, loading } = useAnswer(
    (signal) => (fits ? get("/account", { company: id, as_of: asOf }, { signal }) : null),
    [id, asOf],
  );
  if (!fits) return html`<${Start} path="/account" title=${t("account_room")} lead=${t("account_lead")} labels=${["Company"]} />`;
  const file = (/** @type {string} */ format) => `/api/v1/account?${new URLSearchParams({ company: id, format, limit: "500", lang: language(), ...(asOf && { as_of: asOf }) })}`;
  return html`<main id="main" class="data plan" tabindex="-1" aria-busy=${loading}>
    <div class="answer-head">
      <div>
        <p class="eyebrow">${t("account_room")}</p>
        <h1>${data ? html`<a href=${address("/explore", { id })}>${nameOf(data.company)}</a>` : ""}</h1>
      </div>
      <div class="controls">
        ${["xlsx", "csv"].map((format) => html`<a class="button" href=${file(format)} download>${t("account_brief", { format: format.toUpperCase() })}</a>`)}
        <button type="button" onClick=${() => window.print()}>${t("print")}</button>
        <a class="button" href=${address("/account-plan", { id, as_of: asOf })}>${t("room_plan")}</a>
        <${AsOf} asOf=${asOf} />
      </div>
    </div>
    ${problem && html`<${Problem} text=${problem} />`}
    ${!data && loading && html`<${Loading} />`}
    ${data && html`<${Company} seen=${data.company} /><${Journey} lanes=${data.journey} asOf=${data.as_of} /><${Handover} seen=${data.handover} /><${Profitability} rows=${data.profitability} /><${Purchases} seen=${data.purchases} /><${Interactions} seen=${data.interactions} />
      <ul class="muted">${data.notes.map((/** @type {any} */ note) => html`<li>${note.text}</li>`)}</ul>`}
  </main>`;
}

/** @param {{name: string, children?: any}} props */
function Section({ name, children }) {
  return html`<section class="card" aria-labelledby=${name}><h2 id=${name}>${t(name)}</h2>${children}</section>`;
}

/** @param {{label: string, heads: any[], rows: any[]}} props */
function Rows({ label, heads, rows }) {
  return html`<div class="scroll" tabindex="0" role="group" aria-label=${label}><table class="figures accounts">
    <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${rows}</tbody>
  </table></div>`;
}

/** @param {{seen: any}} props */
function Company({ seen }) {
  return html`<${Section} name="account_company"><dl class="pairs">
    <dt>${t("col_status")}</dt><dd class="chips">${seen.status ? html`<${Status} status=${seen.status} />` : t("unknown")}</dd>
    <dt>${t("plan_owners")}</dt><dd>${seen.owners.map(nameOf).join(", ") || t("unknown")}</dd>
    ${FACTS.map((key) => html`<dt>${propertyWord(key)}</dt><dd>${fact(seen.facts, key)}</dd>`)}
  </dl><//>`;
}

/** @param {Record<string, any>} facts @param {string} key */
function fact(facts, key) {
  if (facts[key] == null) return html`<span class="muted">${t("unknown")}</span>`;
  if (key === "revenue") return money(facts[key], facts.currency);
  return key === "employees" ? number(facts[key]) : facts[key];
}

/** @param {{seen: any[]}} props */
function Handover({ seen }) {
  const kinds = seen.filter((kind) => kind.items.length > 0);
  return html`<${Section} name="account_handover">
    ${kinds.length === 0 && html`<p class="muted">${t("account_no_handover")}</p>`}
    ${kinds.map(
      (kind) => html`<h3>${kind.name}</h3>
        <ul class="marks">${kind.items.map((/** @type {any} */ one) => html`<li><b>${nameOf({ name: one.on_name ?? one.on_id, name_latin: one.on_name_latin })}</b> ${one.at ? day(one.at) : ""} — ${one.text} <${Evidence} ids=${[one.id]} /></li>`)}</ul>`,
    )}
  <//>`;
}

/** @param {{rows: any[]}} props */
function Profitability({ rows }) {
  const unknown = (/** @type {number} */ n) => n > 0 && html` <span class="muted">${t("account_unknown_n", { n: number(n) })}</span>`;
  const sum = (/** @type {any} */ row, /** @type {string} */ key) => (row[key] == null ? t("unknown") : money(row[key], row.currency));
  return html`<${Section} name="account_profitability">
    ${rows.length === 0
      ? html`<p class="muted">${t("account_no_purchases")}</p>`
      : html`<${Rows}
          label=${t("account_profitability")}
          heads=${["account_amount", "account_profit", "account_margin", "account_unit_price", "account_evidence"].map((key) => t(key))}
          rows=${rows.map(
            (row) => html`<tr><td>${sum(row, "sales")}${unknown(row.unknown_sales)}</td><td>${sum(row, "profit")}${unknown(row.unknown_profit)}</td><td>${row.margin == null ? t("unknown") : percent(row.margin)}</td><td>${sum(row, "unit_price")}</td><td><${Evidence} ids=${row.evidence_ids} /></td></tr>`,
          )}
        />`}
  <//>`;
}

/** @param {{seen: any}} props */
function Purchases({ seen }) {
  if (!seen.total) return html`<${Section} name="account_purchases"><p class="muted">${t("account_no_purchases")}</p><//>`;
  return html`<${Section} name="account_purchases">
    <p>${t("account_rhythm", { times: number(seen.times), days: number(seen.days_since), gap: seen.median_gap == null ? "–" : number(seen.median_gap) })}</p>
    <${Rows}
      label=${t("account_product")}
      heads=${["account_product", "account_times", "account_last", "account_quantity", "account_evidence"].map((key) => t(key))}
      rows=${seen.products.map((/** @type {any} */ one) => html`<tr><th scope="row">${one.name ? nameOf(one) : t("unknown")}</th><td>${number(one.times)}</td><td>${day(one.last)}</td><td>${one.quantity == null ? t("unknown") : number(one.quantity)}</td><td><${Evidence} ids=${one.evidence_ids} /></td></tr>`)}
    />
    <h3>${t("account_latest", { shown: number(seen.items.length), total: number(seen.total) })}</h3>
    <${Rows}
      label=${t("account_purchases")}
      heads=${["account_when", "account_product", "account_amount", "account_profit"].map((key) => t(key))}
      rows=${seen.items.map((/** @type {any} */ one) => html`<tr><td>${day(one.bought_on)}</td><th scope="row">${one.product_name ? nameOf({ name: one.product_name, name_latin: one.product_name_latin }) : t("unknown")}</th><td>${one.amount == null ? t("unknown") : money(one.amount, one.currency)}</td><td>${one.profit == null ? t("unknown") : money(one.profit, one.currency)}</td></tr>`)}
    />
  <//>`;
}

/** @param {{seen: any}} props */
function Interactions({ seen }) {
  if (!seen.total) return html`<${Section} name="account_interactions"><p class="muted">${t("account_no_interactions")}</p><//>`;
  return html`<${Section} name="account_interactions">
    <p>${Object.entries(seen.kinds).map(([kind, n]) => `${word("activity_kind", kind)} ${number(/** @type {number} */ (n))}`).join(" · ")}</p>
    <h3>${t("account_latest", { shown: number(seen.items.length), total: number(seen.total) })}</h3>
    <${Rows}
      label=${t("account_interactions")}
      heads=${["account_when", "account_kind", "account_subject", "account_people", "account_evidence"].map((key) => t(key))}
      rows=${seen.items.map((/** @type {any} */ one) => html`<tr><td>${day(one.at)}</td><td>${word("activity_kind", one.kind)}</td><td>${one.subject ?? ""}</td><td>${one.people.map(nameOf).join(", ")}</td><td><${Evidence} ids=${[one.id]} /></td></tr>`)}
    />
  <//>`;
}
