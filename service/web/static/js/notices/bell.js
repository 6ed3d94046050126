// @ts-check
/** The bell in the header: how many notices nobody has seen, and the way to them. */
import { html, useEffect, useState } from "../lib/html.js";
import { get } from "../lib/api.js";
import { number, t } from "../lib/i18n.js";
import { address } from "../lib/route.js";

export const CHANGED = "enishi:notices";

/** @param {{route: import("../lib/route.js").Route}} props */
export function Bell({ route }) {
  const [unseen, setUnseen] = useState(0);
  useEffect(() => {
    let here = true;
    const look = () =>
      get("/notices", { limit: 1 }).then(
        (found) => here && setUnseen(found.unseen),
        () => {}, // The room says what is wrong; the header stays as it is.
      );
    look();
    addEventListener(CHANGED, look);
    return () => {
      here = false;
      removeEventListener(CHANGED, look);
    };
  }, [route.path]);
  const name = unseen ? t("notices_bell", { n: number(unseen) }) : t("room_notices");
  return html`<a class="notices-bell" href=${address("/notices")} aria-label=${name} title=${name} aria-current=${route.path === "/notices" ? "page" : undefined}>
    <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true"><path d="M10 2.5a5 5 0 0 0-5 5c0 4-1.6 5.4-2 6h14c-.4-.6-2-2-2-6a5 5 0 0 0-5-5zM8 15.5a2 2 0 0 0 4 0" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linejoin="round" /></svg>
    ${unseen > 0 && html`<b aria-hidden="true">${unseen > 99 ? "99+" : unseen}</b>`}
  </a>`;
}
