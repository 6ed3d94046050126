// @ts-check
/** The second step: what each column becomes, with its first cells; changed mappings are saved under a name. */
import { html, useMemo, useState } from "../lib/html.js";
import { problemText, send } from "../lib/api.js";
import { percent, t } from "../lib/i18n.js";
import { Problem } from "../parts/notices.js";

/** @param {{known: {items: import("./wizard.js").Profile[], targets: import("./wizard.js").Target[]}, items: import("./wizard.js").Item[], source: string,
 *   onBack: () => void, onNext: () => void, onSaved: (name: string) => void}} props */
export function Mapping({ known, items, source, onBack, onNext, onSaved }) {
  const tables = items.flatMap((item) => item.tables.map((table) => ({ item, table })));
  const only = tables.length === 1 && tables[0].table.kind !== "cards";
  const [chosen, setChosen] = useState(/** @type {Record<string, string>} */ ({}));
  const [shown, setShown] = useState(/** @type {Record<string, string[]>} */ ({}));
  const [name, setName] = useState(() => slug(items[0]?.file ?? ""));
  const [failed, setFailed] = useState("");
  const changed = Object.keys(chosen).length > 0;

  const choose = async (/** @type {string} */ column, /** @type {string} */ target) => {
    setChosen({ ...chosen, [column]: target });
    setFailed("");
    if (!target) {
      setShown({ ...shown, [column]: [] });
      return;
    }
    try {
      const body = { upload: items[0].upload, sheet: tables[0].table.sheet, column, target };
      const { becomes } = await send("POST", "/imports/becomes", body);
      setShown((old) => ({ ...old, [column]: becomes }));
    } catch (error) {
      setFailed(problemText(error));
    }
  };
  const next = async () => {
    if (!changed) {
      onNext();
      return;
    }
    /** @type {Record<string, string[]>} */
    const mapping = {};
    for (const column of tables[0].table.columns) {
      const target = chosen[column.name] ?? column.target;
      if (target) (mapping[target] ??= []).push(column.name);
    }
    try {
      await send("POST", "/profiles", { name, mapping });
      onSaved(name);
    } catch (error) {
      setFailed(problemText(error));
    }
  };
  return html`<section class="card">
    ${!only && html`<p class="muted">${t("import_mapping_fixed")}</p>`}
    ${tables.map(
      ({ item, table }) => html`<${Columns}
        key=${item.upload + table.sheet}
        title=${table.sheet ? `${item.file} / ${table.sheet}` : item.file}
        table=${table}
        targets=${known.targets}
        chosen=${chosen}
        shown=${shown}
        onChoose=${only ? choose : null}
      />`,
    )}
    ${changed &&
    html`<div class="form">
      <label
        >${t("import_mapping_name")}
        <input value=${name} maxlength="40" onInput=${(/** @type {any} */ event) => setName(event.currentTarget.value)}
      /></label>
      <p class="muted">${t("import_mapping_name_hint")}</p>
    </div>`}
    ${failed && html`<${Problem} text=${failed} />`}
    <div class="actions">
      <button type="button" onClick=${onBack}>${t("import_back")}</button>
      <button type="button" class="primary" onClick=${next}>${t("import_try")}</button>
      <span class="muted">${t("import_with", { name: known.items.find((one) => one.source === source)?.name ?? source })}</span>
    </div>
  </section>`;
}

/** @param {{title: string, table: import("./wizard.js").Table, targets: import("./wizard.js").Target[], chosen: Record<string, string>,
 *   shown: Record<string, string[]>, onChoose: ((column: string, target: string) => void) | null}} props */
function Columns({ title, table, targets, chosen, shown, onChoose }) {
  const groups = useMemo(() => grouped(targets), [targets]);
  const names = Object.fromEntries(targets.map((one) => [one.target, one.name]));
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${title}>
    <table class="accounts mapping">
      <caption>${title}</caption>
      <thead>
        <tr>
          <th scope="col">${t("import_column")}</th>
          <th scope="col">${t("import_first_cells")}</th>
          <th scope="col">${t("import_target")}</th>
          <th scope="col">${t("import_becomes")}</th>
          <th scope="col">${t("import_why")}</th>
        </tr>
      </thead>
      <tbody>
        ${table.columns.map((column, place) => {
          const target = chosen[column.name] ?? column.target ?? "";
          return html`<tr key=${column.name}>
            <th scope="row">${column.name}</th>
            <td><${Cells} cells=${table.first_rows.map((row) => row[place])} /></td>
            <td>
              ${onChoose
                ? html`<select
                    aria-label=${t("import_target_of", { column: column.name })}
                    value=${target}
                    onChange=${(/** @type {any} */ event) => onChoose(column.name, event.currentTarget.value)}
                  >
                    <option value="" selected=${!target}>${t("import_nothing")}</option>
                    ${groups.map(
                      ([label, options]) => html`<optgroup label=${label}>
                        ${options.map((one) => html`<option value=${one.target} selected=${one.target === target}>${one.name}</option>`)}
                      </optgroup>`,
                    )}
                  </select>`
                : (names[target] ?? t("import_nothing"))}
            </td>
            <td><${Cells} cells=${shown[column.name] ?? column.becomes} /></td>
            <td class="muted">
              ${column.name in chosen
                ? t("import_chosen")
                : [column.confidence > 0 && column.confidence < 1 ? percent(column.confidence) : "", ...column.why].filter(Boolean).join(t("comma"))}
            </td>
          </tr>`;
        })}
      </tbody>
    </table>
  </div>`;
}

/** @param {{cells: string[]}} props */
function Cells({ cells }) {
  const found = [...new Set(cells.filter(Boolean))].slice(0, 3);
  return found.length > 0 ? html`<ul class="cells">${found.map((cell) => html`<li>${cell}</li>`)}</ul>` : null;
}

/** @param {import("./wizard.js").Target[]} targets @returns {[string, import("./wizard.js").Target[]][]} */
function grouped(targets) {
  /** @type {Map<string, import("./wizard.js").Target[]>} */
  const groups = new Map();
  for (const one of targets) {
    const label = one.name.includes(":") ? one.name.split(":", 1)[0] : t("import_relations");
    groups.set(label, [...(groups.get(label) ?? []), one]);
  }
  return [...groups];
}

/** A name for a saved mapping, from the name of a file. @param {string} file */
function slug(file) {
  const plain = file.toLowerCase().replace(/\.[^.]*$/, "").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
  return plain.slice(0, 40) || "my-list";
}
