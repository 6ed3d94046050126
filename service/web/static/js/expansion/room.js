// @ts-check
/** The room of expansion at work: the targets that are on the list, whom to call there, and what came of them. */
import { html, useEffect, useState } from "../lib/html.js";
import { get } from "../lib/api.js";
import { useAnswer } from "../lib/hooks.js";
import { codes, language, number, t, word } from "../lib/i18n.js";
import { announce } from "../lib/live.js";
import { address, amend } from "../lib/route.js";
import { Loading, Problem } from "../parts/notices.js";
import { Item } from "./item.js";
import { Members, useWho } from "./members.js";

const STATES = ["open", "snoozed", "done"];

/** @param {{route: import("../lib/route.js").Route}} props */
export function ExpansionWork({ route }) {
  const { params } = route;
  const [who, setWho] = useWho();
  const mine = params.get("mine") === "yes";
  const state = params.get("state") ?? (params.get("item") ? "" : "open");
  const kind = params.get("kind") ?? "";
  const [turn, setTurn] = useState(0);
  const wanted = { state: state === "all" ? "" : state, kind, member: mine ? who : "" };
  const { data, problem, loading } = useAnswer(
    (signal) => get("/expansion-items", wanted, { signal }),
    [state, kind, mine, who, turn],
  );
  useEffect(() => {
    if (data) announce(t("work_told", { n: data.items.length }));
  }, [data]);
  const file = (/** @type {string} */ format) =>
    `/api/v1/expansion-items?${new URLSearchParams({ ...Object.fromEntries(Object.entries(wanted).filter(([, value]) => value)), format, lang: language() })}`;
  const changed = () => setTurn((old) => old + 1);
  return html`<main id="main" class="data work" tabindex="-1" aria-busy=${loading}>
    <div class="answer-head">
      <div>
        <h1>${t("room_work")}</h1>
        <p class="muted">${t("lead_work")}</p>
      </div>
      <div class="controls">
        <a class="button" href=${address("/answers/expansion")}>${t("work_find")}</a>
        <a class="button" href=${file("csv")} download>CSV</a>
        <a class="button" href=${file("xlsx")} download>Excel</a>
      </div>
    </div>
    <div class="work-filters" role="group" aria-label=${t("work_filters")}>
      ${[...STATES, "all"].map(
        (one) => html`<button type="button" aria-pressed=${(state || "all") === one} onClick=${() => amend({ state: one, item: "" })}>
          ${one === "all" ? t("work_all") : word("work_state", one)}${one !== "all" && data ? ` ${number(data.counts[one] ?? 0)}` : ""}
        </button>`,
      )}
      <label>
        <span>${t("kind")}</span>
        <select name="kind" value=${kind} onChange=${(/** @type {any} */ event) => amend({ kind: event.currentTarget.value })}>
          <option value="">${t("work_any_kind")}</option>
          ${codes("expansion_kind").map((one) => html`<option value=${one} selected=${one === kind}>${word("expansion_kind", one)}</option>`)}
        </select>
      </label>
      <${Members} label=${t("work_i_am")} value=${who} onChange=${setWho} empty=${t("work_not_said")} />
      <label class="check"><input type="checkbox" checked=${mine} disabled=${!who} onChange=${(/** @type {any} */ event) => amend({ mine: event.currentTarget.checked ? "yes" : "" })} /> <span>${t("work_mine")}</span></label>
    </div>
    ${problem && html`<${Problem} text=${problem} />`}
    ${!data && loading && html`<${Loading} />`}
    ${data && data.items.length === 0 && html`<div class="notice"><p>${t("work_none")}</p><p><a class="button" href=${address("/answers/expansion")}>${t("work_find")}</a></p></div>`}
    ${data && html`<ul class="work-list">${data.items.map((/** @type {any} */ item) => html`<${Item} key=${item.id} item=${item} who=${who} open=${params.get("item") === item.id} onChanged=${changed} />`)}</ul>
      <${Feedback} rows=${data.feedback} />`}
  </main>`;
}

/** @param {{rows: any[]}} props */
function Feedback({ rows }) {
  if (rows.length === 0) return null;
  const outcomes = codes("expansion_outcome");
  const kinds = [...new Set(rows.map((row) => row.kind ?? ""))];
  const of = (/** @type {string} */ kind, /** @type {string} */ outcome) =>
    rows.find((row) => (row.kind ?? "") === kind && row.outcome === outcome)?.number ?? 0;
  return html`<section class="card" aria-labelledby="work-feedback">
    <h2 id="work-feedback">${t("work_feedback")}</h2>
    <table class="figures accounts">
      <thead><tr><th scope="col">${t("kind")}</th>${outcomes.map((one) => html`<th scope="col" class="num">${word("expansion_outcome", one)}</th>`)}</tr></thead>
      <tbody>${kinds.map((kind) => html`<tr><th scope="row">${kind ? word("expansion_kind", kind) : t("unknown")}</th>${outcomes.map((one) => html`<td class="num">${number(of(kind, one))}</td>`)}</tr>`)}</tbody>
    </table>
  </section>`;
}
