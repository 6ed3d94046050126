// @ts-check
/** The day that everything is shown as of; empty is today. */
import { html } from "../lib/html.js";
import { t } from "../lib/i18n.js";
import { amend } from "../lib/route.js";

/** @param {{asOf: string}} props */
export function AsOf({ asOf }) {
  return html`<label class="as-of">
    <span>${t("as_of")}</span>
    <input
      type="date"
      value=${asOf}
      onChange=${(/** @type {any} */ event) => amend({ as_of: event.currentTarget.value }, { replace: false })}
    />
    ${asOf &&
    html`<button type="button" class="link" onClick=${() => amend({ as_of: "" }, { replace: false })}>${t("today")}</button>`}
  </label>`;
}
