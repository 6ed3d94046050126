// @ts-check
import { html } from "../lib/html.js";
import { money, nameOf, t, word } from "../lib/i18n.js";
import { address } from "../lib/route.js";
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
      ${story.length > 0 && html`<dt>${t("story_to_tell")}</dt><dd>${story.map((node, index) => html`${index > 0 ? " / " : ""}${link(node)}`)}</dd>`}
      <dt>${t("whom_to_see")}</dt>
      <dd>${d.contact ? html`${link(d.contact)} <span class="muted">${d.contact.title ?? ""}</span>` : d.role_to_find ? t("role_to_find", { role: word("role", d.role_to_find) }) : html`<span class="muted">${t("unknown")}</span>`}</dd>
    </dl>
    <${WarmPath} path=${d.bridge} to=${d.contact} />
    <${KeepTarget} item=${item} />
  `;
}

/** The way to the targets that somebody took on. */
export function ListOfWork() {
  return html`<a class="button" href=${address("/expansion")}>${t("room_work")}</a>`;
}
