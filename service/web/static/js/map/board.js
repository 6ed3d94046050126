// @ts-check
/** The board of the decision map: people as real buttons, lines between them behind. */
import { cx, html, useEffect, useRef, useState } from "../lib/html.js";
import { hasText, nameOf, percent, t, word } from "../lib/i18n.js";
import { Bar } from "../parts/bar.js";
import { STANCES } from "../parts/shape.js";
import { CARD, corner, extent, kindOf, pathOf, towards } from "./geometry.js";

const DRAG_FROM = 6;
/** What of a sheet of A4 on its side is left for the board, in pixels of CSS. */
const SHEET = { width: 1040, height: 620 };

/** @param {{cards: any[], lines: any[], whole: any[], chosen: string, scale: number, canEdit: boolean,
 *   onChoose: (id: string) => void, onManager: (id: string, manager: string) => void}} props
 *   ``whole``: all cards, also those that are filtered away: the board keeps its size. */
export function Board({ cards, lines, whole, chosen, scale, canEdit, onChoose, onManager }) {
  const size = extent(whole);
  const fit = Math.min(1, SHEET.width / size.width, SHEET.height / size.height);
  const byId = new Map(cards.map((card) => [card.id, card]));
  const drawn = lines.filter((line) => byId.has(line.source) && byId.has(line.target));
  const { drag, hold } = useDrag(canEdit, onManager);
  const board = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    if (chosen) board.current?.querySelector(`[data-card="${CSS.escape(chosen)}"]`)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [chosen]);
  const move = (/** @type {KeyboardEvent} */ event) => {
    const from = byId.get(/** @type {HTMLElement} */ (event.target).closest?.("[data-card]")?.getAttribute("data-card"));
    const next = from && towards(cards, from, event.key);
    if (!next) return;
    event.preventDefault();
    /** @type {HTMLElement | null} */ (board.current?.querySelector(`[data-card="${CSS.escape(next.id)}"]`))?.focus();
  };
  return html`<div class="board" ref=${board} tabindex="-1">
    <div class="board-size" style=${{ width: `${size.width * scale}px`, height: `${size.height * scale}px`, "--fit": fit, "--sheet-height": `${size.height * fit}px` }}>
      <div class="board-inner" style=${{ width: `${size.width}px`, height: `${size.height}px`, transform: `scale(${scale})` }} onKeyDown=${move}>
        <svg class="lines" width=${size.width} height=${size.height} aria-hidden="true">
          <${Arrows} />
          ${drawn.map((line) => {
            const { kind, suggested } = kindOf(line);
            return html`<path
              key=${line.id}
              class=${cx(`line-${kind}`, suggested && "suggested", chosen && (chosen === line.source || chosen === line.target ? "near" : "aside"))}
              data-line=${line.id}
              d=${pathOf(line, byId.get(line.source), byId.get(line.target))}
              marker-end=${kind === "reports" ? undefined : `url(#arrow-${kind})`}
            />`;
          })}
        </svg>
        <ul class="map-cards">
          ${cards.map(
            (card) => html`<li key=${card.id} style=${{ left: `${corner(card).x}px`, top: `${corner(card).y}px` }}>
              <${Card}
                card=${card}
                isChosen=${card.id === chosen}
                drag=${drag}
                scale=${scale}
                hold=${hold}
                onChoose=${onChoose}
              />
            </li>`,
          )}
        </ul>
      </div>
    </div>
  </div>`;
}

function Arrows() {
  return html`<defs>
    ${["influence", "conflict"].map(
      (kind) => html`<marker id=${`arrow-${kind}`} class=${`arrow-${kind}`} viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto-start-reverse">
        <path d="M0 0L10 5L0 10z" />
      </marker>`,
    )}
  </defs>`;
}

