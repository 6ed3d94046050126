// @ts-check
/** The room of segments: all of them, and of the chosen one its members, its trend, its watch and its versions. */
import { html, useState } from "../lib/html.js";
import { get, problemText, send } from "../lib/api.js";
import { useAnswer } from "../lib/hooks.js";
import { day, language, nameOf, number, percent, t, word } from "../lib/i18n.js";
import { announce } from "../lib/live.js";
import { address, amend } from "../lib/route.js";
import { Loading, Problem } from "../parts/notices.js";
import { CHANGED } from "../notices/bell.js";
import { KINDS, SegmentForm } from "./form.js";
import { Persona } from "./persona.js";

const THRESHOLD = 0.4;

/** @param {{route: import("../lib/route.js").Route}} props */
export function Segments({ route }) {
  const id = route.params.get("segment") ?? "";
  const [turn, setTurn] = useState(0);
  const [making, setMaking] = useState(false);
  const [fault, setFault] = useState("");
  const { data, problem, loading } = useAnswer((signal) => get("/segments", {}, { signal }), [turn]);
  const again = () => setTurn((old) => old + 1);
  const check = async () => {
    setFault("");
    try {
      const found = await send("POST", "/segments/check");
      announce(t("segment_checked", { n: number(found.notices) }));
      dispatchEvent(new Event(CHANGED));
      again();
    } catch (error) {
      setFault(problemText(error));
    }
  };
  return html`<main id="main" class="data segments-room" tabindex="-1" aria-busy=${loading}>
    <div class="answer-head">
      <div>
        <h1>${t("room_segments")}</h1>
        <p class="muted">${t("segments_lead")}</p>
      </div>
      <div class="controls">
        <button type="button" disabled=${!data?.items.some((/** @type {any} */ one) => one.watch)} onClick=${check}>${t("segment_check")}</button>
        <button type="button" class="primary" onClick=${() => setMaking(true)}>${t("segment_new")}</button>
      </div>
    </div>
    ${(problem || fault) && html`<${Problem} text=${problem || fault} />`}
    ${making && html`<${SegmentForm} onCancel=${() => setMaking(false)} onSaved=${(/** @type {any} */ one) => { setMaking(false); again(); amend({ segment: one.id }); }} />`}
    ${!data && loading && html`<${Loading} />`}
    ${data && data.items.length === 0 && !making && html`<div class="notice"><p>${t("segments_none")}</p></div>`}
    ${data && data.items.length > 0 && html`<${List} items=${data.items} shown=${id} />`}
    ${id && html`<${Segment} key=${id} id=${id} turn=${turn} onChanged=${again} />`}
  </main>`;
}

/** @param {{items: any[], shown: string}} props */
function List({ items, shown }) {
  return html`<section class="card segments-all"><div class="bt-scroll" tabindex="0" role="group" aria-label=${t("room_segments")}><table class="figures accounts">
    <thead><tr><th scope="col">${t("segment_name")}</th><th scope="col">${t("kind")}</th><th scope="col">${t("segment_of")}</th><th scope="col" class="num">${t("segment_members")}</th><th scope="col">${t("segment_watch")}</th></tr></thead>
    <tbody>${items.map((one) => {
      const last = one.trend[one.trend.length - 1];
      return html`<tr>
        <th scope="row"><a href=${address("/segments", { segment: one.id })} aria-current=${one.id === shown ? "true" : undefined}>${one.name}</a></th>
        <td>${t(KINDS[one.kind])}</td><td>${word("label", one.label)}</td>
        <td class="num">${last ? number(last.number) : html`<span class="muted">${t("segment_never")}</span>`}</td>
        <td>${one.watch ? t(one.watch.kind === "alike" ? "segment_watch_alike" : "segment_watch_entered") : "–"}</td>
      </tr>`;
    })}</tbody>
  </table></div></section>`;
}

