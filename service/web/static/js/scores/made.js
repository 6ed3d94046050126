// @ts-check
/** What one score is made of, and what people say beside it. */
import { html, useState } from "../lib/html.js";
import { get, problemText, send } from "../lib/api.js";
import { useAnswer } from "../lib/hooks.js";
import { day, number, t } from "../lib/i18n.js";
import { announce } from "../lib/live.js";
import { address } from "../lib/route.js";
import { Evidence } from "../parts/evidence.js";
import { Loading, Problem } from "../parts/notices.js";

/** @param {{id: string, onChanged: () => void}} props */
export function Made({ id, onChanged }) {
  const [turn, setTurn] = useState(0);
  const [fault, setFault] = useState("");
  const { data, problem, loading } = useAnswer((signal) => get(`/scores/${id}`, {}, { signal }), [id, turn]);
  const tell = async (/** @type {string} */ method, /** @type {any} */ body, /** @type {string} */ said) => {
    setFault("");
    try {
      await send(method, `/scores/${id}`, body);
      announce(t(said));
      setTurn((old) => old + 1);
      onChanged();
    } catch (error) {
      setFault(problemText(error));
    }
  };
  const say = (/** @type {any} */ event) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    tell("PUT", { score: Number(form.get("score")), reason: String(form.get("reason")) }, "scores_kept");
  };
  const most = Math.max(1, ...(data?.parts ?? []).map((/** @type {any} */ part) => Math.abs(part.points)));
  return html`<section class="card scores-made" aria-labelledby="scores-made" aria-busy=${loading}>
    ${(problem || fault) && html`<${Problem} text=${problem || fault} />`}
    ${!data && loading && html`<${Loading} />`}
    ${data && html`
      <h2 id="scores-made"><a href=${address("/explore", { id })}>${data.name}</a> ${data.score === null ? t("scores_unknown") : number(Math.round(data.score))}</h2>
      ${data.score === null && html`<p class="muted">${t("scores_unknown_why")}</p>`}
      ${data.score !== null && !data.parts.length && html`<p class="muted">${t("scores_cold")}</p>`}
      <ul class="scores-parts">${data.parts.map((/** @type {any} */ part) => html`<li key=${part.name}>
        <span>${data.label === "Company" ? html`<a href=${address("/scores", { id: part.name })}>${part.text}</a>` : part.text}
          <span class="muted">· ${t("scores_acts", { n: number(part.number) })}${part.assumed > 0 ? ` · ${t("scores_assumed", { n: number(part.assumed) })}` : ""}${part.share !== null ? ` · ${t("scores_share", { n: number(Math.round(100 * part.share)) })}` : ""}</span></span>
        <span class="scores-bar" aria-hidden="true"><i class=${part.points < 0 ? "is-less" : ""} style=${{ width: `${(100 * Math.abs(part.points)) / most}%` }}></i></span>
        <b class="num">${number(part.points, { signDisplay: "exceptZero", maximumFractionDigits: 1 })}</b>
        <${Evidence} ids=${part.evidence_ids} />
      </li>`)}</ul>
      ${data.stage && html`<h3>${t("scores_stage")}</h3><p class="scores-inferred">${data.stage.text} <${Evidence} ids=${data.stage.evidence_ids} /></p>`}
      ${data.needs.length > 0 && html`<h3>${t("scores_needs")}</h3><ul>${data.needs.map((/** @type {any} */ one) => html`<li key=${one.contact_id + one.kind} class="scores-inferred">${data.label === "Company" ? `${one.contact}: ` : ""}${one.text} <${Evidence} ids=${one.evidence_ids} /></li>`)}</ul>`}
      <h3>${t("scores_human")}</h3>
      ${data.human
        ? html`<p><b>${number(data.human.score)}</b> ${data.human.reason} <span class="muted">${[data.human.by, day(data.human.at)].filter(Boolean).join(" · ")}</span> <button type="button" onClick=${() => tell("DELETE", undefined, "scores_withdrawn")}>${t("scores_withdraw")}</button></p>`
        : html`<p class="muted">${t("scores_human_none")}</p>`}
      <form class="bt-form" onSubmit=${say}>
        <label><span>${t("scores_human_score")}</span><input name="score" type="number" min="0" max="100" required /></label>
        <label><span>${t("scores_reason")}</span><input name="reason" maxlength="1000" required /></label>
        <button type="submit">${t("scores_say")}</button>
      </form>
      ${data.history.length > 1 && html`<details><summary>${t("scores_history")}</summary><ul>${data.history.map((/** @type {any} */ one) => html`<li key=${one.id}>${day(one.at)}: ${number(one.score)} ${one.reason}${one.withdrawn_at ? html` <span class="muted">${t("scores_ended", { day: day(one.withdrawn_at) })}</span>` : ""}</li>`)}</ul></details>`}`}
  </section>`;
}
