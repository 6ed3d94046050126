// @ts-check
/** In the inspector: why a status is what it is, and a person's word against it. */
import { html, useState } from "../lib/html.js";
import { getOnce, problemText, send } from "../lib/api.js";
import { useAnswer } from "../lib/hooks.js";
import { day, t, word } from "../lib/i18n.js";
import { announce } from "../lib/live.js";
import { Status } from "../parts/badges.js";
import { Evidence } from "../parts/evidence.js";
import { Problem } from "../parts/notices.js";

const CODES = ["P", "C", "L", "D", "S"];
export const WITH_STATUS = new Set(["Company", "Site", "Contact"]);

/** @param {{id: string, asOf: string, onChange: () => void}} props */
export function StatusCard({ id, asOf, onChange }) {
  const [turn, setTurn] = useState(0);
  const [open, setOpen] = useState(false);
  const { data, problem } = useAnswer(() => getOnce(`/status/${encodeURIComponent(id)}`, { as_of: asOf }), [id, asOf, turn]);
  if (problem) return html`<${Problem} text=${problem} />`;
  if (!data) return null;
  const saved = () => {
    setOpen(false);
    setTurn(turn + 1);
    announce(t("saved"));
    onChange();
  };
  return html`<section class="status-card">
    <h3>${t("status")}</h3>
    <p class="chips">
      ${data.status ? html`<${Status} status=${data.status} />` : html`<span class="chip">${t("status_none")}</span>`}
      <span class="chip">${t("customer_type", { type: t(`customer_${data.customer_type}`) })}</span>
      ${data.decided_by === "override" && html`<span class="chip flag">${t("overridden")}</span>`}
    </p>
    ${data.override && html`<p>${data.override.reason} <span class="muted">${[data.override.by, day(data.override.at)].filter(Boolean).join(" · ")}</span></p>`}
    <ul class="marks">
      ${data.reasons.map((/** @type {any} */ one) => html`<li key=${one.key}>${one.text} <${Evidence} ids=${one.evidence_ids} /></li>`)}
    </ul>
    ${data.history.length > 0 &&
    html`<details>
      <summary>${t("status_history", { n: data.history.length })}</summary>
      <ul class="marks">
        ${data.history.slice(0, 20).map((/** @type {any} */ one) => html`<li>${day(one.at)} ${word("status", one.from) || "–"} → ${word("status", one.to) || "–"} ${one.reason}</li>`)}
      </ul>
    </details>`}
    ${!asOf &&
    html`<p class="actions">
      <button type="button" aria-expanded=${open} onClick=${() => setOpen(!open)}>${t(data.override ? "change_override" : "override_status")}</button>
    </p>`}
    ${open && html`<${Override} id=${id} current=${data} onSaved=${saved} />`}
  </section>`;
}

/** @param {{id: string, current: any, onSaved: () => void}} props */
function Override({ id, current, onSaved }) {
  const [status, setStatus] = useState(current.status ?? "P");
  const [reason, setReason] = useState("");
  const [by, setBy] = useState("");
  const [review, setReview] = useState("");
  const [failed, setFailed] = useState("");
  const path = `/status/${encodeURIComponent(id)}`;
  const done = (/** @type {Promise<any>} */ sent) => sent.then(onSaved, (error) => setFailed(problemText(error)));
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    done(send("PUT", path, { status, reason, ...(by && { by }), ...(review && { review_on: review }) }));
  };
  const value = (/** @type {(text: string) => void} */ set) => (/** @type {any} */ event) => set(event.currentTarget.value);
  return html`<form class="form" onSubmit=${submit}>
    ${failed && html`<${Problem} text=${failed} />`}
    <label>${t("status")}<select value=${status} onChange=${value(setStatus)}>${CODES.map((code) => html`<option value=${code} selected=${code === status}>${code} ${word("status", code)}</option>`)}</select></label>
    <label>${t("override_reason")}<textarea required rows="2" maxlength="1000" value=${reason} onInput=${value(setReason)}></textarea></label>
    <label>${t("said_by")}<input value=${by} maxlength="200" onInput=${value(setBy)} /></label>
    <label>${t("review_on")}<input type="date" value=${review} onInput=${value(setReview)} /></label>
    <button type="submit" class="primary">${t("override_status")}</button>
    ${current.override && html`<button type="button" disabled=${!reason.trim()} onClick=${() => done(send("DELETE", path, undefined, { reason, ...(by && { by }) }))}>${t("withdraw_override")}</button>`}
  </form>`;
}
