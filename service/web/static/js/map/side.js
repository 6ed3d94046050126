// @ts-check
/** Left of the decision map: what is shown, how far the roles are covered, what is missing. */
import { html } from "../lib/html.js";
import { nameOf, percent, t, word } from "../lib/i18n.js";
import { address } from "../lib/route.js";
import { Bar } from "../parts/bar.js";
import { Evidence } from "../parts/evidence.js";
import { STANCES } from "../parts/shape.js";
import { RoleSuggestion } from "./suggestions.js";

const LEGEND = [
  ["reports", false, "map_reports"],
  ["influence", false, "map_influence"],
  ["conflict", false, "map_conflict"],
  ["reports", true, "map_suggested"],
];
const LIKELY = 3;

/** @param {{map: any, filters: any, isDeal: boolean, asOf: string, edits: any, onFilter: (changes: any) => void, onChoose: (id: string) => void}} props */
export function Side({ map, filters, isDeal, asOf, edits, onFilter, onChoose }) {
  return html`<aside class="filters map-side" aria-label=${t("map_filters")}>
    <${Coverage} map=${map} asOf=${asOf} edits=${edits} onChoose=${onChoose} />
    <section>
      <h2 class="label">${t("stance")}</h2>
      <div class="chips">
        ${Object.entries(STANCES).map(([stance, look]) => {
          const count = map.cards.filter((/** @type {any} */ card) => card.in_center && card.stance === stance).length;
          const shown = !filters.hidden.includes(stance);
          return html`<button
            type="button"
            key=${stance}
            class=${`chip stance-${stance}`}
            aria-pressed=${shown}
            onClick=${() => onFilter({ hidden: shown ? [...filters.hidden, stance] : filters.hidden.filter((/** @type {string} */ one) => one !== stance) })}
          ><span aria-hidden="true">${look.mark}</span> ${word("stance", stance)} ${count}</button>`;
        })}
      </div>
    </section>
    <div class="field">
      <label for="map-strength">${t("tie_strength")}</label>
      <output for="map-strength">${filters.strength ? t("at_least", { value: percent(filters.strength) }) : t("all")}</output>
      <input id="map-strength" type="range" min="0" max="0.9" step="0.1" value=${filters.strength} aria-valuetext=${percent(filters.strength)}
        onInput=${(/** @type {any} */ event) => onFilter({ strength: Number(event.currentTarget.value) })} />
    </div>
    <label class="check"><input type="checkbox" checked=${filters.center} onChange=${(/** @type {any} */ event) => onFilter({ center: event.currentTarget.checked })} /> ${t(isDeal ? "only_members" : "only_with_role")}</label>
    <section>
      <h2 class="label">${t("map_lines")}</h2>
      <ul class="line-legend">
        ${LEGEND.map(
          ([kind, suggested, key]) => html`<li><svg width="34" height="10" aria-hidden="true"><path class=${`line-${kind}${suggested ? " suggested" : ""}`} d="M1 5H33" /></svg> ${t(/** @type {string} */ (key))}</li>`,
        )}
      </ul>
    </section>
  </aside>`;
}

/** @param {{map: any, asOf: string, edits: any, onChoose: (id: string) => void}} props */
function Coverage({ map, asOf, edits, onChoose }) {
  if (!map.required) return null;
  const missing = new Map((map.missing ?? []).map((/** @type {any} */ one) => [one.role, one]));
  const names = new Map(map.cards.map((/** @type {any} */ card) => [card.id, nameOf(card)]));
  return html`<section class="map-coverage">
    <h2 class="label">${t("required_roles")}</h2>
    ${map.template?.of && html`<p class="muted quiet">${t(`map_of_${map.template.of}`, { n: map.template.deals })}</p>`}
    <dl class="pairs">
      <dt>${t("covered")}</dt><dd class="strength" data-measure="named"><${Bar} value=${map.coverage.named ?? 0} label=${t("covered")} /> <span>${percent(map.coverage.named)}</span></dd>
      <dt>${t("engaged")}</dt><dd class="strength" data-measure="engaged"><${Bar} value=${map.coverage.engaged ?? 0} label=${t("engaged")} /> <span>${percent(map.coverage.engaged)}</span></dd>
    </dl>
    <ul class="checklist">
      ${map.required.map((/** @type {any} */ one) => {
        const state = one.engaged ? "engaged" : one.covered ? "covered" : "missing";
        const gap = missing.get(one.role);
        const probably = (map.role_suggestions ?? []).find((/** @type {any} */ found) => found.role === one.role);
        return html`<li class=${state} data-role=${one.role}>
          <span class="tick" aria-hidden="true">${{ engaged: "●", covered: "◐", missing: "○" }[state]}</span>
          <span class="name">${word("role", one.role)}</span>
          <span class="state">${t(`role_${state}`)}</span>
          ${one.members.length > 0 &&
          html`<div class="missing">
            ${one.members.map((/** @type {string} */ id, /** @type {number} */ index) => html`${index ? ", " : ""}<button type="button" class="link" onClick=${() => onChoose(id)}>${names.get(id) ?? t("unknown")}</button>`)}
          </div>`}
          ${probably &&
          html`<div class="missing"><${RoleSuggestion} one=${probably} name=${names.get(probably.start.id) ?? nameOf(probably.start)} canEdit=${!asOf} edits=${edits} onChoose=${onChoose} /></div>`}
          ${gap?.seen_at?.length > 0 &&
          html`<div class="missing">
            <p>${t("seen_elsewhere")}</p>
            ${gap.seen_at.slice(0, LIKELY).map(
              (/** @type {any} */ found) => html`<p><a href=${address("/explore", { id: found.contact.id, as_of: asOf })}>${nameOf(found.contact)}</a> ${found.contact.title ?? ""}</p>`,
            )}
            <${Evidence} ids=${gap.evidence ?? []} />
          </div>`}
        </li>`;
      })}
    </ul>
    ${map.red_flags?.length > 0 &&
    html`<ul class="marks red">
      ${map.red_flags.map((/** @type {any} */ flag) => html`<li><span aria-hidden="true">⚑</span> ${flag.text}</li>`)}
    </ul>`}
  </section>`;
}
