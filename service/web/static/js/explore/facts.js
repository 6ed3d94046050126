// @ts-check
/** What is recorded about a thing, and what it is tied to, each tie with its evidence. */
import { html, useState } from "../lib/html.js";
import { day, hasText, money, nameOf, number, t, word } from "../lib/i18n.js";
import { Shape } from "../parts/shape.js";
import { Piece } from "../parts/evidence.js";

const SHOWN = 6;
/** Said elsewhere on the card, or meant for machines. */
const SILENT = new Set([
  "id", "name", "name_latin", "title", "status", "currency", "is_self", "sources", "created_at", "updated_at",
  "lat", "lon", "latitude", "longitude",
]);
/** @type {Record<string, string>} property -> list of the vocabulary */
const CODED = { seniority: "seniority", job_function: "job_function", function: "site_function", outcome: "deal_outcome", stage: "deal_stage", kind: "activity_kind" };
const MONEY = new Set(["revenue", "amount", "budget", "profit", "cost", "unit_price", "threshold"]);

/** @param {string} name @param {any} value @param {any} properties */
export function valueText(name, value, properties) {
  if (Array.isArray(value)) return value.map((one) => valueText(name, one, properties)).join(t("comma"));
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  if (MONEY.has(name) && typeof value === "number") return money(value, properties.currency);
  if (typeof value === "number") return name === "founded" ? String(value) : number(value);
  if (CODED[name]) return word(CODED[name], value);
  return /^\d{4}-\d\d-\d\d/.test(value) ? day(value) : String(value);
}

/** @param {{entity: any}} props */
export function Facts({ entity }) {
  const known = Object.entries(entity.properties).filter(([name, value]) => !SILENT.has(name) && value !== null && value !== "");
  if (!known.length) return null;
  return html`<section>
    <h3>${t("facts")}</h3>
    <dl class="pairs">
      ${known.map(
        ([name, value]) => html`<dt>${hasText(`prop_${name}`) ? t(`prop_${name}`) : name.replaceAll("_", " ")}</dt>
          <dd>${valueText(name, value, entity.properties)}</dd>`,
      )}
    </dl>
    ${entity.sources?.length > 0 && html`<p class="muted">${t("sources", { list: entity.sources.join(t("comma")) })}</p>`}
  </section>`;
}

/** @param {{entity: any, scene: import("./scene.js").Scene, onShow: (id: string) => void}} props */
export function Links({ entity, scene, onShow }) {
  const [all, setAll] = useState(false);
  const [open, setOpen] = useState("");
  const links = entity.links ?? [];
  if (!links.length) return null;
  return html`<section>
    <h3>${t("ties")}</h3>
    <ul class="ties">
      ${links.slice(0, all ? links.length : SHOWN).map(
        (/** @type {any} */ link) => html`<li key=${link.id}>
          <span class="phrase">${link.phrase}</span>
          ${scene.nodes.has(link.node.id)
            ? html`<button type="button" class="link" onClick=${() => onShow(link.node.id)}><${Shape} label=${link.node.label} size=${12} />${nameOf(link.node)}</button>`
            : html`<span><${Shape} label=${link.node.label} size=${12} />${nameOf(link.node)}</span>`}
          <button type="button" class="link quiet" aria-expanded=${open === link.id} onClick=${() => setOpen(open === link.id ? "" : link.id)}>${t("evidence")}</button>
          ${open === link.id && html`<ul class="marks"><${Piece} id=${link.id} /></ul>`}
        </li>`,
      )}
    </ul>
    ${links.length > SHOWN && !all && html`<button type="button" class="link" onClick=${() => setAll(true)}>${t("and_more", { n: links.length - SHOWN })}</button>`}
    <p class="muted counts-line">
      ${(entity.counts ?? []).map((/** @type {any} */ one) => `${one.phrase} (${word("label", one.label)}) ${number(one.total)}`).join(" · ")}
    </p>
  </section>`;
}
