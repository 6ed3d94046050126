// @ts-check
/** The twin of the map: the same nodes as rows, the same selection, the same actions by the same keys. */
import { cx, html, useMemo, useState } from "../lib/html.js";
import { byName, nameOf, number, percent, t, word } from "../lib/i18n.js";
import { Shape, LABEL_ORDER, STANCES } from "../parts/shape.js";
import { columns } from "./export.js";

/**
 * @param {{view: import("./view.js").View, selection: string[], onSelect: (ids: string[]) => void,
 *   onExpand: (id: string) => void}} props
 */
export function TableTwin({ view, selection, onSelect, onExpand }) {
  const [sort, setSort] = useState({ key: "label", down: false });
  const cols = columns(view);
  const rows = useMemo(() => {
    const of = cols.find((one) => one.key === sort.key)?.of ?? (() => "");
    const compare = (/** @type {any} */ a, /** @type {any} */ b) => {
      if (sort.key === "name") return byName(a, b);
      if (sort.key === "label") return LABEL_ORDER.indexOf(a.label) - LABEL_ORDER.indexOf(b.label) || byName(a, b);
      const [x, y] = [of(a), of(b)];
      // What is unknown comes last either way.
      if (x === "" || y === "") return (Number(x === "") - Number(y === "")) * (sort.down ? -1 : 1) || byName(a, b);
      return (typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y))) || byName(a, b);
    };
    const sorted = [...view.nodes].sort(compare);
    return sort.down ? sorted.reverse() : sorted;
  }, [view, sort]);
  const chosen = new Set(selection);
  const pick = (/** @type {string} */ id, /** @type {boolean} */ more) => {
    if (!more) return onSelect([id]);
    return onSelect(chosen.has(id) ? selection.filter((one) => one !== id) : [...selection, id]);
  };
  const key = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const row = /** @type {HTMLElement} */ (event.currentTarget);
    const next = event.key === "ArrowDown" ? row.nextElementSibling : row.previousElementSibling;
    if (next) {
      event.preventDefault();
      /** @type {HTMLElement | null} */ (next.querySelector("button"))?.focus();
    }
  };
  return html`<div class="twin" tabindex="0" role="region" aria-label=${t("table_label")}>
    <table>
      <caption class="only-spoken">${t("table_caption", { n: view.nodes.length })}</caption>
      <thead>
        <tr>
          ${cols.map(
            (one) => html`<th
              scope="col"
              class=${cx((one.key === "strength" || one.key === "degree") && "num")}
              aria-sort=${sort.key === one.key ? (sort.down ? "descending" : "ascending") : undefined}
            ><button type="button" onClick=${() => setSort({ key: one.key, down: sort.key === one.key && !sort.down })}>
              ${one.title}<span aria-hidden="true">${sort.key === one.key ? (sort.down ? " ↓" : " ↑") : ""}</span>
            </button></th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (node) => html`<tr
            key=${node.id}
            data-id=${node.id}
            class=${cx(chosen.has(node.id) && "chosen", node.has_left && "gone")}
            onKeyDown=${key}
            onClick=${(/** @type {MouseEvent} */ event) => pick(node.id, event.ctrlKey || event.metaKey || event.shiftKey)}
            onDblClick=${() => onExpand(node.id)}
          >
            <th scope="row">
              <button type="button" class="link" aria-pressed=${chosen.has(node.id)}
                ><${Shape} label=${node.label} />${nameOf(node)}${node.has_left ? ` (${t("left")})` : ""}</button
              >
            </th>
            <td>${word("label", node.label)}</td>
            <td>${cols[2].of(node)}</td>
            <td>${cols[3].of(node)}</td>
            <td>${word("role", node.role)}</td>
            <td>
              ${node.stance && html`<span aria-hidden="true">${STANCES[/** @type {keyof typeof STANCES} */ (node.stance)]?.mark} </span>`}${word("stance", node.stance)}
            </td>
            <td>${word("status", node.status)}</td>
            <td class="num">${node.strength == null ? "" : percent(node.strength)}</td>
            <td class="num">${number(node.degree)}</td>
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
