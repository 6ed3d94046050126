// @ts-check
/** Right of the decision map: one person, why the person matters, what to do next, and what a planner may change. */
import { html, useEffect, useState } from "../lib/html.js";
import { codes, day, nameOf, percent, t, word } from "../lib/i18n.js";
import { address } from "../lib/route.js";
import { Flag, Role, Stance, Status, Strength } from "../parts/badges.js";
import { Evidence } from "../parts/evidence.js";
import { endLine, setManager, setRole } from "./edits.js";
import { Influence } from "./influence.js";
import { rolesOf } from "./board.js";
import { Suggestions } from "./suggestions.js";

/** @param {{map: any, card: any, deal: string, asOf: string, edits: any, onChoose: (id: string) => void, onClose: () => void}} props */
export function Person({ map, card, deal, asOf, edits, onChoose, onClose }) {
  const canEdit = !asOf;
  const known = card.key_person.parts.filter((/** @type {any} */ part) => part.value != null);
  const unknown = card.key_person.parts.filter((/** @type {any} */ part) => part.value == null);
  return html`<aside class="inspector map-person" id="person" tabindex="-1" aria-label=${nameOf(card)}>
    <button type="button" class="close" aria-label=${t("close")} onClick=${onClose}>×</button>
    <h2>${nameOf(card)}</h2>
    <p class="where">${[card.title, card.unit ? nameOf(card.unit) : "", card.site && card.site.id !== card.unit?.id ? nameOf(card.site) : ""].filter(Boolean).join(" · ")}</p>
    <p class="chips">
      <${Status} status=${card.status} />
      ${rolesOf(card).map((role) => html`<${Role} role=${role} />`)}
      ${card.in_center && html`<${Stance} stance=${card.stance} />`}
      ${card.flags.map((/** @type {string} */ flag) => html`<${Flag} flag=${flag} />`)}
      ${card.roles.length > 0 && html`<span class=${`chip state-${card.state}`}>${t(`state_${card.state}`)}</span>`}
    </p>
    <dl class="pairs">
      <dt>${t("tie_strength")}</dt><dd><${Strength} value=${card.strength} /></dd>
      <dt>${t("last_touch")}</dt><dd>${day(card.last_touch) || t("unknown")}</dd>
      <dt>${t("power")}</dt><dd>${percent(card.power)}</dd>
    </dl>
    <h3>${t("next_step")}</h3>
    <p class="step">${card.next_step.text}</p>
    <p><a href=${address("/explore", { id: card.id, as_of: asOf })}>${t("open_in_explore")}</a></p>

    <${Suggestions} map=${map} card=${card} canEdit=${canEdit} edits=${edits} />
    ${canEdit ? html`<${Manager} key=${`manager-${card.id}`} map=${map} card=${card} edits=${edits} onChoose=${onChoose} />` : html`<p class="notice">${t("map_past")}</p>`}
    <${Influence} key=${`influence-${card.id}`} map=${map} card=${card} canEdit=${canEdit} edits=${edits} onChoose=${onChoose} />
    ${canEdit && (deal ? html`<${Said} key=${`said-${card.id}-${card.stance}-${card.power}`} card=${card} deal=${deal} edits=${edits} />` : html`<p class="muted">${t("choose_deal_for_roles")}</p>`)}

    <h3>${t("why_matters")}</h3>
    <p class="muted">${t("key_rank", { rank: card.key_person.rank, score: percent(card.key_person.score), confidence: percent(card.key_person.confidence) })}</p>
    <ul class="marks">
      ${known.map((/** @type {any} */ part) => html`<li key=${part.name}>${part.title}: ${percent(part.value)} <${Evidence} ids=${part.evidence_ids} /></li>`)}
    </ul>
    ${unknown.length > 0 && html`<p class="muted">${t("parts_unknown", { names: unknown.map((/** @type {any} */ part) => part.title).join(", ") })}</p>`}
    ${card.roles.length > 0 && html`<h3>${t("roles_said")}</h3><${Evidence} ids=${card.roles.map((/** @type {any} */ role) => role.id)} />`}
  </aside>`;
}

