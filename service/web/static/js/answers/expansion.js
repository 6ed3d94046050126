// @ts-check
import { html } from "../lib/html.js";
import { day, money, nameOf, number, t, word } from "../lib/i18n.js";
import { address } from "../lib/route.js";
import { Evidence } from "../parts/evidence.js";
import { KeepTarget } from "../expansion/keep.js";
import { WarmPath } from "./lookalike.js";

/** Where a success can be carried on: which story to tell, whom to see, what it may be worth. @param {{item: any}} props */
export function ExpansionDetails({ item }) {
  const d = item.details;
  const link = (/** @type {any} */ node) => html`<a href=${address("/explore", { id: node.id })}>${nameOf(node)}</a>`;
  const story = [d.reference?.deal, d.reference?.site ?? d.reference?.company].filter(Boolean);
  return html`
    ${d.company && d.company.id !== item.id && html`<p class="where">${link(d.company)}</p>`}
    <p class="chips">
      <span class="chip kind">${word("expansion_kind", d.kind)}</span>
      ${d.expected_value && html`<span class="chip">${t("expected_value", { amount: money(d.expected_value.amount, d.expected_value.currency) })}</span>`}
    </p>
    <dl class="pairs inline-pairs">
      ${story.length > 0 && html`<dt>${t("story_to_tell")}</dt><dd>${story.map((node, index) => html`${index > 0 ? " / " : ""}${link(node)}`)}
        ${d.reference?.deal && html` <a href=${address("/answers/motif", { id: d.reference.deal.id })}>${t("story_elsewhere")}</a>`}</dd>`}
      <dt>${t("whom_to_see")}</dt>
      <dd>${d.contact ? html`${link(d.contact)} <span class="muted">${d.contact.title ?? ""}</span>` : d.role_to_find ? t("role_to_find", { role: word("role", d.role_to_find) }) : html`<span class="muted">${t("unknown")}</span>`}</dd>
    </dl>
    <${Competitors} items=${d.competitors ?? []} known=${d.competitors_known ?? 0} />
    <${WarmPath} path=${d.bridge} to=${d.contact} />
    <${KeepTarget} item=${item} />
  `;
}

/** Who else sells there. @param {{items: any[], known: number}} props */
function Competitors({ items, known }) {
  if (items.length === 0) return null;
  return html`<div class="rivals"><span class="label">${t("rivals")}</span>
    <ul>${items.map(
      (one) => html`<li><a href=${address("/explore", { id: one.id })}>${nameOf(one)}</a>
        <span class="muted"> ${[one.deals > 0 && t("rival_deals", { n: number(one.deals), day: day(one.last_on) }), one.products.length > 0 && t("rival_products", { products: one.products.join(", ") })].filter(Boolean).join(t("rival_and"))} </span>
        <${Evidence} ids=${one.evidence_ids} /></li>`,
    )}</ul>
    ${known > items.length && html`<p class="muted">${t("rivals_more", { n: number(known - items.length) })}</p>`}
  </div>`;
}

/** The way to the targets that somebody took on. */
export function ListOfWork() {
  return html`<a class="button" href=${address("/expansion")}>${t("room_work")}</a> <a class="button" href=${address("/backtest")}>${t("room_backtest")}</a>`;
}
