// @ts-check
/** Above the board: view, size, day, undo, and taking the map away. */
import { html, useState } from "../lib/html.js";
import { useDismiss } from "../lib/hooks.js";
import { day, language, t } from "../lib/i18n.js";
import { amend } from "../lib/route.js";
import { AsOf } from "../parts/as_of.js";
import { saveCsv, savePng, saveSvg } from "./picture.js";

const WEEKS_BACK = 104;
const DAY_MS = 86_400_000;
const SCALES = [0.4, 1.4];

/** @param {{map: any, cards: any[], view: string, asOf: string, scale: number, edits: any, onScale: (scale: number) => void}} props */
export function Tools({ map, cards, view, asOf, scale, edits, onScale }) {
  const size = (/** @type {number} */ step) => onScale(Math.min(SCALES[1], Math.max(SCALES[0], Math.round((scale + step) * 20) / 20)));
  return html`<div class="toolbar" role="toolbar" aria-label=${t("map_tools")}>
    <span class="segments" role="group" aria-label=${t("map_view")}>
      ${["board", "list"].map(
        (one) => html`<button type="button" class=${`tool${view === one ? " on" : ""}`} aria-pressed=${view === one} onClick=${() => amend({ view: one })}>${t(one === "board" ? "map_board" : "map_list")}</button>`,
      )}
    </span>
    ${view === "board" &&
    html`<button type="button" class="tool icon" aria-label=${t("smaller")} onClick=${() => size(-0.15)}>−</button>
      <button type="button" class="tool icon" aria-label=${t("larger")} onClick=${() => size(0.15)}>+</button>`}
    <button type="button" class="tool" disabled=${!edits.canUndo || edits.busy} onClick=${edits.undo}>↶ ${t("undo_edit")}</button>
    <${Export} map=${map} cards=${cards} asOf=${asOf} />
    <span class="grow"></span>
    <${Weeks} asOf=${asOf} />
    <${AsOf} asOf=${asOf} />
  </div>`;
}

/** Two years back by week. @param {{asOf: string}} props */
function Weeks({ asOf }) {
  const weeks = asOf ? Math.round((Date.now() - new Date(`${asOf}T00:00:00`).getTime()) / (7 * DAY_MS)) : 0;
  const change = (/** @type {any} */ event) => {
    const back = Number(event.currentTarget.value);
    const then = new Date(Date.now() + back * 7 * DAY_MS);
    const iso = new Date(then.getTime() - then.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
    amend({ as_of: back === 0 ? "" : iso });
  };
  return html`<input class="weeks" type="range" min=${-WEEKS_BACK} max="0" step="1" value=${-Math.min(WEEKS_BACK, Math.max(0, weeks))} aria-label=${t("as_of_slider")} aria-valuetext=${asOf ? day(asOf) : t("now")} onChange=${change} />`;
}

/** @param {{map: any, cards: any[], asOf: string}} props */
function Export({ map, cards, asOf }) {
  const [open, setOpen] = useState(false);
  const ref = useDismiss(open, () => setOpen(false));
  const name = `enishi-map-${map.scope.id}-${map.as_of}`;
  const slides = `/api/v1/decision-map?${new URLSearchParams({ [map.scope.label.toLowerCase()]: map.scope.id, format: "pptx", lang: language(), ...(asOf && { as_of: asOf }) })}`;
  const pick = (/** @type {() => void} */ work) => () => {
    setOpen(false);
    work();
  };
  return html`<div class="drop" ref=${ref}>
    <button type="button" class="tool" aria-expanded=${open} aria-haspopup="true" onClick=${() => setOpen(!open)}>${t("export")} ▾</button>
    ${open &&
    html`<div class="menu">
      <button type="button" onClick=${pick(() => savePng(map, cards, map.lines, name))}>${t("export_png")}</button>
      <button type="button" onClick=${pick(() => saveSvg(map, cards, map.lines, name))}>${t("export_svg")}</button>
      <button type="button" onClick=${pick(() => saveCsv(map, cards, name))}>${t("export_csv")}</button>
      <a class="button" href=${slides} download onClick=${() => setOpen(false)}>${t("export_pptx")}</a>
      <button type="button" onClick=${pick(() => window.print())}>${t("print")}</button>
    </div>`}
  </div>`;
}
