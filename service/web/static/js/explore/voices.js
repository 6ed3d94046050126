// @ts-check
/** Who said so: each property with the claims of all sources, which one stands and why. */
import { html, useState } from "../lib/html.js";
import { get, problemText } from "../lib/api.js";
import { day, propertyWord, t } from "../lib/i18n.js";
import { Problem } from "../parts/notices.js";
import { valueText } from "../parts/value.js";

/** @param {{id: string}} props */
export function Voices({ id }) {
  const [found, setFound] = useState(/** @type {any} */ (null));
  const [problem, setProblem] = useState("");
  const open = async (/** @type {any} */ event) => {
    if (!event.target.open || found) return;
    try {
      setFound(await get(`/claims/${encodeURIComponent(id)}`));
    } catch (error) {
      setProblem(problemText(error));
    }
  };
  return html`<details class="voices" onToggle=${open}>
    <summary>${t("who_said_so")}</summary>
    ${problem && html`<${Problem} text=${problem} />`}
    ${found &&
    html`<dl>
      ${found.properties.map(
        (/** @type {any} */ each) => html`<dt>${propertyWord(each.property)} <span class="muted">${each.reason}</span></dt>
          ${each.claims.map(
            (/** @type {any} */ claim) => html`<dd>${claim.stands ? html`<b>${valueText(each.property, claim.value, {})}</b>` : valueText(each.property, claim.value, {})} <span class="muted">${claim.source} · ${day(claim.at)} · ${t("import_trust", { n: claim.trust })}</span></dd>`,
          )}`,
      )}
    </dl>`}
  </details>`;
}
