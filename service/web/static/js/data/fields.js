// @ts-check
/** User-defined fields: define, change, retire, and which prove useful. */
import { html, useState } from "../lib/html.js";
import { forget, get, problemText, send } from "../lib/api.js";
import { useAnswer } from "../lib/hooks.js";
import { language, number, percent, propertyWord, t, word } from "../lib/i18n.js";
import { announce } from "../lib/live.js";
import { amend } from "../lib/route.js";
import { Bar } from "../parts/bar.js";
import { Loading, Problem } from "../parts/notices.js";

const LABELS = ["Company", "Site", "Contact", "Deal"];
const TYPES = ["text", "number", "yes_no", "day", "choice", "choices"];
const EMPTY = { key: "", type: "text", label_ja: "", label_en: "", options: "", purpose: "" };

/** @param {{route: import("../lib/route.js").Route}} props */
export function FieldsRoom({ route }) {
  const label = route.params.get("label") ?? "Company";
  const [turn, setTurn] = useState(0);
  const { data, problem } = useAnswer((signal) => get("/fields", { label }, { signal }), [label, turn]);
  const changed = () => {
    forget();
    setTurn(turn + 1);
  };
  return html`
    <div class="card-head">
      <div><h1>${t("room_fields")}</h1><p class="muted">${t("fields_lead")}</p></div>
      <label class="inline"
        >${t("kind")}
        <select value=${label} onChange=${(/** @type {any} */ event) => amend({ label: event.currentTarget.value })}>
          ${LABELS.map((one) => html`<option value=${one} selected=${one === label}>${word("label", one)}</option>`)}
        </select></label
      >
    </div>
    ${problem && html`<${Problem} text=${problem} />`}
    ${!data && !problem && html`<${Loading} />`}
    <div class="data-columns">
      ${data && html`<${Defined} fields=${data.items} onChanged=${changed} />`}
      <${Define} key=${label} label=${label} onChanged=${changed} />
    </div>
    <${Usefulness} label=${label} turn=${turn} />
  `;
}

/** @param {{fields: any[], onChanged: () => void}} props */
function Defined({ fields, onChanged }) {
  const [failed, setFailed] = useState("");
  const retire = (/** @type {any} */ field) =>
    send("DELETE", `/fields/${field.label}/${field.key}`).then(
      () => {
        announce(t("field_retired"));
        onChanged();
      },
      (error) => setFailed(problemText(error)),
    );
  return html`<section class="card">
    <h2>${t("fields_defined")}</h2>
    ${failed && html`<${Problem} text=${failed} />`}
    ${fields.length === 0 && html`<p class="muted">${t("fields_none")}</p>`}
    <ul class="changes">
      ${fields.map(
        (field) => html`<li key=${field.key} class="plain-row">
          <span>
            <b>${language() === "ja" ? field.label_ja : field.label_en}</b>
            <span class="muted"> ${language() === "ja" ? field.label_en : field.label_ja} · ${field.key} · ${t(`fieldtype_${field.type}`)}</span>
            ${field.retired_at && html` <span class="chip">${t("retired")}</span>`}
            ${field.options.length > 0 && html`<span class="detail muted">${field.options.join(t("comma"))}</span>`}
            ${field.purpose && html`<span class="detail">${field.purpose}</span>`}
          </span>
          ${!field.retired_at && html`<button type="button" aria-label=${t("retire_field", { name: field.key })} onClick=${() => retire(field)}>${t("retire")}</button>`}
        </li>`,
      )}
    </ul>
  </section>`;
}

