// @ts-check
/** The rooms about the data themselves: status, fields, quality, records that may be one. */
import { html } from "../lib/html.js";
import { t } from "../lib/i18n.js";
import { address } from "../lib/route.js";
import { FieldsRoom } from "./fields.js";
import { QualityRoom } from "./quality.js";
import { RegisterRoom } from "./register.js";
import { ReviewRoom } from "./review.js";
import { StatusRoom } from "./status.js";

/** @type {{path: string, title: string, room: any}[]} */
export const DATA_ROOMS = [
  { path: "/data/status", title: "room_status", room: StatusRoom },
  { path: "/data/fields", title: "room_fields", room: FieldsRoom },
  { path: "/data/quality", title: "room_quality", room: QualityRoom },
  { path: "/data/review", title: "room_review", room: ReviewRoom },
  { path: "/data/register", title: "room_register", room: RegisterRoom },
];

/** @param {{room: typeof DATA_ROOMS[number], route: import("../lib/route.js").Route}} props */
export function Data({ room, route }) {
  return html`<main id="main" class="data" tabindex="-1">
    <nav class="tabs" aria-label=${t("room_data")}>
      ${DATA_ROOMS.map((one) => html`<a href=${address(one.path)} aria-current=${one === room ? "page" : undefined}>${t(one.title)}</a>`)}
    </nav>
    <${room.room} route=${route} />
  </main>`;
}
