// @ts-check
/** Systems that notices are posted to: listed with how they are, made with a secret shown once, ended. */
import { html, useState } from "../lib/html.js";
import { get, problemText, send } from "../lib/api.js";
import { useAnswer } from "../lib/hooks.js";
import { day, number, t } from "../lib/i18n.js";
import { announce } from "../lib/live.js";
import { Loading, Problem } from "../parts/notices.js";

export function Webhooks() {
  const [open, setOpen] = useState(false);
  return html`<details class="card webhooks" onToggle=${(/** @type {any} */ event) => setOpen(event.currentTarget.open)}>
    <summary>${t("webhooks_title")}</summary>
    ${open && html`<${Listed} />`}
  </details>`;
}

function Listed() {
  const [turn, setTurn] = useState(0);
  const [fault, setFault] = useState("");
  const [secret, setSecret] = useState("");
  const { data, problem } = useAnswer((signal) => get("/webhooks", {}, { signal }), [turn]);
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
      const made = await send("POST", "/webhooks", { url: String(new FormData(form).get("url")) });
      setSecret(made.secret);
      form.reset();
      return t("webhooks_made");
    });
  };
  const end = (/** @type {string} */ id) =>
    work(async () => {
      await send("DELETE", `/webhooks/${id}`);
      return t("webhooks_ended");
    });
  return html`<p class="muted">${t("webhooks_lead")}</p>
    ${(problem || fault) && html`<${Problem} text=${problem || fault} />`}
    ${!data && html`<${Loading} />`}
    ${secret && html`<div class="notice" role="status"><p>${t("webhooks_secret")}</p><p><code>${secret}</code></p></div>`}
    ${data && !data.items.length && html`<p>${t("webhooks_none")}</p>`}
    ${data && html`<ul>${data.items.map((/** @type {any} */ one) => html`<li key=${one.id}><span>${one.url}</span>
      <span class="muted">${[t("webhooks_posted", { n: number(one.posted) }), one.posted_at && day(one.posted_at), one.ended_at ? t("webhooks_gone") : one.last_fault && t("webhooks_fault", { fault: one.last_fault, day: day(one.next_at) })].filter(Boolean).join(" · ")}</span>
      <button type="button" aria-label=${`${t("webhooks_end")}: ${one.url}`} onClick=${() => end(one.id)}>${t("webhooks_end")}</button></li>`)}</ul>`}
    <form class="bt-form" onSubmit=${make}>
      <label><span>${t("webhooks_url")}</span><input name="url" type="url" maxlength="500" required /></label>
      <button type="submit">${t("webhooks_make")}</button>
    </form>`;
}
