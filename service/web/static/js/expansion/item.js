// @ts-check
/** One target on the list: where, whom to call, which story; and what can be done with it. */
import { html, useState } from "../lib/html.js";
import { get, problemText, send } from "../lib/api.js";
import { useAnswer } from "../lib/hooks.js";
import { codes, day, nameOf, t, word } from "../lib/i18n.js";
import { announce } from "../lib/live.js";
import { address } from "../lib/route.js";
import { Members } from "./members.js";

const NEEDS_REASON = ["not_interested", "wrong"];

/** @param {{item: any, who: string, open: boolean, onChanged: () => void}} props */
export function Item({ item, who, open, onChanged }) {
  const [doing, setDoing] = useState(open ? "history" : "");
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const link = (/** @type {any} */ node) => html`<a href=${address("/explore", { id: node.id })}>${nameOf(node)}</a>`;
  const act = async (/** @type {string} */ what, /** @type {any} */ body) => {
    setBusy(true);
    setProblem("");
    try {
      await send("POST", `/expansion-items/${encodeURIComponent(item.id)}/${what}`, body);
      setDoing("");
      announce(t("work_changed", { name: nameOf(item.target) }));
      onChanged();
    } catch (error) {
      setProblem(problemText(error));
    }
    setBusy(false);
  };
  const toggle = (/** @type {string} */ what) => () => setDoing(doing === what ? "" : what);
  const button = (/** @type {string} */ what) =>
    html`<button type="button" disabled=${busy} aria-expanded=${doing === what} onClick=${toggle(what)}>${t(`work_do_${what}`)}</button>`;
  return html`<li class="card work-item" data-id=${item.id}>
    <div class="work-head">
      <h2>${link(item.target)} ${item.target.company && html`<span class="muted">${link(item.target.company)}</span>`}</h2>
      <span class=${`chip work-${item.state}`}>${word("work_state", item.state)}</span>
      ${item.is_due && html`<span class="chip flag">${t("work_due")}</span>`}
      ${item.kind && html`<span class="chip kind">${word("expansion_kind", item.kind)}</span>`}
      ${item.outcome && html`<span class="chip">${word("expansion_outcome", item.outcome)}</span>`}
    </div>
    <dl class="pairs inline-pairs">
      <dt>${t("whom_to_see")}</dt>
      <dd data-field="contact"><${Whom} item=${item} /></dd>
      <dt>${t("story_to_tell")}</dt><dd>${link(item.deal)}</dd>
      <dt>${t("work_who")}</dt><dd data-field="member">${item.member ? nameOf(item.member) : t("work_nobody")}</dd>
      ${item.until && html`<dt>${t("work_until")}</dt><dd>${day(item.until)}</dd>`}
      ${item.reason && html`<dt>${t("work_reason")}</dt><dd>${item.reason}</dd>`}
    </dl>
    <div class="work-actions" role="group" aria-label=${t("work_actions", { name: nameOf(item.target) })}>
      ${item.state !== "done" && html`${button("assign")}${button("snooze")}${button("finish")}`}
      ${(item.state !== "open" || item.is_due) && html`<button type="button" disabled=${busy} onClick=${() => act("reopen", {})}>${t("work_do_reopen")}</button>`}
      <button type="button" disabled=${busy} onClick=${() => act("undo", {})}>↶ ${t("undo_edit")}</button>
      ${button("history")}
    </div>
    ${doing === "assign" && html`<${Assign} item=${item} who=${who} busy=${busy} act=${act} />`}
    ${doing === "snooze" && html`<${Snooze} busy=${busy} act=${act} />`}
    ${doing === "finish" && html`<${Finish} busy=${busy} act=${act} />`}
    ${doing === "history" && html`<${History} id=${item.id} number=${item.number} />`}
    ${problem && html`<p class="problem" role="alert">${problem}</p>`}
  </li>`;
}

