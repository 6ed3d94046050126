// @ts-check
/** A group of companies: the tree with its sites, and beside each what was bought there by product category. */
import { html } from "../lib/html.js";
import { get, labelOf } from "../lib/api.js";
import { useAnswer } from "../lib/hooks.js";
import { day, language, nameOf, t } from "../lib/i18n.js";
import { address, amend } from "../lib/route.js";
import { AsOf } from "../parts/as_of.js";
import { Status } from "../parts/badges.js";
import { Evidence } from "../parts/evidence.js";
import { Loading, Problem } from "../parts/notices.js";
import { Start } from "../parts/start.js";

const MARKS = { won: "●", current: "▶", lost: "○", potential: "◇", white: "–" };

/** @param {{route: import("../lib/route.js").Route}} props */
export function Group({ route }) {
  const id = route.params.get("id") ?? "";
  const asOf = route.params.get("as_of") ?? "";
  const state = route.params.get("state") ?? "";
  const fits = labelOf(id) === "Company";
  const { data, problem, loading } = useAnswer(
    (signal) => (fits ? get("/group", { company: id, as_of: asOf, state }, { signal }) : null),
    [id, asOf, state],
  );
  if (!fits) return html`<${Start} path="/group" title=${t("group_room")} lead=${t("group_lead")} labels=${["Company"]} />`;
  const file = (/** @type {string} */ format) => `/api/v1/group?${new URLSearchParams({ company: id, format, lang: language(), ...(asOf && { as_of: asOf }), ...(state && { state }) })}`;
  return html`<main id="main" class="data plan" tabindex="-1" aria-busy=${loading}>
    <div class="answer-head">
      <div>
        <p class="eyebrow">${t("group_room")}</p>
        <h1>${data ? html`<a href=${address("/explore", { id })}>${nameOf(data.company)}</a>` : ""}</h1>
      </div>
      <div class="controls">
        <label>${t("group_only")}${" "}
          <select value=${state} onChange=${(/** @type {any} */ event) => amend({ state: event.target.value })}>
            <option value="">${t("group_all")}</option>
            ${Object.keys(MARKS).map((one) => html`<option value=${one} selected=${one === state}>${t(`cell_${one}`)}</option>`)}
          </select>
        </label>
        ${["xlsx", "csv"].map((format) => html`<a class="button" href=${file(format)} download>${format.toUpperCase()}</a>`)}
        <${AsOf} asOf=${asOf} />
      </div>
    </div>
    ${problem && html`<${Problem} text=${problem} />`}
    ${!data && loading && html`<${Loading} />`}
    ${data && html`<${Matrix} seen=${data} asOf=${asOf} /><ul class="muted">${data.notes.map((/** @type {any} */ note) => html`<li>${note.text}</li>`)}</ul>`}
  </main>`;
}

/** @param {{seen: any, asOf: string}} props */
function Matrix({ seen, asOf }) {
  const cells = new Map(seen.cells.map((/** @type {any} */ cell) => [`${cell.place} ${cell.category}`, cell]));
  const companies = new Map(seen.tree.map((/** @type {any} */ one) => [one.id, one]));
  const sources = new Set(seen.cells.filter((/** @type {any} */ cell) => cell.state === "won").map((/** @type {any} */ cell) => cell.place));
  if (!seen.places.length) return html`<p class="card muted">${t("group_none")}</p>`;
  return html`<section class="card" aria-labelledby="group-matrix">
    <h2 id="group-matrix">${t("group_matrix")}</h2>
    ${!seen.categories.length && html`<p class="muted">${t("account_no_purchases")}</p>`}
    <div class="scroll" tabindex="0" role="group" aria-labelledby="group-matrix">
      <table class="figures accounts potential">
        <thead><tr><th scope="col">${t("group_tree")}</th>${seen.categories.map((/** @type {any} */ one) => html`<th scope="col">${nameOf(one)}</th>`)}</tr></thead>
        <tbody>
          ${seen.places.map((/** @type {any} */ place) => {
            const company = companies.get(place.company_id);
            return html`<tr>
              <${Place} place=${place} company=${company} isSource=${sources.has(place.id)} asOf=${asOf} />
              ${seen.categories.map((/** @type {any} */ category) => html`<${Cell} cell=${cells.get(`${place.id} ${category.id}`)} />`)}
            </tr>`;
          })}
        </tbody>
      </table>
    </div>
  </section>`;
}

/** A line of the tree. @param {{place: any, company: any, isSource: boolean, asOf: string}} props */
function Place({ place, company, isSource, asOf }) {
  const isCompany = place.id === company.id;
  const depth = Math.min(company.depth + (isCompany ? 0 : 1), 6);
  return html`<th scope="row" class=${`group-place group-deep-${depth}`}>
    <a href=${address(isCompany ? "/group" : "/explore", { id: place.id, as_of: asOf })}>${nameOf(place)}</a>
    ${isCompany && company.status && html` <${Status} status=${company.status} />`}
    ${isCompany && company.predecessors.map((/** @type {any} */ one) => html`<p class="muted">${t("group_before", { name: nameOf(one), day: one.on ? day(one.on) : t("unknown") })}</p>`)}
    ${isCompany && company.other_parents.length > 0 && html`<div class="muted">${t("group_also")} <${Evidence} ids=${company.other_parents.map((/** @type {any} */ one) => one.evidence_id)} /></div>`}
    ${isSource && html` <a class="group-next" href=${address("/answers/expansion", { id: place.id, as_of: asOf })}>${t("group_next")}</a>`}
  </th>`;
}

/** @param {{cell: any}} props */
function Cell({ cell }) {
  const state = /** @type {keyof typeof MARKS} */ (cell?.state ?? "white");
  return html`<td class=${`cell-${state}`}>
    <span aria-hidden="true">${MARKS[state]}</span> ${t(`cell_${state}`)}
    ${cell?.evidence_ids.length > 0 && html`<${Evidence} ids=${cell.evidence_ids} />`}
    ${cell?.inherited_ids.length > 0 && html`<span class="chip">${t("group_inherited")}</span>`}
  </td>`;
}
