// @ts-check
/** The room Account plan: five sheets of the same data as the decision map, and what a planner writes into them. */
import { html, useEffect, useState } from "../lib/html.js";
import { get, labelOf } from "../lib/api.js";
import { useAnswer } from "../lib/hooks.js";
import { day, language, money, nameOf, number, percent, propertyWord, t, word } from "../lib/i18n.js";
import { announce } from "../lib/live.js";
import { address } from "../lib/route.js";
import { useEdits } from "../map/edits.js";
import { AsOf } from "../parts/as_of.js";
import { Role, Stance, Status } from "../parts/badges.js";
import { Evidence } from "../parts/evidence.js";
import { Loading, Problem } from "../parts/notices.js";
import { Start } from "../parts/start.js";
import { rolesOf } from "../map/board.js";
import { Items } from "./items.js";

const FACTS = ["country", "employees", "revenue", "domain", "founded"];

/** @param {{route: import("../lib/route.js").Route}} props */
export function AccountPlan({ route }) {
  const id = route.params.get("id") || route.params.get("company") || "";
  const asOf = route.params.get("as_of") ?? "";
  const fits = labelOf(id) === "Company";
  const [turn, setTurn] = useState(0);
  const { data: plan, problem, loading } = useAnswer(
    (signal) => (fits ? get("/account-plan", { company: id, as_of: asOf }, { signal }) : null),
    [id, asOf, turn],
  );
  const edits = useEdits(() => setTurn((old) => old + 1));
  useEffect(() => {
    if (plan) announce(t("plan_told", { name: nameOf(plan.company) }));
  }, [plan?.company.id]);
  if (!fits) return html`<${Start} path="/account-plan" title=${t("room_plan")} lead=${t("lead_plan")} labels=${["Company"]} />`;
  const file = `/api/v1/account-plan?${new URLSearchParams({ company: id, format: "pptx", lang: language(), ...(asOf && { as_of: asOf }) })}`;
  return html`<main id="main" class="data plan" tabindex="-1" aria-busy=${loading}>
    <div class="answer-head">
      <div>
        <p class="eyebrow">${t("room_plan")}</p>
        <h1>${plan ? html`<a href=${address("/explore", { id })}>${nameOf(plan.company)}</a>` : ""}</h1>
      </div>
      <div class="controls">
        <button type="button" disabled=${!edits.canUndo || edits.busy} onClick=${edits.undo}>↶ ${t("undo_edit")}</button>
        <a class="button" href=${address("/account", { id, as_of: asOf })}>${t("account_room")}</a>
        <a class="button" href=${file} download>${t("export_pptx")}</a>
        <button type="button" onClick=${() => window.print()}>${t("print")}</button>
        <${AsOf} asOf=${asOf} />
      </div>
    </div>
    ${(problem || edits.problem) && html`<${Problem} text=${problem || edits.problem} />`}
    ${!plan && loading && html`<${Loading} />`}
    ${plan &&
    html`<${Overview} seen=${plan.overview} />
      <section class="card" aria-labelledby="sheet-2">
        <h2 id="sheet-2">${t("sheet_objectives")}</h2>
        <${Items} company=${id} kinds=${["objective", "direction"]} items=${plan.objectives} people=${plan.relationships.cards} canEdit=${!asOf} edits=${edits} />
      </section>
      <${Potential} seen=${plan.potential} />
      <${Relationships} map=${plan.relationships} asOf=${asOf} />
      <section class="card" aria-labelledby="sheet-5">
        <h2 id="sheet-5">${t("sheet_actions")}</h2>
        <${Items} company=${id} kinds=${["action"]} items=${plan.actions.written} people=${plan.relationships.cards} canEdit=${!asOf} edits=${edits} />
        <h3>${t("proposed_actions")}</h3>
        <ul class="marks">
          ${plan.actions.proposed.map(
            (/** @type {any} */ one) => html`<li>${one.contact && html`<b>${nameOf(one.contact)}</b> `}${one.text} ${one.evidence_ids.length > 0 && html`<${Evidence} ids=${one.evidence_ids} />`}</li>`,
          )}
        </ul>
      </section>`}
  </main>`;
}

