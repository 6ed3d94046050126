// @ts-check
/** The inbox: notices, the latest first, each with the way to its record, seen one by one or all. */
import { html, useState } from "../lib/html.js";
import { get, problemText, send } from "../lib/api.js";
import { useAnswer } from "../lib/hooks.js";
import { day, nameOf, number, t } from "../lib/i18n.js";
import { announce } from "../lib/live.js";
import { address, amend } from "../lib/route.js";
import { Members, useWho } from "../expansion/members.js";
import { Loading, Problem } from "../parts/notices.js";
import { Shape } from "../parts/shape.js";
import { CHANGED } from "./bell.js";
import { Webhooks } from "./webhooks.js";

const MOST = 200;

/** @param {{route: import("../lib/route.js").Route}} props */
export function Notices({ route }) {
  const [who, setWho] = useWho();
  const mine = route.params.get("mine") === "yes";
  const all = route.params.get("seen") === "yes";
  const owner = mine ? who : "";
  const [turn, setTurn] = useState(0);
  const [fault, setFault] = useState("");
  const { data, problem, loading } = useAnswer(
    (signal) => get("/notices", { owner, unseen: all ? "" : "true", limit: MOST }, { signal }),
    [owner, all, turn],
  );
  const seen = async (/** @type {string[] | null} */ ids) => {
    setFault("");
    try {
      const found = await send("POST", "/notices/seen", { ...(ids ? { ids } : {}), ...(owner ? { owner } : {}) });
      announce(t("notices_marked", { n: number(found.marked) }));
      setTurn((old) => old + 1);
      dispatchEvent(new Event(CHANGED));
    } catch (error) {
      setFault(problemText(error));
    }
  };
  return html`<main id="main" class="data notices-room" tabindex="-1" aria-busy=${loading}>
    <div class="answer-head">
      <div>
        <h1>${t("room_notices")}</h1>
        <p class="muted">${t("notices_lead")}</p>
      </div>
      <div class="controls">
        <a class="button" href=${address("/segments")}>${t("room_segments")}</a>
        <button type="button" disabled=${!data?.unseen} onClick=${() => seen(null)}>${t("notices_all_seen")}</button>
      </div>
    </div>
    <div class="work-filters" role="group" aria-label=${t("work_filters")}>
      <button type="button" aria-pressed=${!all} onClick=${() => amend({ seen: "" })}>${t("notices_unseen")}${data ? ` ${number(data.unseen)}` : ""}</button>
      <button type="button" aria-pressed=${all} onClick=${() => amend({ seen: "yes" })}>${t("all")}</button>
      <${Members} label=${t("work_i_am")} value=${who} onChange=${setWho} empty=${t("work_not_said")} />
      <label class="check"><input type="checkbox" checked=${mine} disabled=${!who} onChange=${(/** @type {any} */ event) => amend({ mine: event.currentTarget.checked ? "yes" : "" })} /> <span>${t("notices_mine")}</span></label>
    </div>
    ${(problem || fault) && html`<${Problem} text=${problem || fault} />`}
    ${!data && loading && html`<${Loading} />`}
    ${data && data.items.length === 0 && html`<div class="notice"><p>${t(all ? "notices_none" : "notices_none_unseen")}</p><p><a class="button" href=${address("/segments")}>${t("room_segments")}</a></p></div>`}
    ${data && data.items.length > 0 && html`<ul class="notices-list">${data.items.map((/** @type {any} */ one) => html`<${Notice} key=${one.id} one=${one} onSeen=${() => seen([one.id])} />`)}</ul>`}
    <${Webhooks} />
  </main>`;
}

/** @param {{one: any, onSeen: () => void}} props */
function Notice({ one, onSeen }) {
  const evidence = one.evidence_ids.filter((/** @type {string} */ id) => id !== one.subject.id).length;
  return html`<li class=${one.seen_at ? "card notices-item" : "card notices-item notices-new"}>
    <${Shape} label=${one.subject.label} />
    <div>
      <a href=${address("/explore", { id: one.subject.id })}>${one.text}</a>
      <p class="muted">
        <time datetime=${one.at}>${day(one.at)}</time>
        ${one.owner && html` · ${t("notices_for", { name: nameOf(one.owner) })}`}
        ${evidence > 0 && html` · ${t("notices_facts", { n: number(evidence) })}`}
        ${one.params.segment_id && html` · <a href=${address("/segments", { segment: one.params.segment_id })}>${t("notices_segment")}</a>`}
      </p>
    </div>
    ${one.seen_at ? html`<span class="muted">${t("notices_seen")}</span>` : html`<button type="button" aria-label=${`${t("notices_mark")}: ${one.text}`} onClick=${onSeen}>${t("notices_mark")}</button>`}
  </li>`;
}
