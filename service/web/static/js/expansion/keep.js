// @ts-check
/** On a target of the ranking: put it on the list for somebody, or see who works on it. */
import { html, useState } from "../lib/html.js";
import { problemText, send } from "../lib/api.js";
import { day, nameOf, t, word } from "../lib/i18n.js";
import { announce } from "../lib/live.js";
import { address } from "../lib/route.js";
import { Members, useWho } from "./members.js";

/** @param {{item: any}} props */
export function KeepTarget({ item }) {
  const d = item.details;
  const [work, setWork] = useState(d.work);
  const [open, setOpen] = useState(false);
  const [member, setMember] = useState(useWho()[0]);
  const [problem, setProblem] = useState("");
  const keep = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setProblem("");
    try {
      const kept = await send("POST", "/expansion-items", { target: item.id, deal: d.reference.deal.id, ...(member && { member }) });
      setWork(kept);
      announce(t("work_kept", { name: nameOf(item) }));
    } catch (error) {
      setProblem(problemText(error));
    }
  };
  const told = Object.entries(d.story_feedback ?? {});
  return html`<div class="work-beside">
    ${told.length > 0 && html`<p class="muted">${t("work_story_fared", { list: told.map(([outcome, n]) => `${word("expansion_outcome", outcome)} ${n}`).join(t("comma")) })}</p>`}
    ${work && work.state !== "done"
      ? html`<p><a class="chip" href=${address("/expansion", { item: work.id })}>${t("work_on_list", { who: work.member ? nameOf(work.member) : t("work_nobody") })}</a></p>`
      : html`${work && html`<p class="muted">${t("work_last_time", { outcome: word("expansion_outcome", work.outcome), day: day(work.at ?? work.changed_at), reason: work.reason ?? "" })}</p>`}
          ${!open && html`<button type="button" onClick=${() => setOpen(true)}>${t("work_keep")}</button>`}
          ${open &&
          html`<form class="work-form" onSubmit=${keep}>
            <${Members} label=${t("work_for")} value=${member} onChange=${setMember} />
            <button type="submit" class="primary">${t("work_put_on_list")}</button>
          </form>`}`}
    ${problem && html`<p class="problem" role="alert">${problem}</p>`}
  </div>`;
}