/** @param {{seen: any}} props */
function Overview({ seen }) {
  return html`<section class="card" aria-labelledby="sheet-1">
    <h2 id="sheet-1">${t("sheet_overview")}</h2>
    <div class="data-columns">
      <dl class="pairs">
        <dt>${t("col_status")}</dt><dd class="chips">${seen.status ? html`<${Status} status=${seen.status} />` : t("unknown")}</dd>
        <dt>${t("plan_owners")}</dt><dd>${seen.owners.map(nameOf).join(", ") || t("unknown")}</dd>
        <dt>${t("covered")} / ${t("engaged")}</dt><dd>${percent(seen.coverage?.named)} / ${percent(seen.coverage?.engaged)}</dd>
        ${FACTS.filter((key) => seen.facts[key] != null).map(
          (key) => html`<dt>${propertyWord(key)}</dt><dd>${key === "revenue" ? money(seen.facts[key], seen.facts.currency) : key === "employees" ? number(seen.facts[key]) : seen.facts[key]}</dd>`,
        )}
      </dl>
      <div>
        <table class="figures accounts">
          <thead><tr><th scope="col">${t("plan_deals")}</th><th scope="col" class="num">${t("plan_number")}</th><th scope="col">${t("plan_amount")}</th></tr></thead>
          <tbody>
            ${seen.deals.map(
              (/** @type {any} */ row) => html`<tr>
                <th scope="row">${word("deal_outcome", row.outcome)}</th>
                <td class="num">${row.number}</td>
                <td>${row.amounts.map((/** @type {any} */ one) => money(one.amount, one.currency)).join(", ")} ${row.unknown > 0 && html`<span class="muted">${t("plan_amount_unknown", { n: row.unknown })}</span>`}</td>
              </tr>`,
            )}
          </tbody>
        </table>
        <ul class="marks red">${(seen.red_flags ?? []).map((/** @type {any} */ flag) => html`<li>⚑ ${flag.text}</li>`)}</ul>
      </div>
    </div>
  </section>`;
}

const MARKS = { won: "●", current: "▶", potential: "◇", blocked: "✕", lost: "○", white: "–" };

/** @param {{seen: any}} props */
function Potential({ seen }) {
  const states = new Map(seen.cells.map((/** @type {any} */ cell) => [`${cell.place} ${cell.category}`, cell]));
  return html`<section class="card" aria-labelledby="sheet-3">
    <h2 id="sheet-3">${t("sheet_potential")}</h2>
    <p class="muted">${t("plan_white_ratio", { ratio: percent(seen.white_ratio) })}</p>
    <div class="scroll" tabindex="0" role="group" aria-labelledby="sheet-3">
      <table class="figures accounts potential">
        <thead><tr><th scope="col">${t("col_site")}</th>${seen.categories.map((/** @type {any} */ one) => html`<th scope="col">${nameOf(one)}</th>`)}</tr></thead>
        <tbody>
          ${seen.places.map(
            (/** @type {any} */ place) => html`<tr>
              <th scope="row">${nameOf(place)}</th>
              ${seen.categories.map((/** @type {any} */ category) => {
                const state = /** @type {keyof typeof MARKS} */ (states.get(`${place.id} ${category.id}`)?.state ?? "white");
                return html`<td class=${`cell-${state}`}><span aria-hidden="true">${MARKS[state]}</span> ${t(`cell_${state}`)}</td>`;
              })}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

/** @param {{map: any, asOf: string}} props */
function Relationships({ map, asOf }) {
  const cards = map.cards.filter((/** @type {any} */ card) => card.in_center);
  const at = (/** @type {any} */ card) => address("/decision-map", { id: map.scope.id, person: card.id, as_of: asOf });
  return html`<section class="card" aria-labelledby="sheet-4">
    <h2 id="sheet-4">${t("sheet_relationships")}</h2>
    <p><a href=${address("/decision-map", { id: map.scope.id, as_of: asOf })}>${t("open_map")}</a></p>
    <div class="scroll" tabindex="0" role="group" aria-labelledby="sheet-4">
      <table class="figures accounts">
        <thead><tr>${["col_name", "col_title", "col_role", "stance", "power", "tie_strength", "last_touch", "next_step"].map((key) => html`<th scope="col">${t(key)}</th>`)}</tr></thead>
        <tbody>
          ${cards.map(
            (/** @type {any} */ card) => html`<tr>
              <th scope="row"><a href=${at(card)}>${nameOf(card)}</a></th>
              <td>${card.title ?? ""}</td>
              <td><span class="chips">${rolesOf(card).map((role) => html`<${Role} role=${role} />`)}</span></td>
              <td><${Stance} stance=${card.stance} /></td>
              <td>${percent(card.power)}</td>
              <td>${percent(card.strength)}</td>
              <td>${day(card.last_touch) || t("unknown")}</td>
              <td>${card.next_step.text}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}
