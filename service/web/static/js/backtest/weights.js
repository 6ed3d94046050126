// @ts-check
/** The weights a backtest learned beside those in use, and the change from one to the other. */
import { html, useState } from "../lib/html.js";
import { problemText, send } from "../lib/api.js";
import { number, t } from "../lib/i18n.js";
import { announce } from "../lib/live.js";
import { Problem } from "../parts/notices.js";
import { methodWord } from "./plots.js";

/** @param {{run: any, onChanged: () => void}} props */
export function LearnedWeights({ run, onChanged }) {
  const [fault, setFault] = useState("");
  const weights = run.found.weights;
  const use = (/** @type {string} */ version) => async () => {
    setFault("");
    try {
      await send("PUT", "/weights", { version });
      announce(t("bt_now_used", { version }));
      onChanged();
    } catch (error) {
      setFault(problemText(error));
    }
  };
  const shown = (/** @type {number | null} */ value) => (value === null ? "" : number(value, { maximumFractionDigits: 2 }));
  const used = run.weights_version;
  return html`<section class="card" aria-labelledby="bt-weights">
    <div class="card-head">
      <h2 id="bt-weights">${t("bt_weights")}</h2>
      <div class="steps">
        ${weights.learned && (used === weights.learned ? html`<span class="chip">${t("weights_in_use")}</span>` : html`<button type="button" onClick=${use(weights.learned)}>${t("bt_use_learned")}</button>`)}
        ${used !== weights.in_use && html`<button type="button" onClick=${use(weights.in_use)}>${t("bt_use_before", { version: weights.in_use })}</button>`}
      </div>
    </div>
    ${fault && html`<${Problem} text=${fault} />`}
    <p>${weights.learned ? t("bt_learned", { version: weights.learned, n: number(weights.learned_from), windows: number(weights.windows.length), until: weights.windows[0]?.until ?? "" }) : t("bt_not_learned", { n: number(weights.learned_from), least: number(weights.least) })}</p>
    <p class="muted">${t("bt_used_now", { version: used })}</p>
    ${weights.learned &&
    html`<details><summary>${t("bt_compare")}</summary><div class="bt-scroll" tabindex="0" role="group" aria-label=${t("bt_compare")}><table class="figures">
      <thead><tr><th scope="col">${t("bt_part")}</th>${["enishi_service", "enishi", "enishi_learned"].map((method) => html`<th scope="col" class="num">${methodWord(method)}</th>`)}</tr></thead>
      <tbody>${weights.parts.map((/** @type {any} */ part) => html`<tr><th scope="row">${part.title}</th><td class="num">${shown(part.service)}</td><td class="num">${shown(part.in_use)}</td><td class="num">${shown(part.learned)}</td></tr>`)}</tbody>
    </table></div></details>`}
  </section>`;
}
