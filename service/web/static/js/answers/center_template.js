// @ts-check
/** Which roles a purchase needs: on what that is based, and a form to set it by hand. */
import { problemText, send } from "../lib/api.js";
import { html, useState } from "../lib/html.js";
import { t, word } from "../lib/i18n.js";
import { Problem } from "../parts/notices.js";

const ROLES = ["initiator", "user", "influencer", "specifier", "decider", "approver", "budget_holder", "buyer", "gatekeeper"];

/** @param {{answer: any}} props */
export function Template({ answer }) {
  const { template, required, category } = answer.details;
  const [open, setOpen] = useState(false);
  const [rows, setRows] = useState(() => new Map(required.map((/** @type {any} */ one) => [one.role, one])));
  const [problem, setProblem] = useState("");
  const params = { won: template.won_deals ?? 0, enough: template.enough ?? 0 };
  const size = t(`size_${template.size}`);
  const place = { size: template.size, ...((template.category ?? category) && { category: template.category ?? category }) };

  /** @param {string} role @param {string} field @param {number} value */
  function change(role, field, value) {
    const next = new Map(rows);
    if (field === "threshold" && !value) next.delete(role);
    else next.set(role, { weight: 1, threshold: 1, ...rows.get(role), needed: value, [field]: value });
    setRows(next);
  }

  /** @param {() => Promise<any>} work */
  async function act(work) {
    try {
      await work();
      location.reload();
    } catch (error) {
      setProblem(problemText(error));
    }
  }

  /** @param {Event} event */
  function save(event) {
    event.preventDefault();
    const roles = [...rows].map(([role, one]) => ({ role, threshold: one.needed ?? one.threshold, weight: one.weight }));
    void act(() => send("PUT", "/role-templates", { ...place, roles }));
  }

  return html`<div class="template">
    <p class="muted">${t(`template_${template.basis}`, { ...params, size })}
      <button type="button" class="link" aria-expanded=${open} onClick=${() => setOpen(!open)}>${t("template_edit")}</button>
    </p>
    ${open &&
    html`<form onSubmit=${save}>
      ${ROLES.map((role) => {
        const one = rows.get(role);
        return html`<label class="template-row"><span>${word("role", role)}</span>
          <input type="number" min="0" max="20" step="1" value=${one ? (one.needed ?? one.threshold) : 0}
            onInput=${(/** @type {any} */ event) => change(role, "threshold", Number(event.target.value))} />
        </label>`;
      })}
      <button type="submit">${t("template_save")}</button>
      ${template.basis === "set" &&
      html`<button type="button" class="link" onClick=${() => act(() => send("DELETE", "/role-templates", undefined, place))}>${t("template_forget")}</button>`}
      ${problem && html`<${Problem} text=${problem} />`}
    </form>`}
  </div>`;
}
