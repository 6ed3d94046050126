// @ts-check
/** Somebody with company, mail and telephone; of who asked not to be contacted neither is shown. */
import { html } from "../lib/html.js";
import { t } from "../lib/i18n.js";
import { address } from "../lib/route.js";

/** @param {{person: any}} props */
export function Reach({ person }) {
  const link = html`<a href=${address("/explore", { id: person.contact_id })}>${person.name}</a> <span class="muted">${[person.account, person.title].filter(Boolean).join(" · ")}</span>`;
  if (person.is_opted_out) return html`${link} <span class="chip flag">${t("work_no_calls")}</span>`;
  return html`${link}
    ${person.phones.map((/** @type {string} */ one) => html` <a href=${`tel:${one.replace(/[^+\d]/g, "")}`}>${one}</a>`)}
    ${person.emails.map((/** @type {string} */ one) => html` <a href=${`mailto:${one}`}>${one}</a>`)}`;
}
