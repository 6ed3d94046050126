// @ts-check
/** What is recorded about a thing, and what it is tied to, each tie with its evidence. */
import { html, useState } from "../lib/html.js";
import { alone, day, nameOf, number, propertyWord, t } from "../lib/i18n.js";
import { address } from "../lib/route.js";
import { Shape } from "../parts/shape.js";
import { Piece } from "../parts/evidence.js";
import { valueText } from "../parts/value.js";

/** Said elsewhere on the card, or meant for machines. */
const SILENT = new Set([
  "id", "name", "name_latin", "title", "status", "currency", "is_self", "sources", "created_at", "updated_at",
  "is_opted_out", "visitor_source", "lat", "lon", "latitude", "longitude",
]);
/** @param {{entity: any}} props */
export function Facts({ entity }) {
  const known = Object.entries(entity.properties).filter(([name, value]) => !SILENT.has(name) && value !== null && value !== "");
  if (!known.length) return null;
  return html`<section>
    <h3>${t("facts")}</h3>
    <dl class="pairs">
      ${known.map(
        ([name, value]) => html`<dt>${propertyWord(name)}</dt>
          <dd>${valueText(name, value, entity.properties)}</dd>`,
      )}
    </dl>
    ${entity.sources?.length > 0 && html`<p class="muted">${t("sources", { list: entity.sources.join(t("comma")) })}</p>`}
  </section>`;
}

/** What one wants to see first; touches are many and come last. */
const FIRST = ["WORKS_AT", "REPORTS_TO", "HOLDS_ROLE", "INFLUENCES", "KNOWS", "WITH", "AT", "SITE_OF", "SUBSIDIARY_OF", "HAS_NEED", "USES"];
const LAST = ["BY", "TOOK_PART", "ABOUT", "ANSWERED"];
const PER_KIND = 3;

/** @param {any} link */
function place(link) {
  const first = FIRST.indexOf(link.type);
  const last = LAST.indexOf(link.type);
  return first >= 0 ? first : last >= 0 ? 100 + last : 50;
}

/** @param {any[]} links @returns {[string, any[]][]} the relation as it stands alone -> its links */
function byPhrase(links) {
  /** @type {Map<string, any[]>} */
  const found = new Map();
  for (const link of [...links].sort((a, b) => place(a) - place(b))) {
    found.set(link.phrase, [...(found.get(link.phrase) ?? []), link]);
  }
  return [...found];
}

/** @param {{entity: any, scene: import("./scene.js").Scene, onShow: (id: string) => void}} props */
export function Links({ entity, scene, onShow }) {
  const links = entity.links ?? [];
  if (!links.length) return null;
  const totals = new Map();
  for (const one of entity.counts ?? []) totals.set(one.phrase, (totals.get(one.phrase) ?? 0) + one.total);
  return html`<section>
    <h3>${t("ties")}</h3>
    ${byPhrase(links).map(
      ([phrase, some]) => html`<${Kind} key=${phrase} phrase=${phrase} links=${some} total=${totals.get(phrase) ?? some.length} scene=${scene} onShow=${onShow} />`,
    )}
  </section>`;
}

/** @param {{phrase: string, links: any[], total: number, scene: import("./scene.js").Scene, onShow: (id: string) => void}} props */
function Kind({ phrase, links, total, scene, onShow }) {
  const [all, setAll] = useState(false);
  const [open, setOpen] = useState("");
  return html`<div class="ties">
    <p class="phrase">${alone(phrase)} <span class="num">${number(total)}</span></p>
    <ul>
      ${links.slice(0, all ? links.length : PER_KIND).map(
        (link) => html`<li key=${link.id}>
          <span>
            ${scene.nodes.has(link.node.id)
              ? html`<button type="button" class="link" onClick=${() => onShow(link.node.id)}><${Shape} label=${link.node.label} size=${12} />${nameOf(link.node)}</button>`
              : html`<a href=${address("/explore", { id: link.node.id })}><${Shape} label=${link.node.label} size=${12} />${nameOf(link.node)}</a>`}
            ${link.node.at && html` <time class="muted" datetime=${link.node.at}>${day(link.node.at)}</time>`}
          </span>
          <button type="button" class="link quiet" aria-expanded=${open === link.id} aria-label=${t("evidence_of", { name: nameOf(link.node) })} onClick=${() => setOpen(open === link.id ? "" : link.id)}>${t("evidence")}</button>
          ${open === link.id && html`<ul class="marks"><${Piece} id=${link.id} /></ul>`}
        </li>`,
      )}
    </ul>
    ${links.length > PER_KIND && !all && html`<button type="button" class="link quiet" onClick=${() => setAll(true)}>${t("and_more", { n: number(total - PER_KIND) })}</button>`}
  </div>`;
}