/** @param {{map: any, card: any, edits: any, onChoose: (id: string) => void}} props */
function Manager({ map, card, edits, onChoose }) {
  const lines = map.lines.filter((/** @type {any} */ line) => line.type === "REPORTS_TO" && line.source === card.id && line.state !== "inferred");
  const now = lines[0]?.target ?? "";
  const [wanted, setWanted] = useState(now);
  useEffect(() => setWanted(now), [now]);
  const boss = map.cards.find((/** @type {any} */ one) => one.id === now);
  const others = map.cards.filter((/** @type {any} */ one) => one.id !== card.id);
  const save = (/** @type {Event} */ event) => {
    event.preventDefault();
    edits.run(() => (wanted ? setManager(card.id, wanted) : endLine(lines[0].id)));
  };
  return html`<form class="form map-edit" onSubmit=${save}>
    <h3>${t("manager")}</h3>
    ${boss && html`<p><button type="button" class="link" onClick=${() => onChoose(boss.id)}>${nameOf(boss)}</button> <${Evidence} ids=${lines.map((/** @type {any} */ line) => line.id)} /></p>`}
    <label>${t("set_manager")}
      <select value=${wanted} onChange=${(/** @type {any} */ event) => setWanted(event.currentTarget.value)}>
        <option value="" selected=${!wanted}>${t("no_manager")}</option>
        ${others.map((/** @type {any} */ one) => html`<option value=${one.id} selected=${one.id === wanted}>${nameOf(one)}${one.title ? ` (${one.title})` : ""}</option>`)}
      </select>
    </label>
    <button type="submit" disabled=${edits.busy || wanted === now}>${t("save_manager")}</button>
  </form>`;
}

/** @param {{card: any, deal: string, edits: any}} props */
function Said({ card, deal, edits }) {
  const held = card.roles.filter((/** @type {any} */ one) => !one.is_step && one.target.id === deal);
  const [role, setRoleCode] = useState(held[0]?.role ?? "");
  const [stance, setStance] = useState(card.stance);
  const [power, setPower] = useState(/** @type {number | null} */ (card.power));
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    edits.run(() => setRole(card.id, deal, { role, stance, power }));
  };
  const value = (/** @type {(text: string) => void} */ set) => (/** @type {any} */ event) => set(event.currentTarget.value);
  return html`<form class="form map-edit" onSubmit=${submit}>
    <h3>${t("role_and_stance")}</h3>
    <label>${t("col_role")}<select name="role" required value=${role} onChange=${value(setRoleCode)}>
      <option value="" selected=${!role}>${t("choose")}</option>
      ${codes("role").map((code) => html`<option value=${code} selected=${code === role}>${word("role", code)}</option>`)}
    </select></label>
    <label>${t("stance")}<select name="stance" value=${stance} onChange=${value(setStance)}>
      ${codes("stance").map((code) => html`<option value=${code} selected=${code === stance}>${word("stance", code)}</option>`)}
    </select></label>
    <label>${t("power")} ${power == null ? t("unknown") : percent(power)}
      <input type="range" name="power" min="0" max="1" step="0.05" value=${power ?? 0.5} aria-valuetext=${power == null ? t("unknown") : percent(power)} onInput=${(/** @type {any} */ event) => setPower(Number(event.currentTarget.value))} />
    </label>
    <button type="submit" class="primary" disabled=${edits.busy}>${t("save_role")}</button>
    ${held.map(
      (/** @type {any} */ one) => html`<button type="button" class="link" disabled=${edits.busy} onClick=${() => edits.run(() => endLine(one.id))}>${t("take_role_away", { role: word("role", one.role) })}</button>`,
    )}
  </form>`;
}
