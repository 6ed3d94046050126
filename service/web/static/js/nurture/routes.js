// @ts-check
/** Which way the warm go on: to a person with a name, or digitally. */
import { html } from "../lib/html.js";
import { get } from "../lib/api.js";
import { useAnswer } from "../lib/hooks.js";
import { language, number, t } from "../lib/i18n.js";
import { address, amend } from "../lib/route.js";
import { Loading, Problem } from "../parts/notices.js";
import { MakeTask } from "./make.js";
import { Reach } from "./reach.js";

const MOST = 200;
const WAYS = { person: "nurture_way_person", nurture: "nurture_way_nurture" };

/** @param {{way: string}} props */
export function Routes({ way }) {
  const { data, problem, loading } = useAnswer((signal) => get("/nurture/routes", { route: way, limit: MOST }, { signal }), [way]);
  return html`<section aria-busy=${loading} aria-label=${t("nurture_routes")}>
    <div class="work-filters" role="group" aria-label=${t("nurture_routes")}>
      ${Object.entries(WAYS).map(([one, text]) => html`<button type="button" aria-pressed=${one === way} onClick=${() => amend({ way: one })}>${t(text)}</button>`)}
      ${["csv", "xlsx"].map((format) => html`<a class="button" href=${address("/api/v1/nurture/routes", { route: way, format, limit: "5000", lang: language() })} download>${format === "csv" ? "CSV" : "Excel"}</a>`)}
    </div>
    ${problem && html`<${Problem} text=${problem} />`}
    ${!data && loading && html`<${Loading} />`}
    ${data && html`<p class="muted">${t(way === "person" ? "nurture_person_lead" : "nurture_rest_lead", { hot: number(data.hot) })}${data.opted_out > 0 ? ` ${t("nurture_opted_out", { n: number(data.opted_out) })}` : ""}</p>
    ${!data.items.length && html`<div class="notice"><p>${t("nurture_nobody_way")}</p><p><a class="button" href=${address("/scores")}>${t("scores_room")}</a></p></div>`}
    ${data.items.length >= MOST && html`<p class="muted">${t("nurture_first_of", { n: number(data.items.length) })}</p>`}
    ${data.people.length > 0 && html`<p>${data.people.map((/** @type {any} */ one) => html`<span class="chip">${one.name ?? t("work_nobody")} ${number(one.number)}</span> `)}</p>`}
    <ul class="work-list">${data.items.map((/** @type {any} */ one) => html`<li class="card nurture-row" key=${one.contact_id}>
      <div><${Reach} person=${one} /></div>
      <div class="muted">${[one.score === null ? t("nurture_no_score") : t("nurture_score", { n: number(Math.round(one.score)) }), one.human_score !== null && t("scores_person_says", { n: number(one.human_score) }), one.person ? t("nurture_ours", { name: one.person, why: one.person_why }) : t("work_nobody")].filter(Boolean).join(" · ")}</div>
      <a class="button nurture-side" href=${address("/scores", { id: one.contact_id })} aria-label=${`${t("nurture_score_why")}: ${one.name}`}>${t("nurture_score_why")}</a>
      <${MakeTask} person=${one} />
    </li>`)}</ul>`}
  </section>`;
}
