// @ts-check
/** The persona of a segment: what its members have in common, how sure that is, and what to ask them. */
import { html, useState } from "../lib/html.js";
import { get } from "../lib/api.js";
import { useAnswer } from "../lib/hooks.js";
import { language, number, percent, t } from "../lib/i18n.js";
import { Evidence } from "../parts/evidence.js";
import { Loading, Problem } from "../parts/notices.js";

/** @param {{id: string, turn: number}} props */
export function Persona({ id, turn }) {
  const [open, setOpen] = useState(false);
  return html`<details class="persona" onToggle=${(/** @type {any} */ event) => setOpen(event.currentTarget.open)}>
    <summary>${t("persona_title")}</summary>
    ${open && html`<${Lines} id=${id} turn=${turn} />`}
  </details>`;
}

/** @param {{id: string, turn: number}} props */
function Lines({ id, turn }) {
  const { data, problem } = useAnswer((signal) => get(`/segments/${id}/persona`, {}, { signal }), [id, turn]);
  const file = (/** @type {string} */ what, /** @type {string} */ format) => `/api/v1/segments/${id}/${what}?${new URLSearchParams({ format, lang: language() })}`;
  if (problem) return html`<${Problem} text=${problem} />`;
  if (!data) return html`<${Loading} />`;
  if (!data.members) return html`<p class="muted">${t("persona_nobody")}</p>`;
  return html`<p class="muted">${t(data.kind === "contact" ? "persona_contact" : "persona_organisation", { n: number(data.members), others: number(data.others) })}</p>
    <div class="controls">
      <a class="button" href=${file("persona", "csv")} download>CSV</a><a class="button" href=${file("persona", "xlsx")} download>Excel</a>
      <a class="button primary" href=${file("interview", "xlsx")} download>${t("persona_interview")}</a>
    </div>
    <dl class="persona-lines">${data.lines.map((/** @type {any} */ line) => html`<div key=${line.field} data-field=${line.field}>
      <dt>${line.title} ${line.is_asked && html`<span class="chip flag">${t("persona_ask")}</span>`}<br /><span class="muted">${t("persona_known", { known: number(line.known), n: number(line.not_known) })}</span></dt>
      <dd>${line.median === null ? html`<${Traits} line=${line} />` : html`${t("persona_middle", { median: figure(line, line.median), low: figure(line, line.middle[0]), high: figure(line, line.middle[1]) })} <${Evidence} ids=${line.ids} />`}</dd>
    </div>`)}</dl>
    <ul class="muted">${data.notes.map((/** @type {any} */ note) => html`<li>${note.text}</li>`)}</ul>`;
}

/** Years are written without separators. @param {any} line @param {number} value */
const figure = (line, value) => number(value, { maximumFractionDigits: 0, useGrouping: line.field !== "founded" });

/** @param {{line: any}} props */
function Traits({ line }) {
  if (!line.traits.length) return html`<span class="muted">${t("unknown")}</span>`;
  return html`<ul class="persona-traits">${line.traits.map((/** @type {any} */ one) => html`<li>
      <span class="persona-bar" aria-hidden="true"><i style=${{ width: `${one.share * 100}%` }}></i>${one.of_others !== null && html`<b style=${{ left: `${one.of_others * 100}%` }}></b>`}</span>
      <span>${one.name}</span> <span class="num">${percent(one.share)}</span>
      <span class="muted">${t("persona_interval", { low: percent(one.low), high: percent(one.high) })}${one.of_others !== null && html` · ${t("persona_others", { share: percent(one.of_others) })}`}</span>
      <${Evidence} ids=${one.ids} />
    </li>`)}${line.more > 0 && html`<li class="muted">${t("persona_more", { n: number(line.more) })}</li>`}</ul>`;
}