/** @param {{id: string, turn: number, onChanged: () => void}} props */
function Segment({ id, turn, onChanged }) {
  const [changing, setChanging] = useState(false);
  const [fault, setFault] = useState("");
  const found = useAnswer((signal) => get(`/segments/${id}/members`, {}, { signal }), [id, turn]);
  // Asked after the members, whose look is counted in the trend.
  const { data: one, problem } = useAnswer((signal) => (found.data || found.problem ? get(`/segments/${id}`, {}, { signal }) : null), [id, turn, found.data, found.problem]);
  const act = async (/** @type {string} */ method, /** @type {string} */ path, /** @type {any} */ body = undefined) => {
    setFault("");
    try {
      await send(method, `/segments/${id}${path}`, body);
      if (method === "DELETE" && !path) amend({ segment: "" });
      onChanged();
    } catch (error) {
      setFault(problemText(error));
    }
  };
  const file = (/** @type {string} */ format) => `/api/v1/segments/${id}/members?${new URLSearchParams({ format, lang: language() })}`;
  if (!one) return problem || found.problem ? html`<${Problem} text=${problem || found.problem} />` : html`<${Loading} />`;
  if (changing) return html`<${SegmentForm} segment=${one} onCancel=${() => setChanging(false)} onSaved=${() => { setChanging(false); onChanged(); }} />`;
  return html`<section class="card segments-one" aria-labelledby="segment-title">
    <div class="card-head"><h2 id="segment-title">${one.name}</h2>
      <div class="controls">
        <button type="button" onClick=${() => setChanging(true)}>${t("segment_change")}</button>
        <button type="button" onClick=${() => confirm(t("segment_delete_sure", { name: one.name })) && act("DELETE", "")}>${t("segment_delete")}</button>
        <a class="button" href=${file("csv")} download>CSV</a><a class="button" href=${file("xlsx")} download>Excel</a>
      </div></div>
    ${one.problem && html`<${Problem} text=${one.problem} />`}
    <p class="chips">${[...one.conditions.map((/** @type {any} */ told) => told.text), ...one.nodes.map(nameOf)].map((text) => html`<span class="chip">${text}</span>`)}${one.threshold && html`<span class="chip">≥ ${percent(one.threshold)}</span>`}</p>
    <${Watch} one=${one} act=${act} />
    ${fault && html`<${Problem} text=${fault} />`}
    ${found.problem && html`<${Problem} text=${found.problem} />`}
    ${found.data && html`<${MemberList} found=${found.data} />`}
    <${Persona} id=${id} turn=${turn} />
    <${Trend} days=${one.trend} />
    <details><summary>${t("segment_versions", { n: number(one.versions.length) })}</summary>
      <ol class="segments-versions" reversed>${one.versions.map((/** @type {any} */ old) => html`<li><time datetime=${old.at}>${day(old.at)}</time> ${old.by ?? ""} <b>${old.name}</b> ${[...old.conditions.map((/** @type {any} */ told) => told.text), ...old.nodes.map(nameOf)].join(" · ")}${old.threshold ? ` ≥ ${percent(old.threshold)}` : ""}</li>`)}</ol>
    </details>
  </section>`;
}

/** @param {{one: any, act: (method: string, path: string, body?: any) => void}} props */
function Watch({ one, act }) {
  const [threshold, setThreshold] = useState(one.watch?.threshold ?? one.threshold ?? THRESHOLD);
  if (one.watch) {
    return html`<p class="segments-watch"><b>${t(one.watch.kind === "alike" ? "segment_watch_alike" : "segment_watch_entered")}</b> <span class="muted">${t("segment_since", { day: day(one.watch.since), n: number(one.watch.known) })}</span>
      <button type="button" onClick=${() => act("DELETE", "/watch")}>${t("segment_unwatch")}</button></p>`;
  }
  return html`<div class="segments-watch work-form">
    <button type="button" onClick=${() => act("PUT", "/watch", { kind: "entered" })}>${t("segment_tell_entered")}</button>
    ${one.label === "Company" && html`<button type="button" onClick=${() => act("PUT", "/watch", { kind: "alike", threshold })}>${t("segment_tell_alike")}</button>
      <label><span>${t("segment_threshold")}</span><input name="watch-threshold" type="number" min="0.01" max="1" step="0.01" value=${threshold} onInput=${(/** @type {any} */ event) => setThreshold(Number(event.currentTarget.value))} /></label>`}
  </div>`;
}

/** @param {{found: any}} props */
function MemberList({ found }) {
  const scored = found.items.some((/** @type {any} */ row) => row.score !== undefined);
  const ofOthers = found.items.some((/** @type {any} */ row) => row.company && row.company.id !== row.id);
  return html`<h3>${t("segment_members")} ${number(found.items.length)}</h3>
    ${found.not_known > 0 && html`<p class="muted">${t("segment_not_known", { n: number(found.not_known) })}</p>`}
    ${found.gone.length > 0 && html`<p class="muted">${t("segment_gone", { n: number(found.gone.length) })}</p>`}
    ${found.items.length === 0 && html`<p>${t("segment_nobody")}</p>`}
    ${found.items.length > 0 && html`<div class="scroll" tabindex="0" role="group" aria-label=${t("segment_members")}><table class="figures accounts">
      <thead><tr><th scope="col">${t("segment_name")}</th>${ofOthers && html`<th scope="col">${word("label", "Company")}</th>`}<th scope="col">${t("status")}</th>${scored && html`<th scope="col" class="num">${t("segment_likeness")}</th>`}</tr></thead>
      <tbody>${found.items.map((/** @type {any} */ row) => html`<tr data-id=${row.id}><th scope="row"><a href=${address("/explore", { id: row.id })}>${nameOf(row)}</a></th>${ofOthers && html`<td>${row.company ? nameOf(row.company) : ""}</td>`}<td>${row.status ? word("status", row.status) : t("unknown")}</td>${scored && html`<td class="num">${percent(row.score)}</td>`}</tr>`)}</tbody>
    </table></div>`}`;
}

/** @param {{days: any[]}} props */
function Trend({ days }) {
  if (days.length === 0) return null;
  return html`<h3>${t("segment_trend")}</h3>
    <ul class="segments-trend">${days.slice(-30).map((one) => html`<li><time datetime=${one.day}>${day(one.day)}</time> <b>${number(one.number)}</b></li>`)}</ul>`;
}
