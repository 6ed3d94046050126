// @ts-check
/** The day that everything is shown as of; empty is today. */
import { html } from "../lib/html.js";
import { t } from "../lib/i18n.js";
import { amend } from "../lib/route.js";

/** Today where the reader is. */
function today() {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/** @param {{asOf: string}} props */
export function AsOf({ asOf }) {
  return html`<label class="as-of">
    <span>${t("as_of")}</span>
    <input
      type="date"
      value=${asOf || today()}
      onChange=${(/** @type {any} */ event) => amend({ as_of: event.currentTarget.value }, { replace: false })}
    />
    ${asOf &&
    html`<button type="button" class="link" onClick=${() => amend({ as_of: "" }, { replace: false })}>${t("today")}</button>`}
  </label>`;
}
