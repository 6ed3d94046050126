// @ts-check
import { html } from "../lib/html.js";
import { day, nameOf, t } from "../lib/i18n.js";
import { Flag, Role, Stance, Status, Strength } from "../parts/badges.js";

/** A person in a ranking: key person and buying center say nearly the same. @param {{item: any}} props */
export function PersonDetails({ item }) {
  const d = item.details;
  const roles = [...new Set((d.roles ?? []).map((/** @type {any} */ one) => one.role ?? one))];
  return html`<p class="where">${[d.title, d.unit ? nameOf(d.unit) : ""].filter(Boolean).join(" · ")}</p>
    <p class="chips">
      <${Status} status=${d.status} />
      ${roles.map((role) => html`<${Role} role=${role} />`)}
      <${Stance} stance=${d.stance} />
      ${(d.flags ?? []).map((/** @type {string} */ flag) => html`<${Flag} flag=${flag} />`)}
    </p>
    <p class="person-line">
      <span class="muted">${t("tie_strength")}</span> <${Strength} value=${d.strength} />
      <span class="muted">${t("last_touch")}</span> ${day(d.last_touch) || t("unknown")}
    </p>`;
}

