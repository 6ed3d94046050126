// @ts-check
/** Typing in a company, a site or a person: checked by the rules, likely duplicates shown before it is saved. */
import { cx, html, useState } from "../lib/html.js";
import { get, problemText, send } from "../lib/api.js";
import { ApiError } from "../lib/http.js";
import { useAnswer } from "../lib/hooks.js";
import { codes, number, percent, propertyWord, t, word } from "../lib/i18n.js";
import { announce } from "../lib/live.js";
import { address, amend } from "../lib/route.js";
import { Loading, Problem } from "../parts/notices.js";
import { SearchBox } from "../parts/search.js";
import { Shape } from "../parts/shape.js";

/** @type {Record<string, {plural: string, link?: string, within: string[], more: string[]}>} what else is asked */
const FORMS = {
  Company: { plural: "companies", within: [], more: ["name_latin", "employees"] },
  Site: { plural: "sites", link: "company", within: ["Company"], more: ["phones"] },
  Contact: { plural: "contacts", link: "unit", within: ["Department", "Site", "Company"], more: ["name_latin"] },
};
const TEXTS = new Set(["emails", "phones", "aliases"]);
/** @type {Record<string, string>} */
const CODES = { function: "site_function" };

/** @param {{route: import("../lib/route.js").Route}} props */
export function RegisterRoom({ route }) {
  const wanted = route.params.get("label") ?? "";
  const label = FORMS[wanted] ? wanted : "Company";
  const { data, problem } = useAnswer((signal) => get("/registration/rules", { label }, { signal }), [label]);
  return html`
    <div class="card-head">
      <div><h1>${t("room_register")}</h1><p class="muted">${t("register_lead")}</p></div>
      <label class="inline"
        >${t("kind")}
        <select value=${label} onChange=${(/** @type {any} */ event) => amend({ label: event.currentTarget.value })}>
          ${Object.keys(FORMS).map((one) => html`<option value=${one} selected=${one === label}>${word("label", one)}</option>`)}
        </select></label
      >
    </div>
    ${problem && html`<${Problem} text=${problem} />`}
    ${!data && !problem && html`<${Loading} />`}
    ${data && html`<${Form} key=${label} label=${label} rules=${data} />`}
  `;
}

/** @param {{label: string, rules: {required: string[], advised: string[]}}} props */
function Form({ label, rules }) {
  const form = FORMS[label];
  const [given, setGiven] = useState(/** @type {Record<string, string>} */ ({}));
  const [place, setPlace] = useState(/** @type {any} */ (null));
  const [found, setFound] = useState(/** @type {any} */ (null));
  const [failed, setFailed] = useState("");
  const [faults, setFaults] = useState(/** @type {Record<string, string>} */ ({}));
  const names = [...new Set([...rules.required, ...rules.advised, ...form.more])].filter((name) => name !== form.link);
  const rank = (/** @type {string} */ name) =>
    rules.required.includes(name) ? t("register_needed") : rules.advised.includes(name) ? t("register_advised") : "";
  const save = (/** @type {boolean} */ isSure) => {
    const properties = Object.fromEntries(Object.entries(given).filter(([, value]) => value.trim()));
    const link = form.link && place ? { [form.link]: place.id } : {};
    return send("POST", `/${form.plural}`, { properties, ...link, accept_duplicates: isSure }).then(
      (answer) => {
        setFound(answer);
        setFailed("");
        setFaults({});
        if (answer.saved) {
          setGiven({});
          announce(t("saved"));
        } else announce(t("register_duplicates", { n: number(answer.duplicates.length) }));
      },
      (error) => {
        const told = error instanceof ApiError ? (error.problem?.errors ?? []) : [];
        setFound(null);
        setFailed(told.length ? t("register_not_kept") : problemText(error));
        setFaults(Object.fromEntries(told.map((/** @type {any} */ one) => [one.field, one.message])));
      },
    );
  };
  return html`<section class="card">
    ${failed && html`<${Problem} text=${failed} />`}
    ${found?.saved && html`<p class="notice" role="status">${t("saved")} <a href=${address("/explore", { id: found.id })}>${t("register_show")}</a></p>`}
    <form
      class="form"
      onSubmit=${(/** @type {Event} */ event) => {
        event.preventDefault();
        save(false);
      }}
    >
      ${form.link &&
      html`<div class="picker">
        <span>${t(label === "Site" ? "register_company" : "register_unit")} <span class="muted">${rank(form.link)}</span></span>
        ${place
          ? html`<span class="plain-row"><${Shape} label=${place.label} /> ${place.name} <button type="button" onClick=${() => setPlace(null)}>${t("register_change")}</button></span>`
          : html`<${SearchBox} id="register-search" hotkey=${false} labels=${form.within} label=${t(label === "Site" ? "register_company" : "register_unit")} onPick=${setPlace} />`}
        ${faults[form.link] && html`<span class="fault">${faults[form.link]}</span>`}
      </div>`}
      ${names.map(
        (name) => html`<label key=${name} class=${cx(faults[name] && "faulty")}
          ><span>${propertyWord(name)} <span class="muted">${rank(name)}</span></span>
          <${Input} name=${name} value=${given[name] ?? ""} onValue=${(/** @type {string} */ value) => setGiven({ ...given, [name]: value })} />
          ${faults[name] && html`<span class="fault">${faults[name]}</span>`}
        </label>`,
      )}
      <button type="submit" class="primary">${t("register_save")}</button>
    </form>
    ${found && !found.saved && found.duplicates.length > 0 && html`<${Duplicates} found=${found.duplicates} onSure=${() => save(true)} />`}
  </section>`;
}

/** @param {{name: string, value: string, onValue: (value: string) => void}} props */
function Input({ name, value, onValue }) {
  const set = (/** @type {any} */ event) => onValue(event.currentTarget.value);
  if (CODES[name]) {
    return html`<select name=${name} value=${value} onChange=${set}>
      <option value="">–</option>
      ${codes(CODES[name]).map((code) => html`<option value=${code} selected=${code === value}>${word(CODES[name], code)}</option>`)}
    </select>`;
  }
  return html`<input name=${name} value=${value} maxlength="400" placeholder=${TEXTS.has(name) ? t("register_several") : ""} onInput=${set} />`;
}

/** Records that may be the same. @param {{found: any[], onSure: () => void}} props */
function Duplicates({ found, onSure }) {
  return html`<section aria-labelledby="register-duplicates">
    <h2 id="register-duplicates">${t("register_duplicates", { n: number(found.length) })}</h2>
    <ul class="changes">
      ${found.map((one) => html`<li key=${one.id} class="plain-row"><a href=${address("/explore", { id: one.id })}>${one.name}</a> <span class="muted">${t("chance_of_one")} ${percent(one.score)}</span></li>`)}
    </ul>
    <button type="button" onClick=${onSure}>${t("register_sure")}</button>
  </section>`;
}
