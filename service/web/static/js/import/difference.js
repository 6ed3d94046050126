// @ts-check
/** What an import would change, by label and type. */
import { html } from "../lib/html.js";
import { number, t, typeWord, word } from "../lib/i18n.js";

const CHANGES = ["created", "updated", "unchanged"];

/** @param {{labels: Record<string, Record<string, number>>}} props */
export function Difference({ labels }) {
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${t("import_changes")}>
    <table class="accounts">
      <thead>
        <tr>
          <th scope="col">${t("import_what")}</th>
          ${CHANGES.map((one) => html`<th scope="col" class="num">${t(`import_${one}`)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${Object.entries(labels).map(
          ([name, counts]) => html`<tr key=${name}>
            <th scope="row">${name === name.toUpperCase() ? typeWord(name) : word("label", name)}</th>
            ${CHANGES.map((one) => html`<td class="num">${number(counts[one] ?? 0)}</td>`)}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
