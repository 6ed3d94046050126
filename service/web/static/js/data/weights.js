// @ts-check
/** What the judgements teach: learn weights, hold them against those in use, put them into use, resolve everything. */
import { html, useEffect, useState } from "../lib/html.js";
import { get, problemText, send } from "../lib/api.js";
import { useAnswer } from "../lib/hooks.js";
import { day, number, t } from "../lib/i18n.js";
import { announce } from "../lib/live.js";
import { Problem } from "../parts/notices.js";

const SHOWN = 5;
const PAUSE_MS = 1000;

/** @param {{turn: number, onResolved: () => void}} props */
export function WeightsPanel({ turn, onResolved }) {
  const [own, setOwn] = useState(0);
  const [fault, setFault] = useState("");
  const { data } = useAnswer((signal) => get("/resolution/weights", {}, { signal }), [turn, own]);
  const { data: run } = useAnswer((signal) => get("/resolution/run", {}, { signal }), [own]);
  const running = run?.state === "running";
  useEffect(() => {
    if (!running) return undefined;
    const timer = setTimeout(async () => {
      const found = await get("/resolution/run").catch(() => null);
      setOwn((one) => one + 1);
      if (found && found.state !== "running") {
        announce(t("resolving_done", found));
        onResolved();
      }
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [run]);
  /** @param {string} method @param {string} path @param {any} body */
  const ask = (method, path, body) => async () => {
    setFault("");
    try {
      await send(method, path, body);
    } catch (error) {
      setFault(problemText(error));
    }
    setOwn((one) => one + 1);
  };
  if (!data) return null;
  return html`<section class="card weights">
    <div class="card-head">
      <h2>${t("weights_title")}</h2>
      <div class="steps">
        <button type="button" disabled=${!data.judgements} onClick=${ask("POST", "/resolution/weights", {})}>${t("weights_learn", { n: number(data.judgements) })}</button>
        <button type="button" disabled=${running} onClick=${ask("POST", "/resolution/run", undefined)}>${t("resolve_everything")}</button>
      </div>
    </div>
    <p class="muted">${t("weights_lead", { version: data.active })}</p>
    ${fault && html`<${Problem} text=${fault} />`}
    ${running && html`<p class="loading" role="status"><span class="dots" aria-hidden="true"></span>${t("resolving", { n: number(run.looked_at) })}</p>`}
    ${run?.state === "done" && html`<p>${t("resolving_done", run)}</p>`}
    ${run?.state === "failed" && html`<${Problem} text=${run.error ?? ""} />`}
    ${data.items.length > 0 &&
    html`<ul class="marks">
      ${data.items.slice(0, SHOWN).map(
        (/** @type {any} */ one) => html`<li>
          <b>${one.version}</b> ${day(one.made_at)}
          <span> ${t("weights_beside", { judged: number(one.judged), right: number(one.right), standing: number(one.standing_right), version: one.standing })} </span>
          ${one.is_active
            ? html`<span class="chip">${t("weights_in_use")}</span>`
            : html`<button type="button" onClick=${ask("PUT", "/resolution/weights", { version: one.version })}>${t("weights_use")}</button>`}
        </li>`,
      )}
    </ul>`}
    ${data.active !== data.default && html`<button type="button" onClick=${ask("PUT", "/resolution/weights", { version: data.default })}>${t("weights_reset")}</button>`}
  </section>`;
}
