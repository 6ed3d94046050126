// @ts-check
/** The menu of rooms: a group of one is a link, the others open and close, by pointer and by keyboard. */
import { html, useEffect, useState } from "../lib/html.js";
import { useDismiss } from "../lib/hooks.js";
import { t } from "../lib/i18n.js";
import { address } from "../lib/route.js";
import { GROUPS, ROOMS, kept, roomAt } from "../rooms.js";

/** @param {{route: import("../lib/route.js").Route}} props */
export function Menu({ route }) {
  const [open, setOpen] = useState("");
  const group = roomAt(route.path)?.group;
  const menu = useDismiss(Boolean(open), () => {
    // What had the focus goes out of sight; it comes back to what opened it.
    if (menu.current?.contains(document.activeElement)) /** @type {HTMLElement | null} */ (menu.current.querySelector("[aria-expanded=true]"))?.focus();
    setOpen("");
  });
  useEffect(() => setOpen(""), [route.path]);
  const leave = (/** @type {FocusEvent} */ event) => {
    if (event.relatedTarget && !menu.current?.contains(/** @type {Node} */ (event.relatedTarget))) setOpen("");
  };
  const link = (/** @type {import("../rooms.js").Room} */ room) => html`<a
    href=${address(room.path, kept(room, route))}
    onClick=${() => setOpen("")}
    aria-current=${route.path === room.path ? "page" : undefined}
    >${t(room.title)}</a
  >`;
  return html`<nav class="rooms" aria-label=${t("rooms")} ref=${menu} onFocusOut=${leave}>
    ${GROUPS.map((name) => {
      const rooms = ROOMS.filter((room) => room.group === name);
      if (rooms.length === 1) return link(rooms[0]);
      return html`<div class="room-group">
        <button type="button" class=${name === group ? "current" : ""} aria-expanded=${open === name} aria-controls=${name} onClick=${() => setOpen(open === name ? "" : name)}>
          ${t(name)} <span aria-hidden="true">▾</span>
        </button>
        <div id=${name} class="room-list" hidden=${open !== name}>${rooms.map(link)}</div>
      </div>`;
    })}
  </nav>`;
}
