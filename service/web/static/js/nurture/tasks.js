// @ts-check
/** The tasks: what is due first, whose, and the last change to take back. */
import { html, useState } from "../lib/html.js";
import { get, problemText, send } from "../lib/api.js";
import { useAnswer } from "../lib/hooks.js";
import { language, number, t, word } from "../lib/i18n.js";
import { announce } from "../lib/live.js";
import { address, amend } from "../lib/route.js";
import { Members, useWho } from "../expansion/members.js";
import { Loading, Problem } from "../parts/notices.js";
import { Task } from "./task.js";

const STATES = ["open", "snoozed", "done"];

/** @param {{route: import("../lib/route.js").Route}} props */
export function Tasks({ route }) {
  const { params } = route;
  const [who, setWho] = useWho();
  const [turn, setTurn] = useState(0);
  const [last, setLast] = useState(/** @type {any} */ (null));
  const [fault, setFault] = useState("");
  const mine = params.get("mine") === "yes" && who;
  const state = params.get("state") || "open";
  const wanted = { state: state === "all" ? "" : state, member: mine ? who : "" };
  const { data, problem, loading } = useAnswer((signal) => get("/nurture/tasks", wanted, { signal }), [state, mine, turn]);
  const changed = (/** @type {any} */ done) => {
    setLast(done);
    setTurn((old) => old + 1);
  };
  const undo = async () => {
    setFault("");
    try {
      await send("POST", `/nurture/tasks/${encodeURIComponent(last.id)}/undo`, {});
      announce(t("nurture_undone"));
      changed(null);
    } catch (error) {
      setFault(problemText(error));
    }
  };
  const isEmpty = data && Object.values(data.counts).every((/** @type {any} */ one) => !one);
  return html`<section aria-busy=${loading} aria-label=${t("nurture_tasks")}>
    ${last && html`<p class="notice nurture-last" role="status">${t("nurture_changed", { name: last.name, what: t(last.what) })} <button type="button" onClick=${undo}>↶ ${t("nurture_undo")}</button></p>`}
    ${(problem || fault) && html`<${Problem} text=${problem || fault} />`}
    ${!data && loading && html`<${Loading} />`}
    ${isEmpty && html`<${First} />`}
    ${data && !isEmpty && html`<div class="work-filters" role="group" aria-label=${t("work_filters")}>
      ${[...STATES, "all"].map((one) => html`<button type="button" aria-pressed=${state === one} onClick=${() => amend({ state: one })}>${one === "all" ? t("work_all") : `${word("work_state", one)} ${number(data.counts[one] ?? 0)}`}</button>`)}
      <${Members} label=${t("work_i_am")} value=${who} onChange=${setWho} empty=${t("work_not_said")} />
      <label class="check"><input type="checkbox" checked=${mine} disabled=${!who} onChange=${(/** @type {any} */ event) => amend({ mine: event.currentTarget.checked ? "yes" : "" })} /> <span>${t("work_mine")}</span></label>
      ${["csv", "xlsx"].map((format) => html`<a class="button" href=${address("/api/v1/nurture/tasks", { ...wanted, format, lang: language() })} download>${format === "csv" ? "CSV" : "Excel"}</a>`)}
    </div>
    ${!data.items.length && html`<p class="notice">${t("nurture_none_here")}</p>`}
    <ul class="work-list">${data.items.map((/** @type {any} */ one) => html`<${Task} key=${one.id} task=${one} who=${who} onChanged=${changed} />`)}</ul>`}
  </section>`;
}

/** What to do the first time. */
function First() {
  return html`<div class="notice"><p><b>${t("nurture_first")}</b></p><ol>
    <li>${t("nurture_first_rules")} <a class="button" href=${address("/nurture", { show: "rules" })}>${t("nurture_rules")}</a></li>
    <li>${t("nurture_first_lists")} <a class="button" href=${address("/nurture", { show: "lists" })}>${t("nurture_lists")}</a></li>
    <li>${t("nurture_first_tasks")}</li>
  </ol></div>`;
}
