// @ts-check
/** Conditions on what is ranked, such as at least 300 employees: each a chip, kept in the address. */
import { html, useState } from "../lib/html.js";
import { get, labelOf } from "../lib/api.js";
import { useAnswer } from "../lib/hooks.js";
import { language, t } from "../lib/i18n.js";
import { amend } from "../lib/route.js";

/** @type {Record<string, string[]>} */
const SIGNS = { number: [">=", "<=", "="], day: [">=", "<=", "="], choice: ["=", "!="], text: ["=", "!="], yes_no: ["="] };
/** @type {Record<string, string>} */
const SHOWN = { ">=": "≥", "<=": "≤", "!=": "≠", "=": "=" };

/** @param {{params: URLSearchParams, id: string, answer: any}} props */
export function Conditions({ params, id, answer }) {
  const where = params.getAll("where");
  const set = (/** @type {string[]} */ all) => amend({ where: all }, { replace: false });
  const told = new Map((answer?.details.conditions ?? []).map((/** @type {any} */ one) => [one.condition, one.text]));
  return html`<details class="conditions" open=${where.length > 0}>
    <summary>${t("conditions")}${where.length > 0 ? ` (${where.length})` : ""}</summary>
    <div class="conditions-body">
      ${where.length > 0 &&
      html`<p class="chips">
        ${where.map((one) => {
          const text = told.get(one) ?? one;
          return html`<span class="chip">${text}<button type="button" class="link" aria-label=${t("remove_one", { name: text })} onClick=${() => set(where.filter((other) => other !== one))}>×</button></span>`;
        })}
      </p>`}
      <${AddCondition} label=${labelOf(id)} onAdd=${(/** @type {string} */ one) => set([...new Set([...where, one])])} />
    </div>
  </details>`;
}

/** A form for one more condition. @param {{label: string, onAdd: (condition: string) => void}} props */
export function AddCondition({ label, onAdd }) {
  const { data } = useAnswer((signal) => get("/conditions", { label }, { signal }), [label]);
  const [name, setName] = useState("");
  const [sign, setSign] = useState("");
  const [value, setValue] = useState("");
  const items = data?.items ?? [];
  const field = items.find((/** @type {any} */ one) => one.field === name);
  const signs = SIGNS[field?.kind ?? "text"];
  const chosen = signs.includes(sign) ? sign : signs[0];
  const of = (/** @type {(text: string) => void} */ set) => (/** @type {any} */ event) => set(event.currentTarget.value);
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    onAdd(`${name}${chosen}${value}`);
    setValue("");
  };
  return html`<form class="conditions-add" onSubmit=${submit}>
    <label>${t("condition_field")}
      <select name="condition-field" value=${name} onChange=${(/** @type {any} */ event) => (setName(event.currentTarget.value), setValue(""))}>
        <option value="">${t("choose")}</option>
        ${items.map((/** @type {any} */ one) => html`<option value=${one.field}>${one.title}</option>`)}
      </select>
    </label>
    ${field &&
    html`<label>${t("condition_sign")}
        <select name="condition-sign" value=${chosen} onChange=${of(setSign)}>${signs.map((one) => html`<option value=${one}>${SHOWN[one]}</option>`)}</select>
      </label>
      <label>${t("condition_value")}<${Value} field=${field} value=${value} onChange=${of(setValue)} /></label>
      <button type="submit" disabled=${!value}>${t("condition_add")}</button>`}
  </form>`;
}

/** @param {{field: any, value: string, onChange: (event: any) => void}} props */
function Value({ field, value, onChange }) {
  const choices = field.kind === "yes_no" ? [{ value: "yes", title: t("yes") }, { value: "no", title: t("no") }] : field.choices;
  if (choices.length > 0) {
    return html`<select name="condition-value" value=${value} onChange=${onChange}>
      <option value="">${t("choose")}</option>
      ${choices.map((/** @type {any} */ one) => html`<option value=${one.value}>${one.title}</option>`)}
    </select>`;
  }
  const type = field.kind === "number" ? "number" : field.kind === "day" ? "date" : "text";
  return html`<input name="condition-value" type=${type} step="any" value=${value} onInput=${onChange} />`;
}

/** What is ranked as a file. @param {{params: URLSearchParams, id: string, answer: any}} props */
export function Files({ params, id, answer }) {
  if (!answer?.items.length) return null;
  const scope = labelOf(id) === "Site" ? [["site", id]] : [["company", id], ...params.getAll("with").map((one) => ["company", one])];
  const kept = [...params].flatMap(([key, value]) => (key === "where" || key === "as_of" ? [[key, value]] : key === "new_only" ? [["exclude_customers", value]] : []));
  const address = (/** @type {string} */ format) =>
    `/api/v1/lookalike?${new URLSearchParams([...scope, ...kept, ["limit", "100"], ["lang", language()], ["format", format]])}`;
  return html`${["csv", "xlsx"].map((format) => html`<a class="button" href=${address(format)} download>${format.toUpperCase()}</a>`)}`;
}
