// @ts-check
/** Whom to reach of each status, what their playbook says, and starting it. */
import { html, useState } from "../lib/html.js";
import { get, problemText, send } from "../lib/api.js";
import { useAnswer } from "../lib/hooks.js";
import { day, language, number, t } from "../lib/i18n.js";
import { announce } from "../lib/live.js";
import { address, amend } from "../lib/route.js";
import { Loading, Problem } from "../parts/notices.js";
import { MakeTask } from "./make.js";
import { Reach } from "./reach.js";

const MOST = 100;

/** @param {{status: string}} props */
export function Statuses({ status }) {
  const [turn, setTurn] = useState(0);
  const [started, setStarted] = useState(/** @type {any} */ (null));
  const [fault, setFault] = useState("");
  const [busy, setBusy] = useState(false);
  const lists = useAnswer((signal) => get("/nurture/lists", {}, { signal }), []);
  const { data, problem, loading } = useAnswer((signal) => get(`/nurture/lists/${status}`, { limit: MOST }, { signal }), [status, turn]);
  const work = async (/** @type {string} */ path, /** @type {any} */ body, /** @type {(found: any) => void} */ after) => {
    setFault("");
    setBusy(true);
    try {
      after(await send("POST", path, body));
      setTurn((old) => old + 1);
    } catch (error) {
      setFault(problemText(error));
    }
    setBusy(false);
  };
  const start = (/** @type {string[]} */ ids) =>
    work(`/nurture/lists/${status}/start`, ids.length ? { ids } : {}, (found) => {
      setStarted(found);
      announce(t("nurture_started", { n: found.started }));
    });
  const undo = () => work("/nurture/courses/take-back", { ids: started.course_ids }, () => setStarted(null));
  const choose = (/** @type {string} */ one) => {
    setStarted(null);
    amend({ status: one });
  };
  return html`<section aria-busy=${loading || busy} aria-label=${t("nurture_lists")}>
    <div class="work-filters" role="group" aria-label=${t("nurture_lists")}>
      ${(lists.data?.items ?? []).map((/** @type {any} */ one) => html`<button type="button" aria-pressed=${one.status === status} onClick=${() => choose(one.status)}>${one.name} ${number(one.total)}</button>`)}
      ${["csv", "xlsx"].map((format) => html`<a class="button" href=${address(`/api/v1/nurture/lists/${status}`, { format, limit: "5000", lang: language() })} download>${format === "csv" ? "CSV" : "Excel"}</a>`)}
    </div>
    ${(problem || fault) && html`<${Problem} text=${problem || fault} />`}
    ${!data && loading && html`<${Loading} />`}
    ${data && html`<div class="card">
      <h2>${t("nurture_playbook", { name: data.name })}</h2>
      ${data.steps.length ? html`<ol class="nurture-steps">${data.steps.map((/** @type {any} */ one) => html`<li>${t("nurture_after", { n: number(one.after_days) })} <b>${one.text}</b> <span class="muted">${t(one.by === "task" ? "nurture_by_person" : "nurture_by_system")}</span></li>`)}</ol>` : html`<p class="muted">${t("nurture_no_playbook")}</p>`}
      <p class="muted">${data.starts && t(data.starts === "on_change" ? "nurture_by_itself" : "nurture_by_hand")} ${data.opted_out > 0 && t("nurture_opted_out", { n: number(data.opted_out) })}</p>
      ${data.steps.length > 0 && data.items.some((/** @type {any} */ one) => !one.course?.next_on) && !started && html`<button type="button" class="primary" disabled=${busy} onClick=${() => start([])}>${t("nurture_start_all", { n: number(data.total - data.opted_out) })}</button>`}
      ${started && html`<p class="notice nurture-last" role="status">${t("nurture_started", { n: number(started.started) })} ${started.started > 0 && html`<a class="button" href=${address("/nurture")}>${t("nurture_tasks")}</a> <button type="button" disabled=${busy} onClick=${undo}>↶ ${t("nurture_undo")}</button>`}</p>`}
    </div>
    ${!data.items.length && html`<p class="notice">${t("nurture_nobody")}</p>`}
    ${data.total - data.opted_out > data.items.length && data.items.length > 0 && html`<p class="muted">${t("nurture_first_of", { n: number(data.items.length) })}</p>`}
    <ul class="work-list">${data.items.map((/** @type {any} */ one) => html`<li class="card nurture-row" key=${one.contact_id}>
      <div><${Reach} person=${one} /></div>
      <div class="muted">${[one.score === null ? t("nurture_no_score") : t("nurture_score", { n: number(Math.round(one.score)) }), one.since ? t("nurture_since", { day: day(one.since) }) : t("nurture_since_unknown"), one.person ? t("nurture_ours", { name: one.person, why: one.person_why }) : t("work_nobody")].join(" · ")}</div>
      ${one.course
        ? html`<div class="nurture-side">${one.course.next_on ? t("nurture_comes", { day: day(one.course.next_on), text: one.course.next_text }) : one.course.ended}</div>`
        : data.steps.length > 0 && html`<button type="button" class="nurture-side" disabled=${busy} onClick=${() => start([one.contact_id])} aria-label=${`${t("nurture_start")}: ${one.name}`}>${t("nurture_start")}</button>`}
      <${MakeTask} person=${one} />
    </li>`)}</ul>`}
  </section>`;
}
