// @ts-check
/** The first step: files are dropped or chosen, and it is told what they are. */
import { html, cx, useState } from "../lib/html.js";
import { problemText, sendFiles } from "../lib/api.js";
import { number, t } from "../lib/i18n.js";
import { announce } from "../lib/live.js";
import { Loading, Problem } from "../parts/notices.js";

/** @param {{known: {items: import("./wizard.js").Profile[]}, items: import("./wizard.js").Item[], onItems: (items: any[]) => void,
 *   source: string, onSource: (source: string) => void, onNext: () => void}} props */
export function Files({ known, items, onItems, source, onSource, onNext }) {
  const [failed, setFailed] = useState("");
  const [busy, setBusy] = useState(false);
  const [over, setOver] = useState(false);
  const take = async (/** @type {FileList | null | undefined} */ files) => {
    if (!files?.length) return;
    setBusy(true);
    setFailed("");
    try {
      const found = (await sendFiles("/imports/inspect", [...files])).items;
      const all = [...items, ...found];
      onItems(all);
      onSource(all[0].source);
      announce(t("import_files_read", { count: all.length }));
    } catch (error) {
      setFailed(problemText(error));
    }
    setBusy(false);
  };
  const remove = (/** @type {string} */ upload) => onItems(items.filter((one) => one.upload !== upload));
  return html`<section class="card">
    <label
      class=${cx("dropzone", over && "over")}
      onDragOver=${(/** @type {DragEvent} */ event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave=${() => setOver(false)}
      onDrop=${(/** @type {DragEvent} */ event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer?.files);
      }}
    >
      <b>${t("import_drop")}</b><span class="muted">${t("import_kinds")}</span>
      <input type="file" multiple onChange=${(/** @type {any} */ event) => take(event.currentTarget.files)} />
    </label>
    ${busy && html`<${Loading} />`} ${failed && html`<${Problem} text=${failed} />`}
    ${items.length > 0 &&
    html`<ul class="files" aria-label=${t("import_step_files")}>
        ${items.map((item) => html`<${File} key=${item.upload} item=${item} known=${known} onRemove=${() => remove(item.upload)} />`)}
      </ul>
      <div class="form">
        <label
          >${t("import_source")}
          <select value=${source} onChange=${(/** @type {any} */ event) => onSource(event.currentTarget.value)}>
            ${known.items.map((one) => html`<option value=${one.source} selected=${one.source === source}>${one.name}</option>`)}
          </select></label
        >
      </div>
      <div class="actions"><button type="button" class="primary" onClick=${onNext}>${t("import_next")}</button></div>`}
  </section>`;
}

/** @param {{item: import("./wizard.js").Item, known: {items: import("./wizard.js").Profile[]}, onRemove: () => void}} props */
function File({ item, known, onRemove }) {
  return html`<li>
    <b>${item.file}</b>
    ${item.tables.map((table) => {
      const profile = known.items.find((one) => one.source === table.recognised?.source);
      return html`<span
        >${[
          table.sheet,
          t(`import_kind_${table.kind}`),
          table.encoding.toUpperCase(),
          t(table.is_more ? "import_rows_more" : "import_rows", { rows: number(table.rows) }),
          profile ? `${profile.name}: ${table.recognised?.table}` : t("import_unknown_list"),
        ]
          .filter(Boolean)
          .join(" · ")}</span
      >`;
    })}
    <button type="button" aria-label=${t("import_remove", { file: item.file })} onClick=${onRemove}>×</button>
  </li>`;
}
