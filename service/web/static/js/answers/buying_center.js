// @ts-check
/** Beside the people of a buying center: which roles are there, what is wrong, which way an approval goes. */
import { html } from "../lib/html.js";
import { money, nameOf, number, percent, t, word } from "../lib/i18n.js";
import { address } from "../lib/route.js";
import { Bar } from "../parts/bar.js";
import { Evidence } from "../parts/evidence.js";
import { Template } from "./center_template.js";

const STRUCTURE = [
  ["vertical", number],
  ["lateral", number],
  ["extensivity", number],
  ["connectedness", percent],
  ["purchasing_centrality", percent],
];

/** @param {{answer: any, asOf: string}} props */
export function BuyingCenter({ answer, asOf }) {
  const d = answer.details;
  const missing = new Map((d.missing ?? []).map((/** @type {any} */ one) => [one.role, one]));
  const names = new Map(answer.items.map((/** @type {any} */ one) => [one.id, nameOf(one)]));
  return html`<aside class="beside">
    ${d.required &&
    html`<section class="card">
      <h2>${t("required_roles")}</h2>
      ${d.coverage &&
      html`<dl class="pairs">
        <dt>${t("covered")}</dt><dd class="strength"><${Bar} value=${d.coverage.named ?? 0} label=${t("covered")} /> ${percent(d.coverage.named)}</dd>
        <dt>${t("engaged")}</dt><dd class="strength"><${Bar} value=${d.coverage.engaged ?? 0} label=${t("engaged")} /> ${percent(d.coverage.engaged)}</dd>
      </dl>`}
      <ul class="checklist">
        ${d.required.map((/** @type {any} */ one) => {
          const state = one.engaged ? "engaged" : one.covered ? "covered" : "missing";
          return html`<li class=${state}>
            <span class="tick" aria-hidden="true">${{ engaged: "●", covered: "◐", missing: "○" }[state]}</span>
            <span class="name">${word("role", one.role)}</span>
            <span class="state">${t(`role_${state}`)}</span>
            ${missing.has(one.role) && html`<${Missing} one=${missing.get(one.role)} asOf=${asOf} />`}
          </li>`;
        })}
      </ul>
      ${d.template?.size && html`<${Template} answer=${answer} />`}
    </section>`}
    ${d.red_flags?.length > 0 &&
    html`<section class="card flags">
      <h2>${t("red_flags")}</h2>
      <ul>
        ${d.red_flags.map(
          (/** @type {any} */ flag) => html`<li>
            <span aria-hidden="true">⚑</span> ${flag.text ?? flag.change?.text}
            ${(flag.ids ?? [])
              .filter((/** @type {string} */ id) => names.has(id))
              .map((/** @type {string} */ id) => html` <a href=${address("/explore", { id, as_of: asOf })}>${names.get(id)}</a>`)}
          </li>`,
        )}
      </ul>
    </section>`}
    ${d.route?.length > 0 &&
    html`<section class="card">
      <h2>${t("approval_route")}</h2>
      <ol class="route">
        ${d.route.map(
          (/** @type {any} */ step) => html`<li>
            <a href=${address("/explore", { id: step.contact.id, as_of: asOf })}>${nameOf(step.contact)}</a>
            <span class="muted">${step.contact.title ?? ""}${step.has_left ? ` (${t("left")})` : ""}${step.threshold ? ` ${t("from_amount", { amount: money(step.threshold, step.currency ?? "JPY") })}` : ""}</span>
          </li>`,
        )}
      </ol>
      ${d.route_outlook?.bottleneck && html`<p class="bottleneck">${d.route_outlook.bottleneck.text} <${Evidence} ids=${d.route_outlook.bottleneck.evidence_ids} /></p>`}
      ${d.route_outlook &&
      html`<p class="muted">${d.route_outlook.expected_days == null ? t("route_time_unknown") : t("route_time", { days: Math.round(d.route_outlook.expected_days), deals: d.route_outlook.deals })}</p>`}
    </section>`}
    ${d.structure &&
    html`<section class="card">
      <h2>${t("structure")}</h2>
      <dl class="pairs">
        ${STRUCTURE.filter(([name]) => d.structure[/** @type {string} */ (name)] != null).map(
          ([name, format]) => html`<dt>${t(`structure_${name}`)}</dt><dd>${/** @type {any} */ (format)(d.structure[/** @type {string} */ (name)])}</dd>`,
        )}
      </dl>
    </section>`}
  </aside>`;
}

const LIKELY = 3;
const REASONS = 2;

/** The reasons that say most for somebody. @param {any[]} reasons */
function strongest(reasons) {
  return [...reasons].sort((one, other) => other.ratio - one.ratio).filter((one) => one.ratio > 1).slice(0, REASONS);
}

/** Who has held the role in other deals or at other places, when nobody is known for it here. @param {{one: any, asOf: string}} props */
function Missing({ one, asOf }) {
  const seen = one.seen_at ?? [];
  const likely = one.likely ?? [];
  return html`<div class="missing">
    ${likely.length > 0 && html`<p class="muted">${t("likely_people", { n: one.learned_from })}</p>`}
    ${likely.map(
      (/** @type {any} */ found) => html`<p>
        <a href=${address("/explore", { id: found.contact.id, as_of: asOf })}>${nameOf(found.contact)}</a>
        <span class="muted"> ${percent(found.probability)} · ${found.contact.title ?? ""}</span>
        ${strongest(found.reasons).map((reason) => html`<br /><span class="muted">${reason.text}</span>`)}
        <${Evidence} ids=${[...new Set(found.reasons.flatMap((/** @type {any} */ reason) => reason.evidence_ids))]} />
      </p>`,
    )}
    ${one.abstains && html`<p class="muted">${t("likely_unknown")}</p>`}
    ${seen.length > 0 && html`<p class="muted">${t("seen_elsewhere")}</p>`}
    ${seen.slice(0, LIKELY).map(
      (/** @type {any} */ found) => html`<p>
        <a href=${address("/explore", { id: found.contact.id, as_of: asOf })}>${nameOf(found.contact)}</a>
        <span class="muted"> ${[found.contact.title, found.unit ? nameOf(found.unit) : ""].filter(Boolean).join(" · ")}</span>
      </p>`,
    )}
    <${Evidence} ids=${one.evidence ?? one.evidence_ids ?? []} />
  </div>`;
}
