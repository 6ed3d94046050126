// @ts-check
/** What a dry run would change, field by field, page by page. */
import { html, useState } from "../lib/html.js";
import { get, problemText } from "../lib/api.js";
import { number, propertyWord, t, typeWord, word } from "../lib/i18n.js";
import { Problem } from "../parts/notices.js";
import { valueText } from "../parts/value.js";

/** @param {string} name */
const named = (name) => (name === name.toUpperCase() ? typeWord(name) : word("label", name));
/** @param {string} name @param {any} value */
const shown = (name, value) => (value === null || value === undefined ? "–" : valueText(name, value, {}));

/** A record that becomes one with another, or could be it, and why. @param {{item: any}} props */
function PairRow({ item }) {
  const key = item.change === "merged" ? "import_becomes_one" : "import_could_be";
  return html`<tr>
    <td>${item.title} <span class="chip">${named(item.name)} · ${t(`import_${item.change}`)}</span></td>
    <td colspan="3">
      ${t(key, { name: item.other.title })}
      <ul class="muted">
        ${item.reasons.map((/** @type {any} */ reason) => html`<li key=${reason.field}>${reason.title}: ${reason.text}</li>`)}
      </ul>
    </td>
  </tr>`;
}

/** @param {{difference: any}} props */
export function Changes({ difference }) {
  const [page, setPage] = useState(difference);
  const [chosen, setChosen] = useState("");
  const [problem, setProblem] = useState("");
  const load = async (/** @type {string} */ choice, /** @type {number} */ offset) => {
    const [change, name] = choice.split(":");
    try {
      const next = await get(`/imports/preview/${difference.id}`, { change, name, offset: offset || null });
      setPage(offset ? { ...next, items: [...page.items, ...next.items] } : next);
    } catch (error) {
      setProblem(problemText(error));
    }
  };
  const choose = (/** @type {any} */ event) => {
    setChosen(event.target.value);
    load(event.target.value, 0);
  };
  if (difference.totals.length === 0) return html`<p class="muted">${t("import_no_changes")}</p>`;
  return html`<h3>${t("import_field_changes")}</h3>
    ${problem && html`<${Problem} text=${problem} />`}
    <label>${t("import_what")}
      <select value=${chosen} onChange=${choose}>
        <option value="">${t("import_all_changes")}</option>
        ${difference.totals.map(
          (/** @type {any} */ one) => html`<option value=${`${one.change}:${one.name}`}>${named(one.name)} · ${t(`import_${one.change}`)} (${number(one.total)})</option>`,
        )}
      </select>
    </label>
    <div class="scroll" tabindex="0" role="region" aria-label=${t("import_field_changes")}>
      <table class="accounts">
        <thead>
          <tr>
            <th scope="col">${t("import_what")}</th>
            <th scope="col">${t("import_field")}</th>
            <th scope="col">${t("import_old")}</th>
            <th scope="col">${t("import_new")}</th>
          </tr>
        </thead>
        <tbody>
          ${page.items.flatMap((/** @type {any} */ item) =>
            item.other
              ? html`<${PairRow} key=${`${item.id}.${item.other.id}`} item=${item} />`
              : item.fields.map(
              (/** @type {any} */ each, /** @type {number} */ place) => html`<tr key=${`${item.id}.${each.property}`}>
                <td>${place === 0 && html`${item.title} <span class="chip">${named(item.name)} · ${t(`import_${item.change}`)}</span>`}</td>
                <td>${propertyWord(each.property)}</td>
                <td>${shown(each.property, each.old)} ${each.source && html`<span class="muted">(${each.source})</span>`}</td>
                <td>${shown(each.property, each.new)}</td>
              </tr>`,
            ),
          )}
        </tbody>
      </table>
    </div>
    ${page.next_offset !== null && html`<button type="button" onClick=${() => load(chosen, page.next_offset)}>${t("import_more")}</button>`}
    ${page.not_compared > 0 && html`<p class="muted">${t("import_not_compared", { n: number(page.not_compared) })}</p>`}
    ${page.not_kept > 0 && html`<p class="muted">${t("import_not_kept", { n: number(page.not_kept) })}</p>`}`;
}