/** @param {{label: string, onChanged: () => void}} props */
function Define({ label, onChanged }) {
  const [given, setGiven] = useState(EMPTY);
  const [failed, setFailed] = useState("");
  const set = (/** @type {string} */ name) => (/** @type {any} */ event) => setGiven({ ...given, [name]: event.currentTarget.value });
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    const { options, purpose, ...rest } = given;
    const listed = options.split("\n").map((one) => one.trim()).filter(Boolean);
    send("POST", "/fields", { ...rest, label, options: listed, ...(purpose ? { purpose } : {}) }).then(
      () => {
        setGiven(EMPTY);
        setFailed("");
        announce(t("saved"));
        onChanged();
      },
      (error) => setFailed(problemText(error)),
    );
  };
  return html`<section class="card">
    <h2>${t("define_field")}</h2>
    ${failed && html`<${Problem} text=${failed} />`}
    <form class="form" onSubmit=${submit}>
      <label>${t("name_in_japanese")}<input required value=${given.label_ja} maxlength="80" onInput=${set("label_ja")} name="label_ja" /></label>
      <label>${t("name_in_english")}<input required value=${given.label_en} maxlength="80" onInput=${set("label_en")} name="label_en" /></label>
      <label>${t("field_key")}<input required value=${given.key} maxlength="40" pattern="[a-z][a-z0-9_]*" title=${t("field_key_hint")} onInput=${set("key")} name="key" /></label>
      <label>${t("field_type")}<select value=${given.type} onChange=${set("type")} name="type">${TYPES.map((one) => html`<option value=${one}>${t(`fieldtype_${one}`)}</option>`)}</select></label>
      ${given.type.startsWith("choice") && html`<label>${t("field_options")}<textarea required rows="3" value=${given.options} onInput=${set("options")} name="options"></textarea></label>`}
      <label>${t("field_purpose")}<input value=${given.purpose} maxlength="1000" onInput=${set("purpose")} name="purpose" /></label>
      <button type="submit" class="primary">${t("define_field")}</button>
    </form>
  </section>`;
}

/** @param {{label: string, turn: number}} props */
function Usefulness({ label, turn }) {
  const { data, problem, loading } = useAnswer((signal) => get("/fields/usefulness", { label }, { signal }), [label, turn]);
  const most = Math.max(...(data?.items ?? []).map((/** @type {any} */ one) => one.gain ?? 0), 0.001);
  const nameOfItem = (/** @type {any} */ item) =>
    item.field ? item.field[`label_${language()}`] : propertyWord(item.property);
  return html`<section class="card">
    <h2 id="usefulness-title">${t("usefulness")}</h2>
    <p class="muted">${t("usefulness_lead")}</p>
    ${problem && html`<${Problem} text=${problem} />`}
    ${loading && !data && html`<${Loading} />`}
    ${data &&
    html`<div class="scroll" tabindex="0" role="region" aria-labelledby="usefulness-title">
      <table class="accounts figures">
        <thead><tr><th scope="col">${t("property")}</th><th scope="col">${t("filled_share")}</th><th scope="col">${t("tells_won_from_lost")}</th><th scope="col">${t("most_telling")}</th><th scope="col" class="num">${t("days_unchanged")}</th></tr></thead>
        <tbody>
          ${data.items.map(
            (/** @type {any} */ item) => html`<tr key=${item.property}>
              <th scope="row">${nameOfItem(item)} ${item.is_retired && html`<span class="chip">${t("retired")}</span>`}</th>
              <td>${item.filled == null ? "–" : html`<span class="coverage"><${Bar} value=${item.filled} label=${t("filled_share")} /><span class="num">${percent(item.filled)}</span></span>`}</td>
              <td>${item.gain == null ? html`<span class="muted">${t("nothing_to_compare")}</span>` : html`<span class="coverage"><${Bar} value=${item.gain / most} label=${t("tells_won_from_lost")} /><span class="num">${t("n_bits", { n: number(item.gain, { maximumFractionDigits: 3 }) })}</span></span>`}</td>
              <td>${item.telling && html`${item.telling.value} <span class="muted">${t("won_to_lost", { won: number(item.telling.won), lost: number(item.telling.lost) })}</span> ${item.separates && html`<span class="chip same">${t("separates")}</span>`}`}</td>
              <td class="num">${item.age_days == null ? "–" : number(item.age_days, { maximumFractionDigits: 0 })}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`}
  </section>`;
}
