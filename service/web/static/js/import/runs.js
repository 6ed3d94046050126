// @ts-check
/** The imports and edits so far, with their states, and what can be done with each. */
import { html, useEffect, useState } from "../lib/html.js";
import { forget, get, problemText, send } from "../lib/api.js";
import { day, number, t } from "../lib/i18n.js";
import { announce } from "../lib/live.js";
import { Problem } from "../parts/notices.js";

const PAUSE_MS = 1500;
const AT_WORK = new Set(["planned", "running", "undoing"]);
const SHOWN = 20;

export function Runs() {
  const [runs, setRuns] = useState(/** @type {any[]} */ ([]));
  const [problem, setProblem] = useState("");
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let timer = 0;
    let stopped = false;
    const look = async () => {
      try {
        const { items } = await get("/imports");
        if (stopped) return;
        setRuns(items.slice(0, SHOWN));
        if (items.some((/** @type {any} */ run) => AT_WORK.has(run.state))) timer = setTimeout(look, PAUSE_MS);
      } catch (error) {
        if (!stopped) setProblem(problemText(error));
      }
    };
    look();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [turn]);
  const act = async (/** @type {any} */ run, /** @type {string} */ action) => {
    setProblem("");
    try {
      const params = action === "cancel" ? { then: confirm(t("import_ask_undo")) ? "undo" : "keep" } : {};
      if (action === "undo") {
        const { labels, obstacle } = await get(`/imports/${run.id}/undo`);
        if (obstacle) return setProblem(obstacle);
        const sum = (/** @type {string} */ key) => number(Object.values(labels).reduce((all, one) => all + /** @type {any} */ (one)[key], 0));
        if (!confirm(t("import_confirm_undo", { gone: sum("gone"), changed: sum("changed") }))) return;
      }
      await send("POST", `/imports/${run.id}/${action}`, undefined, params);
      forget();
      announce(t(`import_done_${action}`));
      setTurn(turn + 1);
    } catch (error) {
      setProblem(problemText(error));
    }
  };
  if (runs.length === 0) return problem ? html`<${Problem} text=${problem} />` : null;
  return html`<section class="card runs">
    <h2>${t("import_runs")}</h2>
    ${problem && html`<${Problem} text=${problem} />`}
    <div class="scroll" tabindex="0" role="region" aria-label=${t("import_runs")}>
      <table class="accounts">
        <thead>
          <tr>
            <th scope="col">${t("import_file")}</th>
            <th scope="col">${t("import_begun")}</th>
            <th scope="col" class="num">${t("import_row")}</th>
            <th scope="col">${t("import_state")}</th>
            <th scope="col">${t("import_actions")}</th>
          </tr>
        </thead>
        <tbody>
          ${runs.map(
            (run) => html`<tr key=${run.id}>
              <td>${run.files?.join(t("comma")) || run.what || ""} <span class="muted">${run.source}</span></td>
              <td>${day(run.started_at)}</td>
              <td class="num">${number(run.rows_read)}</td>
              <td><span class="chip">${t(`import_state_${run.state}`)}</span> ${run.error && html`<span class="muted">${run.error}</span>`}</td>
              <td>
                ${run.actions.map(
                  (/** @type {string} */ action) => html`<button type="button" onClick=${() => act(run, action)}>${t(`import_do_${action}`)}</button>`,
                )}
              </td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}
