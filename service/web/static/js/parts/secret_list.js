// @ts-check
/** What is made with a secret that is shown once, listed and ended. */
import { html, useState } from "../lib/html.js";
import { get, problemText, send } from "../lib/api.js";
import { useAnswer } from "../lib/hooks.js";
import { t } from "../lib/i18n.js";
import { announce } from "../lib/live.js";
import { Loading, Problem } from "./notices.js";

/**
 * @typedef {object} Kind
 * @property {string} prefix of its texts
 * @property {string} path of the API
 * @property {string} field that is typed in and names one
 * @property {string} type of the input
 * @property {number} longest
 * @property {(one: any) => string} state in words
 */

/** @param {Kind} kind */
export function SecretList(kind) {
  const [open, setOpen] = useState(false);
  return html`<details class="card webhooks" onToggle=${(/** @type {any} */ event) => setOpen(event.currentTarget.open)}>
    <summary>${t(`${kind.prefix}_title`)}</summary>
    ${open && html`<${Listed} ...${kind} />`}
  </details>`;
}

/** @param {Kind} kind */
function Listed({ prefix, path, field, type, longest, state }) {
  const [turn, setTurn] = useState(0);
  const [fault, setFault] = useState("");
  const [secret, setSecret] = useState("");
  const { data, problem } = useAnswer((signal) => get(path, {}, { signal }), [turn]);
  const work = async (/** @type {() => Promise<string>} */ todo) => {
    setFault("");
    try {
      announce(await todo());
      setTurn((old) => old + 1);
    } catch (error) {
      setFault(problemText(error));
    }
  };
  const make = (/** @type {any} */ event) => {
    event.preventDefault();
    const form = event.currentTarget;
    work(async () => {
      const made = await send("POST", path, { [field]: String(new FormData(form).get(field)) });
      setSecret(made.secret);
      form.reset();
      return t(`${prefix}_made`);
    });
  };
  const end = (/** @type {string} */ id) =>
    work(async () => {
      await send("DELETE", `${path}/${id}`);
      return t(`${prefix}_ended`);
    });
  return html`<p class="muted">${t(`${prefix}_lead`)}</p>
    ${(problem || fault) && html`<${Problem} text=${problem || fault} />`}
    ${!data && html`<${Loading} />`}
    ${secret && html`<div class="notice" role="status"><p>${t(`${prefix}_secret`)}</p><p><code>${secret}</code></p></div>`}
    ${data && !data.items.length && html`<p>${t(`${prefix}_none`)}</p>`}
    ${data && html`<ul>${data.items.map((/** @type {any} */ one) => html`<li key=${one.id}><span>${one[field]}</span>
      <span class="muted">${state(one)}</span>
      <button type="button" aria-label=${`${t(`${prefix}_end`)}: ${one[field]}`} onClick=${() => end(one.id)}>${t(`${prefix}_end`)}</button></li>`)}</ul>`}
    <form class="bt-form" onSubmit=${make}>
      <label><span>${t(`${prefix}_${field}`)}</span><input name=${field} type=${type} maxlength=${longest} required /></label>
      <button type="submit">${t(`${prefix}_make`)}</button>
    </form>`;
}
