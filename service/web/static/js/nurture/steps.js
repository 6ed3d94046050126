// @ts-check
/** The steps of a trigger or playbook, to change, add and take away. */
import { html, useState } from "../lib/html.js";
import { t } from "../lib/i18n.js";

const CHANNELS = { mail: "nurture_mail", phone: "nurture_phone", visit: "nurture_visit", seminar: "nurture_seminar", letter: "nurture_letter", desk: "nurture_desk" };
const DOERS = { task: "nurture_task_by", webhook: "nurture_webhook_by" };

/** @param {{steps: any[]}} props  changed in place: what is typed is not taken from under the person's hands */
export function Steps({ steps }) {
  const [, setTurn] = useState(0);
  const again = () => setTurn((old) => old + 1);
  const remove = (/** @type {any} */ one) => {
    steps.splice(steps.indexOf(one), 1);
    again();
  };
  const add = () => {
    const last = steps[steps.length - 1];
    steps.push({ key: Math.random(), after_days: last ? last.after_days + 7 : 0, channel: "phone", message: "", text: "", by: "task" });
    again();
  };
  const set = (/** @type {any} */ one, /** @type {string} */ name) => (/** @type {any} */ event) => {
    const value = event.currentTarget.value;
    one[name] = name === "after_days" ? Number(value) : value;
  };
  for (const one of steps) one.key ??= Math.random();
  return html`<ol class="nurture-steps">${steps.map((one, place) => html`<li key=${one.key}><div class="nurture-step" role="group" aria-label=${t("nurture_step", { n: place + 1 })}>
      <label><span>${t("nurture_days_after")}</span><input type="number" min="0" max="730" required defaultValue=${one.after_days} onInput=${set(one, "after_days")} /></label>
      <label><span>${t("nurture_channel")}</span><select onChange=${set(one, "channel")}>${Object.entries(CHANNELS).map(([code, text]) => html`<option value=${code} selected=${code === one.channel}>${t(text)}</option>`)}</select></label>
      <label class="nurture-wide"><span>${t("nurture_message")}</span><input maxlength="200" required defaultValue=${one.text} onInput=${set(one, "message")} /></label>
      <label><span>${t("nurture_doer")}</span><select onChange=${set(one, "by")}>${Object.entries(DOERS).map(([code, text]) => html`<option value=${code} selected=${code === one.by}>${t(text)}</option>`)}</select></label>
      ${steps.length > 1 && html`<button type="button" onClick=${() => remove(one)} aria-label=${`${t("nurture_remove")} ${place + 1}`}>×</button>`}
    </div></li>`)}</ol>
    <button type="button" onClick=${add}>${t("nurture_add")}</button>`;
}
