// @ts-check
/** The third step: what the import would do, before anything is written. */
import { html } from "../lib/html.js";
import { send } from "../lib/api.js";
import { useAnswer } from "../lib/hooks.js";
import { number, t } from "../lib/i18n.js";
import { Loading, Problem } from "../parts/notices.js";
import { Changes } from "./changes.js";
import { Difference } from "./difference.js";

/** @param {{items: import("./wizard.js").Item[], source: string, onBack: () => void, onNext: () => void}} props */
export function Trial({ items, source, onBack, onNext }) {
  const { data, problem, loading } = useAnswer(
    () => send("POST", "/imports/preview", { source, uploads: items.map((one) => one.upload) }),
    [source, items],
  );
  return html`<section class="card">
    ${loading && html`<${Loading} text=${t("import_trying")} />`} ${problem && html`<${Problem} text=${problem} />`}
    ${data &&
    html`<p>${t("import_trial_rows", { read: number(data.rows.read), rejected: number(data.rows.rejected) })}</p>
      <${Difference} labels=${data.labels} />
      ${data.difference && html`<${Changes} difference=${data.difference} />`}
      <${Unmapped} files=${data.unmapped} />
      ${data.rejected.length > 0 &&
      html`<h3>${t("import_rejected")}</h3>
        <div class="scroll" tabindex="0" role="region" aria-label=${t("import_rejected")}>
          <table class="accounts">
            <thead>
              <tr>
                <th scope="col">${t("import_file")}</th>
                <th scope="col" class="num">${t("import_row")}</th>
                <th scope="col">${t("import_column")}</th>
                <th scope="col">${t("import_reason")}</th>
              </tr>
            </thead>
            <tbody>
              ${data.rejected.map(
                (/** @type {any} */ one) => html`<tr>
                  <td>${one.file}</td>
                  <td class="num">${number(one.row)}</td>
                  <td>${one.column}</td>
                  <td>${one.reason}</td>
                </tr>`,
              )}
            </tbody>
          </table>
        </div>`}`}
    <div class="actions">
      <button type="button" onClick=${onBack}>${t("import_back")}</button>
      <button type="button" class="primary" disabled=${!data} onClick=${onNext}>${t("import_start")}</button>
    </div>
  </section>`;
}

/** Columns that nothing is made of, by file. @param {{files: Record<string, string[]>}} props */
export function Unmapped({ files }) {
  const told = Object.entries(files);
  if (told.length === 0) return null;
  return html`<h3>${t("import_unmapped")}</h3>
    <ul class="unmapped">
      ${told.map(([file, columns]) => html`<li><b>${file}</b>: ${columns.join(t("comma"))}</li>`)}
    </ul>`;
}
