// @ts-check
/** A task made by hand for somebody, which can be taken back. */
import { html, useState } from "../lib/html.js";
import { problemText, send } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { announce } from "../lib/live.js";
import { address } from "../lib/route.js";

/** @param {{person: any}} props */
export function MakeTask({ person }) {
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState("");
  const [problem, setProblem] = useState("");
  const work = async (/** @type {string} */ path, /** @type {any} */ body, /** @type {string} */ said) => {
    setProblem("");
    try {
      const found = await send("POST", path, body);
      setMade(found.id ?? "");
      setOpen(false);
      announce(t(said));
    } catch (error) {
      setProblem(problemText(error));
    }
  };
  const submit = (/** @type {any} */ event) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const due = form.get("due_on");
    work("/nurture/tasks", { contact: person.contact_id, message: String(form.get("message")), ...(due && { due_on: due }) }, "nurture_task_made");
  };
  if (made) return html`<p class="nurture-last">${t("nurture_task_made")} <a href=${address("/nurture")}>${t("nurture_tasks")}</a> <button type="button" onClick=${() => work(`/nurture/tasks/${encodeURIComponent(made)}/undo`, {}, "nurture_undone")}>↶ ${t("nurture_undo")}</button></p>`;
  return html`<div class="nurture-make">
    <button type="button" class="link" aria-expanded=${open} onClick=${() => setOpen(!open)} aria-label=${`${t("nurture_make")}: ${person.name}`}>${t("nurture_make")}</button>
    ${open && html`<form class="work-form" onSubmit=${submit}>
      <label><span>${t("nurture_message")}</span><input name="message" maxlength="200" required /></label>
      <label><span>${t("nurture_due")}</span><input type="date" name="due_on" /></label>
      <button type="submit" class="primary">${t("nurture_make")}</button>
    </form>`}
    ${problem && html`<p class="problem" role="alert">${problem}</p>`}
  </div>`;
}