/** @param {{item: any}} props */
function Whom({ item }) {
  const { contact } = item;
  if (!contact) return html`${item.role ? t("role_to_find", { role: word("role", item.role) }) : html`<span class="muted">${t("unknown")}</span>`}`;
  if (contact.is_opted_out) return html`${nameOf(contact)} <span class="chip flag">${t("work_no_calls")}</span>`;
  return html`<a href=${address("/explore", { id: contact.id })}>${nameOf(contact)}</a> <span class="muted">${contact.title ?? ""}</span>
    ${contact.phones.map((/** @type {string} */ one) => html` <a href=${`tel:${one.replace(/[^+\d]/g, "")}`}>${one}</a>`)}
    ${contact.emails.map((/** @type {string} */ one) => html` <a href=${`mailto:${one}`}>${one}</a>`)}`;
}

/** @param {{item: any, who: string, busy: boolean, act: Function}} props */
function Assign({ item, who, busy, act }) {
  const [member, setMember] = useState(item.member?.id ?? who);
  const [note, setNote] = useState("");
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    act("assign", { member: member || null, ...(note && { note }) });
  };
  return html`<form class="work-form" onSubmit=${submit}>
    <${Members} label=${t("work_for")} value=${member} onChange=${setMember} />
    <label><span>${t("work_note")}</span><input name="note" maxlength="1000" value=${note} onInput=${(/** @type {any} */ event) => setNote(event.currentTarget.value)} /></label>
    <button type="submit" class="primary" disabled=${busy}>${t("work_hand_over")}</button>
  </form>`;
}

function tomorrow() {
  const next = new Date(Date.now() + 86_400_000);
  return new Date(next.getTime() - next.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/** @param {{busy: boolean, act: Function}} props */
function Snooze({ busy, act }) {
  const [until, setUntil] = useState("");
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    act("snooze", { until });
  };
  return html`<form class="work-form" onSubmit=${submit}>
    <label><span>${t("work_until")}</span><input type="date" name="until" required min=${tomorrow()} value=${until} onInput=${(/** @type {any} */ event) => setUntil(event.currentTarget.value)} /></label>
    <button type="submit" class="primary" disabled=${busy}>${t("work_put_off")}</button>
    <p class="muted">${t("work_snooze_hint")}</p>
  </form>`;
}

/** @param {{busy: boolean, act: Function}} props */
function Finish({ busy, act }) {
  const [outcome, setOutcome] = useState("won");
  const [reason, setReason] = useState("");
  const [again, setAgain] = useState("");
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    act("done", { outcome, ...(reason && { reason }), ...(again && { again_on: again }) });
  };
  return html`<form class="work-form" onSubmit=${submit}>
    <label><span>${t("work_outcome")}</span>
      <select name="outcome" value=${outcome} onChange=${(/** @type {any} */ event) => setOutcome(event.currentTarget.value)}>
        ${codes("expansion_outcome").map((one) => html`<option value=${one} selected=${one === outcome}>${word("expansion_outcome", one)}</option>`)}
      </select></label>
    <label><span>${t("work_reason")}</span><input name="reason" maxlength="1000" required=${NEEDS_REASON.includes(outcome)} value=${reason} onInput=${(/** @type {any} */ event) => setReason(event.currentTarget.value)} /></label>
    <label><span>${t("work_again_on")}</span><input type="date" name="again_on" min=${tomorrow()} value=${again} onInput=${(/** @type {any} */ event) => setAgain(event.currentTarget.value)} /></label>
    <button type="submit" class="primary" disabled=${busy}>${t("work_set_done")}</button>
    <p class="muted">${t("work_done_hint")}</p>
  </form>`;
}

/** @param {{id: string, number: number}} props */
function History({ id, number }) {
  const { data } = useAnswer((signal) => get(`/expansion-items/${encodeURIComponent(id)}`, {}, { signal }), [id, number]);
  if (!data) return null;
  return html`<ol class="marks work-history">
    ${data.history.map(
      (/** @type {any} */ one) => html`<li class=${one.is_undone ? "muted" : ""}>
        <time datetime=${one.at}>${day(one.at)}</time> ${t(`work_what_${one.what}`)}${one.is_undone ? ` (${t("work_taken_back")})` : ""}
        ${["",one.by, one.what === "assigned" && (one.member ? nameOf(one.member) : t("work_nobody")), one.what === "done" && word("expansion_outcome", one.outcome), one.note, one.what !== "assigned" && one.reason].filter((text) => text === "" || text).join(" · ")}
      </li>`,
    )}
  </ol>`;
}
