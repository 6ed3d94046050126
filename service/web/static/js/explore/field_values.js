// @ts-check
/** In the inspector: the values of user-defined fields, to look at and to fill in. */
import { html, useState } from "../lib/html.js";
import { problemText, send } from "../lib/api.js";
import { day, language, number, t } from "../lib/i18n.js";
import { announce } from "../lib/live.js";
import { Problem } from "../parts/notices.js";

/** @param {any} field */
const nameOfField = (field) => (language() === "ja" ? field.label_ja : field.label_en);

/** @param {any} field */
function told(field) {
  const { value, type } = field;
  if (value === null || value === undefined) return html`<span class="muted">${t("unknown")}</span>`;
  if (type === "yes_no") return t(value ? "yes" : "no");
  if (type === "number") return number(value, { maximumFractionDigits: 6 });
  if (type === "day") return day(value);
  return Array.isArray(value) ? value.join(t("comma")) : value;
}

/** @param {{entity: any, asOf: string, onChange: () => void}} props */
export function FieldValues({ entity, asOf, onChange }) {
  const [open, setOpen] = useState(false);
  const fields = entity.custom_fields ?? [];
  if (!fields.length) return null;
  const saved = () => {
    setOpen(false);
    announce(t("saved"));
    onChange();
  };
  return html`<section class="field-values">
    <h3>${t("own_fields")}</h3>
    ${!open && html`<dl class="pairs">${fields.map((/** @type {any} */ one) => html`<dt>${nameOfField(one)}</dt><dd>${told(one)}</dd>`)}</dl>`}
    ${open && html`<${Edit} id=${entity.id} fields=${fields} onSaved=${saved} />`}
    ${!asOf && html`<p class="actions"><button type="button" aria-expanded=${open} onClick=${() => setOpen(!open)}>${t(open ? "cancel" : "edit_fields")}</button></p>`}
  </section>`;
}

/** @param {{id: string, fields: any[], onSaved: () => void}} props */
function Edit({ id, fields, onSaved }) {
  const [changed, setChanged] = useState(/** @type {Record<string, any>} */ ({}));
  const [failed, setFailed] = useState("");
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    send("PUT", `/field-values/${encodeURIComponent(id)}`, { values: changed }).then(onSaved, (error) => setFailed(problemText(error)));
  };
  const set = (/** @type {string} */ key, /** @type {any} */ value) => setChanged({ ...changed, [key]: value });
  return html`<form class="form" onSubmit=${submit}>
    ${failed && html`<${Problem} text=${failed} />`}
    ${fields.map((field) => html`<${Input} key=${field.key} field=${field} value=${field.key in changed ? changed[field.key] : field.value} onSet=${(/** @type {any} */ value) => set(field.key, value)} />`)}
    <button type="submit" class="primary">${t("save")}</button>
  </form>`;
}

/** @param {{field: any, value: any, onSet: (value: any) => void}} props */
function Input({ field, value, onSet }) {
  const name = nameOfField(field);
  const typed = (/** @type {any} */ event) => onSet(event.currentTarget.value);
  if (field.type === "choices") {
    const chosen = new Set(value || []);
    const toggle = (/** @type {string} */ option) => onSet(field.options.filter((/** @type {string} */ one) => chosen.has(one) !== (one === option)));
    return html`<fieldset>
      <legend>${name}</legend>
      ${field.options.map((/** @type {string} */ option) => html`<label class="check"><input type="checkbox" checked=${chosen.has(option)} onChange=${() => toggle(option)} />${option}</label>`)}
    </fieldset>`;
  }
  if (field.type === "choice" || field.type === "yes_no") {
    const options = field.type === "choice" ? field.options.map((/** @type {string} */ one) => [one, one]) : [["yes", t("yes")], ["no", t("no")]];
    const now = value === true ? "yes" : value === false ? "no" : (value ?? "");
    return html`<label>${name}<select value=${now} onChange=${typed}><option value="">–</option>${options.map(([code, text]) => html`<option value=${code} selected=${code === now}>${text}</option>`)}</select></label>`;
  }
  const type = field.type === "day" ? "date" : "text";
  return html`<label>${name}<input type=${type} inputmode=${field.type === "number" ? "decimal" : undefined} value=${value ?? ""} onInput=${typed} /></label>`;
}
