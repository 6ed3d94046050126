// @ts-check
/** What can be done to the map, each with its key. */
import { cx, html, useState } from "../lib/html.js";
import { useDismiss } from "../lib/hooks.js";
import { t } from "../lib/i18n.js";
import { csvOf, save } from "./export.js";

/**
 * @param {{selected: string[], actions: any, canUndo: boolean, canRedo: boolean, mode: string,
 *   onMode: (mode: string) => void, name: string, view: import("./view.js").View,
 *   canvas: {current: import("./canvas.js").CanvasHandle | null}}} props
 */
export function Toolbar({ selected, actions, canUndo, canRedo, mode, onMode, canvas, view, name }) {
  const none = selected.length === 0;
  const button = (/** @type {string} */ text, /** @type {string} */ key, /** @type {() => void} */ act, off = false) =>
    html`<button type="button" class="tool" disabled=${off} onClick=${act} aria-keyshortcuts=${key}
      >${t(text)}<kbd aria-hidden="true">${key}</kbd></button
    >`;
  const png = async () => save(await /** @type {any} */ (canvas.current).png(), `${name}.png`);
  const csv = () => save(new Blob([csvOf(view)], { type: "text/csv;charset=utf-8" }), `${name}.csv`);
  return html`<div class="toolbar" role="toolbar" aria-label=${t("tools")}>
    <${Drop} text=${t("layout")} items=${[
      [t("layout_sites"), () => actions.layout("sites")],
      [t("layout_organic"), () => actions.layout("organic")],
      [t("layout_fit"), () => canvas.current?.fit()],
    ]} />
    ${button("expand", "E", actions.expand)}
    ${button("path", "P", actions.path, none)}
    ${button("pin", "F", () => actions.pin(selected), none)}
    ${button("hide", "H", () => actions.hide(selected), none)}
    <button type="button" class="tool icon" disabled=${!canUndo} onClick=${actions.undo} aria-label=${t("undo")} title=${`${t("undo")} (Ctrl+Z)`}>↶</button>
    <button type="button" class="tool icon" disabled=${!canRedo} onClick=${actions.redo} aria-label=${t("redo")} title=${`${t("redo")} (Ctrl+Shift+Z)`}>↷</button>
    <div class="segments" role="group" aria-label=${t("view")}>
      ${["graph", "both", "table"].map(
        (one) => html`<button type="button" class=${cx("tool", mode === one && "on")} aria-pressed=${mode === one} onClick=${() => onMode(one)}
          >${t(`view_${one}`)}${one === "both" && html`<kbd aria-hidden="true">T</kbd>`}</button
        >`,
      )}
    </div>
    <${Drop} text=${t("export")} items=${[
      [t("export_csv"), csv],
      [t("export_png"), png],
    ]} />
    <span class="grow"></span>
    <button type="button" class="tool icon" onClick=${actions.help} aria-label=${t("help_title")} title=${t("help_title")}>?</button>
  </div>`;
}

/** @param {{text: string, items: [string, () => void][]}} props */
function Drop({ text, items }) {
  const [open, setOpen] = useState(false);
  const ref = useDismiss(open, () => setOpen(false));
  return html`<div class="drop" ref=${ref}>
    <button type="button" class="tool" aria-haspopup="menu" aria-expanded=${open} onClick=${() => setOpen(!open)}>${text} ▾</button>
    ${open &&
    html`<ul class="menu" role="menu">
      ${items.map(
        ([title, act]) => html`<li role="none"><button type="button" role="menuitem" onClick=${() => (setOpen(false), act())}>${title}</button></li>`,
      )}
    </ul>`}
  </div>`;
}
