// @ts-check
/** The room of the backtest: begin one, see how far it is, look at what the latest ones found. */
import { html, useEffect, useState } from "../lib/html.js";
import { entity, get, problemText, send } from "../lib/api.js";
import { useAnswer } from "../lib/hooks.js";
import { day, nameOf, number, percent, t } from "../lib/i18n.js";
import { announce } from "../lib/live.js";
import { address, amend } from "../lib/route.js";
import { Loading, Problem } from "../parts/notices.js";
import { SearchBox } from "../parts/search.js";
import { Result } from "./result.js";

const PAUSE_MS = 1000;
const HALF_A_YEAR = 182;
const DAY_MS = 86_400_000;

/** @param {{route: import("../lib/route.js").Route}} props */
export function Backtest({ route }) {
  const id = route.params.get("run") ?? "";
  const [turn, setTurn] = useState(0);
  const again = () => setTurn((old) => old + 1);
  const { data: list, problem } = useAnswer((signal) => get("/backtests", {}, { signal }), [turn]);
  const shown = id || list?.items.find((/** @type {any} */ one) => one.state === "done" || one.state === "running")?.id || "";
  const { data: run, problem: fault, loading } = useAnswer((signal) => (shown ? get(`/backtests/${shown}`, {}, { signal }) : null), [shown, turn]);
  const running = run?.state === "running";
  useEffect(() => {
    if (!running) return undefined;
    const timer = setTimeout(async () => {
      const found = await get(`/backtests/${shown}`).catch(() => null);
      if (found && found.state !== "running") announce(t(`bt_state_${found.state}`));
      again();
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [run]);
  return html`<main id="main" class="data backtest" tabindex="-1" aria-busy=${loading || running}>
    <div class="answer-head">
      <div>
        <h1>${t("room_backtest")}</h1>
        <p class="muted">${t("lead_backtest")}</p>
      </div>
      <div class="controls"><a class="button" href=${address("/answers/expansion")}>${t("work_find")}</a></div>
    </div>
    <${Begin} onBegun=${(/** @type {string} */ begun) => { amend({ run: begun }); again(); }} />
    ${(problem || fault) && html`<${Problem} text=${problem || fault} />`}
    ${!list && !problem && html`<${Loading} />`}
    ${list && list.items.length === 0 && html`<div class="notice"><p>${t("bt_none")}</p></div>`}
    ${list && list.items.length > 0 && html`<${Runs} items=${list.items} shown=${shown} />`}
    ${running && html`<p class="loading" role="status"><span class="dots" aria-hidden="true"></span>${run.step ? t(`bt_step_${run.step}`, { done: number(run.done), total: number(run.total) }) : t("bt_state_running")}</p>`}
    ${run?.error && html`<${Problem} text=${run.error} />`}
    ${run?.found && html`<${Result} key=${run.id} run=${run} onChanged=${again} />`}
  </main>`;
}

/** @param {{onBegun: (id: string) => void}} props */
function Begin({ onBegun }) {
  const [cut, setCut] = useState(() => new Date(Date.now() - HALF_A_YEAR * DAY_MS).toISOString().slice(0, 10));
  const [horizon, setHorizon] = useState(HALF_A_YEAR);
  const [seller, setSeller] = useState(/** @type {any} */ (null));
  const [fault, setFault] = useState("");
  const begin = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setFault("");
    try {
      const body = { cut, horizon, ...(seller ? { seller: seller.id } : {}) };
      onBegun((await send("POST", "/backtests", body)).id);
    } catch (error) {
      setFault(problemText(error));
    }
  };
  return html`<form class="card bt-form" onSubmit=${begin} aria-label=${t("bt_begin")}>
    <label><span>${t("bt_cut")}</span><input type="date" required value=${cut} onInput=${(/** @type {any} */ event) => setCut(event.currentTarget.value)} /></label>
    <label><span>${t("bt_horizon")}</span><input type="number" required min="1" max="1096" value=${horizon} onInput=${(/** @type {any} */ event) => setHorizon(Number(event.currentTarget.value))} /></label>
    <div class="bt-seller">
      <span class="chip">${t("seller", { name: seller ? nameOf(seller) : t("bt_every_seller") })}${seller && html`<button type="button" class="link" aria-label=${t("bt_back_to_all")} onClick=${() => setSeller(null)}>×</button>`}</span>
      <${SearchBox} id="bt-seller" hotkey=${false} labels=${["Company"]} label=${t("bt_choose_seller")} placeholder=${t("bt_choose_seller")} onPick=${setSeller} />
    </div>
    <button type="submit" class="primary">${t("bt_begin")}</button>
    <p class="hint">${t("bt_begin_hint")}</p>
    ${fault && html`<${Problem} text=${fault} />`}
  </form>`;
}

/** @param {{items: any[], shown: string}} props */
function Runs({ items, shown }) {
  return html`<section class="card" aria-labelledby="bt-runs">
    <h2 id="bt-runs">${t("bt_runs")}</h2>
    <div class="bt-scroll" tabindex="0" role="group" aria-labelledby="bt-runs"><table class="figures">
      <thead><tr><th scope="col">${t("bt_cut")}</th><th scope="col" class="num">${t("bt_horizon")}</th><th scope="col">${t("bt_seen_from")}</th><th scope="col">${t("bt_state")}</th><th scope="col" class="num">${t("bt_bought")}</th><th scope="col" class="num">${t("bt_recall_10")}</th><th scope="col" class="num">${t("bt_best_baseline")}</th></tr></thead>
      <tbody>${items.map(
        (one) => html`<tr class=${one.id === shown ? "chosen" : ""}>
          <th scope="row"><a href=${address("/backtest", { run: one.id })} aria-current=${one.id === shown ? "true" : undefined}>${day(one.cut)}</a></th>
          <td class="num">${number(one.horizon)}</td>
          <td><${SellerName} id=${one.seller} /></td>
          <td>${t(`bt_state_${one.state}`)}</td>
          <td class="num">${one.summary ? number(one.summary.units) : ""}</td>
          <td class="num">${one.summary?.recall === undefined ? "" : percent(one.summary.recall)}</td>
          <td class="num">${one.summary?.best_recall === undefined ? "" : percent(one.summary.best_recall)}</td>
        </tr>`,
      )}</tbody>
    </table></div>
  </section>`;
}

/** @param {{id: string | null}} props */
function SellerName({ id }) {
  const { data } = useAnswer(() => (id ? entity(id) : null), [id]);
  if (!id) return t("bt_every_seller");
  return data ? nameOf(data) : id;
}
