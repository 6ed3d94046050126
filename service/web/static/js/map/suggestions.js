// @ts-check
/** What was inferred of lines and roles, and waits for a person's word. */
import { html } from "../lib/html.js";
import { nameOf, percent, t, word } from "../lib/i18n.js";
import { Evidence } from "../parts/evidence.js";
import { judge, reconsider } from "./edits.js";

/** Of one person. @param {{map: any, card: any, canEdit: boolean, edits: any}} props */
export function Suggestions({ map, card, canEdit, edits }) {
  const lines = map.lines.filter((/** @type {any} */ line) => line.suggestion && (line.source === card.id || line.target === card.id));
  const roles = (map.role_suggestions ?? []).filter((/** @type {any} */ one) => one.start.id === card.id);
  if (!lines.length && !roles.length) return null;
  const name = (/** @type {string} */ id) => nameOf(map.cards.find((/** @type {any} */ one) => one.id === id) ?? { name: id });
  return html`<section class="map-suggestions">
    <h3>${t("suggested")}</h3>
    ${roles.map((/** @type {any} */ one) => html`<${RoleSuggestion} key=${one.id} one=${one} name=${nameOf(card)} canEdit=${canEdit} edits=${edits} />`)}
    ${lines.map(
      (/** @type {any} */ line) => html`<div class="suggestion" key=${line.id} data-suggestion=${line.suggestion.id}>
        <p>${t(line.type === "REPORTS_TO" ? "suggests_manager" : "suggests_influence", { person: name(line.source), other: name(line.target) })} <span class="chip state-inferred">${t("state_inferred")}</span></p>
        <p class="muted">${t("suggestion_score", { score: percent(line.suggestion.score), confidence: percent(line.suggestion.confidence) })}</p>
        <ul class="marks">${(line.suggestion.parts ?? []).filter((/** @type {any} */ part) => part.value != null).map((/** @type {any} */ part) => html`<li>${part.title ?? part.name}: ${percent(part.value)} <${Evidence} ids=${part.evidence_ids ?? []} /></li>`)}</ul>
        ${canEdit && html`<${Verdict} id=${line.suggestion.id} edits=${edits} />`}
      </div>`,
    )}
  </section>`;
}

/** Who probably holds a role that is missing. @param {{one: any, name: string, canEdit: boolean, edits: any, onChoose?: (id: string) => void}} props */
export function RoleSuggestion({ one, name, canEdit, edits, onChoose }) {
  const role = word("role", one.role);
  return html`<div class="suggestion" data-role-suggestion=${one.id}>
    <p>${onChoose && html`<button type="button" class="link" onClick=${() => onChoose(one.start.id)}>${name}</button> `}${t(onChoose ? "suggests_this_role" : "suggests_role", { person: name, role })} <span class="chip state-inferred">${t("state_inferred")}</span></p>
    <p class="muted">${t("suggestion_probability", { score: percent(one.score), confidence: percent(one.confidence) })}</p>
    <details><summary>${t("suggestion_reasons")}</summary><ul class="marks">
      ${one.reasons.map((/** @type {any} */ reason) => html`<li key=${reason.name}>${reason.text} <${Evidence} ids=${reason.evidence_ids} /></li>`)}
    </ul></details>
    ${canEdit && html`<${Verdict} id=${one.id} edits=${edits} />`}
  </div>`;
}

/** @param {{id: string, edits: any}} props */
function Verdict({ id, edits }) {
  return html`<p class="actions">
    <button type="button" disabled=${edits.busy} onClick=${() => edits.run(() => judge(id, "accept"))}>${t("accept")}</button>
    <button type="button" disabled=${edits.busy} onClick=${() => edits.run(() => judge(id, "refuse"), () => reconsider(id))}>${t("refuse")}</button>
  </p>`;
}
