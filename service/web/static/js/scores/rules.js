// @ts-check
/** The rules: changed in a table, tried, and put into use with a reason. */
import { html, useState } from "../lib/html.js";
import { get, problemText, send } from "../lib/api.js";
import { useAnswer } from "../lib/hooks.js";
import { day, number, t } from "../lib/i18n.js";
import { announce } from "../lib/live.js";
import { address } from "../lib/route.js";
import { Loading, Problem } from "../parts/notices.js";

const NUMBERS = ["points", "most", "window_days", "at_least", "half_life_days"];
const TITLES = { points: "scores_points", most: "scores_most", window_days: "scores_window", at_least: "scores_at_least", half_life_days: "scores_half_life" };

/** @param {{onChanged: () => void}} props */
export function Rules({ onChanged }) {
  const [turn, setTurn] = useState(0);
  const [fault, setFault] = useState("");
  const [preview, setPreview] = useState(/** @type {any} */ (null));
  const [busy, setBusy] = useState(false);
  const { data, problem } = useAnswer((signal) => get("/scores/rules", {}, { signal }), [turn]);
  const work = async (/** @type {() => Promise<void>} */ todo) => {
    setFault("");
    setBusy(true);
    try {
      await todo();
    } catch (error) {
      setFault(problemText(error));
    } finally {
      setBusy(false);
    }
  };
  const use = (/** @type {any} */ rules, /** @type {string} */ reason) =>
    work(async () => {
      await send("PUT", "/scores/rules", { rules, reason });
      announce(t("scores_in_use"));
      setPreview(null);
      setTurn((old) => old + 1);
      onChanged();
    });
  const submit = (/** @type {any} */ event) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const rules = rulesOf(data, form);
    if (event.submitter?.name === "try") work(async () => setPreview(await send("POST", "/scores/rules/preview", { rules })));
    else if (event.submitter?.name === "reset") use(null, String(form.get("reason")));
    else use(rules, String(form.get("reason")));
  };
  return html`<section class="card" aria-labelledby="scores-rules" aria-busy=${busy}>
    <h2 id="scores-rules">${t("scores_rules")}</h2>
    <p class="muted">${t("scores_rules_lead")}</p>
    ${(problem || fault) && html`<${Problem} text=${problem || fault} />`}
    ${!data && html`<${Loading} />`}
    ${data && html`<form key=${data.version} onSubmit=${submit}>
      <div class="bt-scroll" tabindex="0" role="group" aria-labelledby="scores-rules"><table class="figures">
        <thead><tr><th scope="col">${t("scores_rule")}</th>${NUMBERS.map((name) => html`<th scope="col">${t(TITLES[/** @type {keyof typeof TITLES} */ (name)])}</th>`)}</tr></thead>
        <tbody>${data.rules.map((/** @type {any} */ rule) => html`<tr key=${rule.id}><th scope="row">${rule.name}</th>
          ${NUMBERS.map((name) => html`<td>${rule[name] === undefined ? "" : html`<input name=${`${rule.id}.${name}`} type="number" step="any" defaultValue=${rule[name]} required aria-label=${`${rule.name}: ${t(TITLES[/** @type {keyof typeof TITLES} */ (name)])}`} />`}</td>`)}</tr>`)}</tbody>
      </table></div>
      <fieldset class="scores-pages"><legend>${t("scores_pages")}</legend>
        ${Object.entries(data.pages).map(([kind, patterns]) => html`<label key=${kind}><span>${t(`scores_page_${kind}`)}</span><input name=${`pages.${kind}`} defaultValue=${patterns.join(" ")} required /></label>`)}
      </fieldset>
      <div class="bt-form">
        <label><span>${t("scores_hot_from")}</span><input name="hot" type="number" step="any" defaultValue=${data.hot} required /></label>
        <label><span>${t("scores_reason")}</span><input name="reason" maxlength="1000" /></label>
        <button type="submit" name="try">${t("scores_try")}</button>
        <button type="submit" name="use" class="primary">${t("scores_use")}</button>
        ${data.version > 0 && html`<button type="submit" name="reset">${t("scores_reset")}</button>`}
      </div>
    </form>`}
    ${preview && html`<div class="notice" role="status"><p>${t("scores_preview", { n: number(preview.contacts), hot: number(preview.hot), before: number(preview.hot_before) })}</p>
      ${["getting", "leaving"].map((way) => preview[way].length > 0 && html`<h3>${t(way === "getting" ? "scores_getting" : "scores_leaving")}</h3><ul>${preview[way].map((/** @type {any} */ one) => html`<li key=${one.id}><a href=${address("/scores", { id: one.id })}>${one.name}</a> ${number(Math.round(one.score_before))} → ${number(Math.round(one.score))}</li>`)}</ul>`)}</div>`}
    ${data?.history.length > 0 && html`<details><summary>${t("scores_history")}</summary><ul>${data.history.map((/** @type {any} */ one) => html`<li key=${one.version}>${one.version}: ${day(one.at)} ${one.by ?? ""} ${one.reason}</li>`)}</ul></details>`}
  </section>`;
}

/** The rules as the form has them. @param {any} data @param {FormData} form */
function rulesOf(data, form) {
  const rules = data.rules.map((/** @type {any} */ { name: _, ...rule }) => {
    for (const key of NUMBERS) if (rule[key] !== undefined) rule[key] = Number(form.get(`${rule.id}.${key}`));
    return rule;
  });
  const pages = Object.fromEntries(Object.keys(data.pages).map((kind) => [kind, String(form.get(`pages.${kind}`)).split(/\s+/).filter(Boolean)]));
  return { hot: Number(form.get("hot")), pages, rules };
}
