// @ts-check
/** Systems that notices are posted to, with how they are. */
import { html } from "../lib/html.js";
import { day, number, t } from "../lib/i18n.js";
import { SecretList } from "../parts/secret_list.js";

export function Webhooks() {
  return html`<${SecretList} prefix="webhooks" path="/webhooks" field="url" type="url" longest="500" state=${state} />`;
}

function state(/** @type {any} */ one) {
  const trouble = one.ended_at ? t("webhooks_gone") : one.last_fault && t("webhooks_fault", { fault: one.last_fault, day: day(one.next_at) });
  return [t("webhooks_posted", { n: number(one.posted) }), one.posted_at && day(one.posted_at), trouble].filter(Boolean).join(" · ");
}
