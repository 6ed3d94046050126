// @ts-check
/** The last step: the import goes in, and its bad rows come back as a file to be mended. */
import { html, useEffect, useState } from "../lib/html.js";
import { forget, get, problemText, sendForm } from "../lib/api.js";
import { number, t } from "../lib/i18n.js";
import { announce } from "../lib/live.js";
import { address } from "../lib/route.js";
import { Loading, Problem } from "../parts/notices.js";

const PAUSE_MS = 700;
const OVER = new Set(["done", "failed", "cancelled", "paused", "undone"]);

/** @param {{items: import("./wizard.js").Item[], source: string, onAgain: () => void}} props */
export function Run({ items, source, onAgain }) {
  const [run, setRun] = useState(/** @type {any} */ (null));
  const [failed, setFailed] = useState("");
  useEffect(() => {
    let stopped = false;
    const follow = async () => {
      const form = new FormData();
      form.append("source", source);
      for (const item of items) form.append("upload", item.upload);
      try {
        let now = await sendForm("/imports", form);
        while (!stopped && !OVER.has(now.state)) {
          setRun(now);
          await new Promise((done) => setTimeout(done, PAUSE_MS));
          now = await get(`/imports/${now.id}`);
        }
        if (stopped) return;
        setRun(now);
        forget();
        announce(t(`import_state_${now.state}`));
      } catch (error) {
        if (!stopped) setFailed(problemText(error));
      }
    };
    follow();
    return () => {
      stopped = true;
    };
  }, []);
  const total = items.flatMap((item) => item.tables).reduce((sum, table) => sum + table.rows, 0);
  const isOver = run && OVER.has(run.state);
  return html`<section class="card">
    ${failed && html`<${Problem} text=${failed} />`}
    ${!isOver && !failed && html`<${Loading} text=${t("import_running")} />`}
    ${run &&
    html`<progress max=${Math.max(total, run.rows_read, 1)} value=${isOver ? Math.max(total, run.rows_read, 1) : run.rows_read} aria-label=${t("import_running")}></progress>
      <p>${t("import_trial_rows", { read: number(run.rows_read), rejected: number(run.rows_rejected) })}</p>`}
    ${isOver && html`<p class="banner"><b>${t(`import_state_${run.state}`)}</b></p>`}
    ${run?.error && html`<${Problem} text=${run.error} />`}
    ${isOver &&
    run.rows_rejected > 0 &&
    html`<p>
      <a href=${`/api/v1/imports/${run.id}/rejects`} download>${t("import_download")}</a>
      <span class="muted">${t("import_download_hint")}</span>
    </p>`}
    ${(isOver || failed) &&
    html`<div class="actions">
      <a class="button" href=${address("/")}>${t("home")}</a>
      <button type="button" onClick=${onAgain}>${t("import_again")}</button>
    </div>`}
  </section>`;
}