/** @param {{card: any, isChosen: boolean, drag: any, scale: number, hold: (id: string) => any, onChoose: (id: string) => void}} props */
function Card({ card, isChosen, drag, scale, hold, onChoose }) {
  const look = STANCES[/** @type {keyof typeof STANCES} */ (card.stance)];
  const held = drag?.id === card.id;
  const roles = rolesOf(card);
  return html`<button
    type="button"
    class=${cx("map-card", card.in_center && `edge-${card.stance}`, isChosen && "chosen", held && "held", drag?.over === card.id && !held && "target", card.flags.includes("has_left") && "gone", !card.in_center && "outside")}
    style=${{ width: `${CARD.width}px`, height: `${CARD.height}px`, transform: held ? `translate(${drag.dx / scale}px, ${drag.dy / scale}px)` : "" }}
    data-card=${card.id}
    aria-pressed=${isChosen}
    onClick=${() => onChoose(card.id)}
    ...${hold(card.id)}
  >
    <span class="card-top"><b>${nameOf(card)}</b>${roles.length > 0 && html`<span class=${cx("chip", `state-${card.state}`)}>${word("role", roles[0])}${roles.length > 1 ? ` +${roles.length - 1}` : ""}</span>`}</span>
    <span class="card-title">${card.title || (card.unit ? nameOf(card.unit) : "")}</span>
    <span class="card-marks">
      ${card.in_center && html`<span class=${`stance-word stance-${card.stance}`}><span aria-hidden="true">${look?.mark}</span> ${word("stance", card.stance)}</span>`}
      ${card.flags
        .filter((/** @type {string} */ flag) => flag !== "opted_out")
        .slice(0, 1)
        .map((/** @type {string} */ flag) => html`<span class="card-flag">⚑ ${hasText(`flag_${flag}`) ? t(`flag_${flag}`) : flag}</span>`)}
    </span>
    ${card.strength == null
      ? html`<span class="no-tie">${t("no_tie")}</span>`
      : html`<span class="card-tie"><${Bar} value=${card.strength} kind=${card.band} label=${t("tie_strength")} /><span>${percent(card.strength)}</span></span>`}
  </button>`;
}

/** The roles of a card, each once. @param {any} card @returns {string[]} */
export function rolesOf(card) {
  return [...new Set(card.roles.map((/** @type {any} */ one) => one.role).filter(Boolean))];
}

/**
 * Drag one card onto another with a mouse or a pen; on a touch screen and by keyboard the inspector does it.
 * @param {boolean} canEdit @param {(id: string, manager: string) => void} onDrop
 */
function useDrag(canEdit, onDrop) {
  const [drag, setDrag] = useState(/** @type {any} */ (null));
  const start = useRef(/** @type {any} */ (null));
  const under = (/** @type {PointerEvent} */ event, /** @type {string} */ id) =>
    document
      .elementsFromPoint(event.clientX, event.clientY)
      .map((one) => one.closest("[data-card]")?.getAttribute("data-card"))
      .find((one) => one && one !== id) ?? "";
  const hold = (/** @type {string} */ id) =>
    canEdit
      ? {
          onPointerDown: (/** @type {PointerEvent} */ event) => {
            if (event.pointerType === "touch" || event.button) return;
            start.current = { id, x: event.clientX, y: event.clientY, moved: false };
            /** @type {HTMLElement} */ (event.currentTarget).setPointerCapture(event.pointerId);
          },
          onPointerMove: (/** @type {PointerEvent} */ event) => {
            const from = start.current;
            if (!from) return;
            const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
            if (!from.moved && Math.hypot(dx, dy) < DRAG_FROM) return;
            from.moved = true;
            setDrag({ id, dx, dy, over: under(event, id) });
          },
          onPointerUp: (/** @type {PointerEvent} */ event) => {
            const from = start.current;
            start.current = null;
            setDrag(null);
            const manager = from?.moved ? under(event, id) : "";
            if (manager) onDrop(id, manager);
          },
          onPointerCancel: () => {
            start.current = null;
            setDrag(null);
          },
        }
      : {};
  return { drag, hold };
}
