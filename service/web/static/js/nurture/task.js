// @ts-check
/** One task: whom to reach, why, what comes next; done, put off, handed over. */
import { html, useState } from "../lib/html.js";
import { get, problemText, send } from "../lib/api.js";
import { useAnswer } from "../lib/hooks.js";
import { day, t, word } from "../lib/i18n.js";
import { announce } from "../lib/live.js";
import { Members } from "../expansion/members.js";
import { Evidence } from "../parts/evidence.js";
import { Reach } from "./reach.js";

const DONE = { done: "nurture_is_done", snooze: "nurture_is_put_off", assign: "nurture_is_handed_over" };

/** @param {{task: any, who: string, onChanged: (last: any) => void}} props */
export function Task({ task, who, onChanged }) {
  const [doing, setDoing] = useState("");
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const post = async (/** @type {string} */ path, /** @type {any} */ body, /** @type {any} */ last) => {
    setBusy(true);
    setProblem("");
    try {
      await send("POST", path, body);
      setDoing("");
      announce(t("work_changed", { name: task.name }));
      onChanged(last);
    } catch (error) {
      setProblem(problemText(error));
    }
    setBusy(false);
  };
  const act = (/** @type {keyof typeof DONE} */ what, /** @type {any} */ body) =>
    post(`/nurture/tasks/${encodeURIComponent(task.id)}/${what}`, body, { id: task.id, name: task.name, what: DONE[what] });
  const course = (/** @type {string} */ what) => post(`/nurture/courses/${encodeURIComponent(task.course.id)}/${what}`, {}, null);
  const toggle = (/** @type {string} */ what) => () => setDoing(doing === what ? "" : what);
  const submit = (/** @type {any} */ event) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    if (doing === "assign") act("assign", { member: form.get("member") || null });
    else if (doing === "snooze") act("snooze", { until: form.get("until"), ...(form.get("note") && { note: form.get("note") }) });
    else act("done", form.get("note") ? { note: form.get("note") } : {});
  };
  const button = (/** @type {string} */ what) => html`<button type="button" disabled=${busy} aria-expanded=${doing === what} onClick=${toggle(what)}>${t(`work_do_${what}`)}</button>`;
  return html`<li class="card work-item" data-id=${task.id}>
    <div class="work-head">
      <h2>${task.text}</h2>
      <span class="chip kind">${task.channel_name}</span>
      <span class=${`chip work-${task.state}`}>${word("work_state", task.state)}</span>
      ${task.is_overdue && html`<span class="chip flag">${t("nurture_overdue")}</span>`}
    </div>
    <dl class="pairs inline-pairs">
      <dt>${t("nurture_whom")}</dt><dd data-field="contact"><${Reach} person=${task} /></dd>
      <dt>${t("nurture_due")}</dt><dd>${day(task.due_on)}</dd>
      <dt>${t("work_who")}</dt><dd data-field="member">${task.member ?? t("work_nobody")}</dd>
      <dt>${t("nurture_why")}</dt><dd>${task.why} ${task.kind === "trigger" && html`<${Evidence} ids=${task.evidence_ids} />`}</dd>
      ${task.until && html`<dt>${t("work_until")}</dt><dd>${day(task.until)}</dd>`}
      ${task.note && html`<dt>${t("nurture_note")}</dt><dd>${task.note}</dd>`}
      ${task.course && html`<dt>${t("nurture_next")}</dt><dd>${task.course.next_on ? html`${day(task.course.next_on)} ${task.course.next_text} <button type="button" class="link" disabled=${busy} onClick=${() => course("stop")}>${t("nurture_stop")}</button>` : html`<span class="muted">${task.course.ended}</span> ${task.course.ended_why === "by_hand" && html`<button type="button" class="link" disabled=${busy} onClick=${() => course("resume")}>${t("work_do_reopen")}</button>`}`}</dd>`}
    </dl>
    <div class="work-actions" role="group" aria-label=${t("work_actions", { name: `${task.name} ${task.text}` })}>
      ${task.state !== "done" && html`${button("finish")}${button("snooze")}${button("assign")}`}
      ${task.state !== "open" && html`<button type="button" disabled=${busy} onClick=${() => post(`/nurture/tasks/${encodeURIComponent(task.id)}/undo`, {}, null)}>↶ ${t("nurture_undo")}</button>`}
      ${button("history")}
    </div>
    ${["finish", "snooze", "assign"].includes(doing) && html`<form class="work-form" onSubmit=${submit}>
      ${doing === "assign" && html`<${Assignee} given=${task.member_id ?? who} />`}
      ${doing === "snooze" && html`<label><span>${t("work_until")}</span><input type="date" name="until" required /></label>`}
      ${doing !== "assign" && html`<label><span>${t(doing === "finish" ? "nurture_came" : "nurture_note")}</span><input name="note" maxlength="1000" /></label>`}
      <button type="submit" class="primary" disabled=${busy}>${t({ assign: "work_hand_over", snooze: "work_put_off", finish: "work_set_done" }[doing] ?? "")}</button>
    </form>`}
    ${doing === "history" && html`<${History} id=${task.id} number=${task.number} />`}
    ${problem && html`<p class="problem" role="alert">${problem}</p>`}
  </li>`;
}

/** @param {{given: string}} props */
function Assignee({ given }) {
  const [member, setMember] = useState(given);
  return html`<${Members} label=${t("work_for")} value=${member} onChange=${setMember} />`;
}

/** @param {{id: string, number: number}} props */
function History({ id, number }) {
  const { data } = useAnswer((signal) => get(`/nurture/tasks/${encodeURIComponent(id)}`, {}, { signal }), [id, number]);
  if (!data) return null;
  return html`<ol class="marks work-history">${data.history.map((/** @type {any} */ one) => html`<li key=${one.number} class=${one.is_undone ? "muted" : ""}>
    <time datetime=${one.at}>${day(one.at)}</time> ${one.what === "made" ? t("nurture_made") : t(`work_what_${one.what}`)}${one.is_undone ? ` (${t("work_taken_back")})` : ""}
    ${["", one.by, one.what === "assigned" && (one.member ?? t("work_nobody")), one.what === "snoozed" && one.until && day(one.until), one.note].filter((text) => text === "" || text).join(" · ")}
  </li>`)}</ol>`;
}
