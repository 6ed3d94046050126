// @ts-check
/** In the inspector: who of ours knows whom there, how well and whether it grows; of a company, its health. */
import { html } from "../lib/html.js";
import { getOnce } from "../lib/api.js";
import { useAnswer } from "../lib/hooks.js";
import { day, nameOf, t } from "../lib/i18n.js";
import { Strength } from "../parts/badges.js";
import { Evidence } from "../parts/evidence.js";
import { Problem } from "../parts/notices.js";
import { Shape } from "../parts/shape.js";

/** Which ties are told of what. @type {Record<string, [string, string]>} */
const KIND = {
  Site: ["site", "account_member"],
  Department: ["department", "account_member"],
  Contact: ["contact", "contact_member"],
  Member: ["member", "contact_member"],
};
const SHOWN = 8;

/** Sign and word of each trend. @type {Record<string, [string, string]>} */
const TRENDS = {
  rising: ["↗", "trend_rising"],
  falling: ["↘", "trend_falling"],
  steady: ["→", "trend_steady"],
  new: ["＋", "trend_new"],
};
/** @type {Record<string, string>} */
const HEALTH = { good: "health_good", fair: "health_fair", poor: "health_poor" };

/** @param {{node: any, asOf: string, onShow: (id: string) => void}} props */
export function TiesCard({ node, asOf, onShow }) {
  const { data, problem } = useAnswer(() => asked(node, asOf), [node.id, asOf]);
  if (problem) return html`<${Problem} text=${problem} />`;
  if (!data) return null;
  const item = data.items[0];
  const isAccount = node.label === "Company";
  const ties = isAccount ? (item?.details.members ?? []) : data.items.map((/** @type {any} */ one) => one.details);
  if (!ties.length && !isAccount) return null;
  return html`<section class="ties-card">
    ${isAccount && html`<${Health} item=${item} />`}
    <h3>${t("who_knows")}</h3>
    ${ties.length === 0 && html`<p class="muted">${data.notes[0]?.text}</p>`}
    <ul class="plain">
      ${ties.slice(0, SHOWN).map((/** @type {any} */ one) => html`<${Line} key=${one.id} tie=${one} from=${node.id} onShow=${onShow} />`)}
    </ul>
    ${ties.length > SHOWN && html`<p class="muted">${t("more_ties", { n: ties.length - SHOWN })}</p>`}
  </section>`;
}

/** @param {any} node @param {string} asOf */
function asked(node, asOf) {
  if (node.label === "Company") return node.is_self ? null : getOnce("/relationship-health", { company: node.id, as_of: asOf });
  const kind = KIND[node.label];
  return kind ? getOnce("/ties", { [kind[0]]: node.id, kind: kind[1], as_of: asOf, limit: 50 }) : null;
}

/** @param {{item: any}} props */
function Health({ item }) {
  const { band, change, flags, trend_days: days } = item.details;
  return html`<h3>${t("health")}</h3>
    ${item.score == null
      ? html`<p class="muted">${t("unknown")}</p>`
      : html`<p class="chips">
          <strong class="health-score">${Math.round(item.score)}</strong>
          <span class=${`chip health-${band}`}>${t(HEALTH[band])}</span>
          ${change != null && html`<span class="chip">${t("health_change", { n: `${change >= 0 ? "+" : "−"}${Math.abs(Math.round(change))}`, days })}</span>`}
        </p>`}
    ${flags.length > 0 &&
    html`<ul class="marks">${flags.map((/** @type {any} */ one) => html`<li>${one.text} <${Evidence} ids=${one.evidence_ids} /></li>`)}</ul>`}
    ${item.score != null &&
    html`<details>
      <summary>${t("parts")}</summary>
      <ul class="marks">
        ${item.parts.map(
          (/** @type {any} */ part) => html`<li>
            ${part.title}: ${part.value == null ? t("unknown") : part.contribution.toFixed(1)}
            ${part.value != null && html`<${Evidence} ids=${part.evidence_ids} />`}
          </li>`,
        )}
      </ul>
    </details>`}`;
}

/** @param {{tie: any, from: string, onShow: (id: string) => void}} props */
function Line({ tie, from, onShow }) {
  const [sign, trend] = TRENDS[tie.trend];
  const other = tie.one.id === from ? tie.other : tie.one;
  return html`<li class="tie-line">
    <button type="button" class="link" onClick=${() => onShow(other.id)}><${Shape} label=${other.label} />${nameOf(other)}</button>
    <${Strength} value=${tie.strength} />
    <span class=${`trend trend-${tie.trend}`}><span aria-hidden="true">${sign}</span> ${t(trend)}</span>
    <span class="muted">${day(tie.last_touch)}</span>
    <${Evidence} ids=${tie.evidence_ids} />
  </li>`;
}
