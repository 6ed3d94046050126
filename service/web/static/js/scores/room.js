// @ts-check
/** Who is warm: a list, what a score is made of, a person's word beside it, and the rules to try and change. */
import { html, useState } from "../lib/html.js";
import { get, labelOf } from "../lib/api.js";
import { useAnswer } from "../lib/hooks.js";
import { day, language, number, t } from "../lib/i18n.js";
import { address, amend } from "../lib/route.js";
import { Members, useWho } from "../expansion/members.js";
import { Loading, Problem } from "../parts/notices.js";
import { Shape } from "../parts/shape.js";
import { Made } from "./made.js";
import { Rules } from "./rules.js";

const MOST = 50;

/** @param {{route: import("../lib/route.js").Route}} props */
export function Scores({ route }) {
  const [who, setWho] = useWho();
  const [turn, setTurn] = useState(0);
  const given = route.params.get("id") ?? "";
  const label = route.params.get("label") ?? (labelOf(given) === "Company" ? "Company" : "Contact");
  const hot = route.params.get("hot") === "yes";
  const mine = route.params.get("mine") === "yes" && who;
  const isRules = route.params.get("show") === "rules";
  const { data, problem, loading } = useAnswer(
    (signal) => get("/scores", { label, hot: hot ? "true" : "", owner: mine ? who : "", limit: MOST }, { signal }),
    [label, hot, mine, turn],
  );
  const again = () => setTurn((old) => old + 1);
  const chosen = given || data?.items[0]?.id;
  return html`<main id="main" class="data scores" tabindex="-1" aria-busy=${loading}>
    <div class="answer-head">
      <div><h1>${t("scores_room")}</h1><p class="muted">${t("scores_lead")}</p></div>
      <div class="controls">
        ${["xlsx", "csv"].map((format) => html`<a class="button" href=${address("/api/v1/scores/movers", { format, lang: language() })} download>${t("scores_to_call", { format: format.toUpperCase() })}</a>`)}
        <button type="button" aria-pressed=${isRules} onClick=${() => amend({ show: isRules ? "" : "rules" }, { replace: false })}>${t("scores_rules")}</button>
      </div>
    </div>
    ${isRules && html`<${Rules} onChanged=${again} />`}
    <div class="work-filters" role="group" aria-label=${t("work_filters")}>
      ${["Contact", "Company"].map((one) => html`<button type="button" aria-pressed=${label === one} onClick=${() => amend({ label: one, id: "" })}>${t(one === "Contact" ? "scores_people" : "scores_companies")}</button>`)}
      <label class="check"><input type="checkbox" checked=${hot} onChange=${(/** @type {any} */ event) => amend({ hot: event.currentTarget.checked ? "yes" : "" })} /> <span>${t("scores_hot_only")}</span></label>
      <${Members} label=${t("work_i_am")} value=${who} onChange=${setWho} empty=${t("work_not_said")} />
      <label class="check"><input type="checkbox" checked=${mine} disabled=${!who} onChange=${(/** @type {any} */ event) => amend({ mine: event.currentTarget.checked ? "yes" : "" })} /> <span>${t("scores_mine")}</span></label>
    </div>
    ${problem && html`<${Problem} text=${problem} />`}
    ${!data && loading && html`<${Loading} />`}
    ${data && !data.items.length && html`<div class="notice"><p>${t("scores_none")}</p><p><a class="button" href=${address("/import")}>${t("room_import")}</a></p></div>`}
    ${data && html`<div class="scores-both">
      ${data.items.length > 0 && html`<section class="card" aria-labelledby="scores-list">
        <h2 id="scores-list">${t("scores_list", { hot: number(data.hot) })}</h2>
        <ol class="scores-list">${data.items.map((/** @type {any} */ one) => html`<${Row} key=${one.id} one=${one} most=${Math.max(data.hot, data.items[0].score)} isChosen=${one.id === chosen} />`)}</ol>
        ${data.refreshed_at && html`<p class="muted">${t("scores_as_of", { day: day(data.refreshed_at) })}</p>`}
      </section>`}
      ${chosen && html`<${Made} key=${chosen} id=${chosen} onChanged=${again} />`}
    </div>`}
  </main>`;
}

/** @param {{one: any, most: number, isChosen: boolean}} props */
function Row({ one, most, isChosen }) {
  return html`<li class=${isChosen ? "is-chosen" : ""}>
    <button type="button" class="link" aria-current=${isChosen} onClick=${() => amend({ id: one.id }, { replace: false })}><${Shape} label=${one.label} size=${12} />${one.name}</button>
    <span class="muted">${[one.label === "Contact" && one.account, one.owner && t("scores_owner", { name: one.owner })].filter(Boolean).join(" · ")}</span>
    <span class="scores-bar" aria-hidden="true"><i class=${one.is_hot ? "is-hot" : ""} style=${{ width: `${(100 * Math.max(0, one.score)) / most}%` }}></i></span>
    <b class="num">${number(Math.round(one.score))}${one.is_hot ? html`<span class="scores-hot">${t("scores_hot")}</span>` : ""}</b>
    ${one.human_score !== null && html`<span class="muted">${t("scores_person_says", { n: number(one.human_score) })}</span>`}
  </li>`;
}
