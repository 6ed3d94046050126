// @ts-check
/** Activity by month. Choosing a month shows the map as of its last day. */
import { cx, html } from "../lib/html.js";
import { AsOf } from "../parts/as_of.js";
import { month, number, t } from "../lib/i18n.js";

/** @param {string} iso such as 2026-01 */
function lastDay(iso) {
  const [year, at] = iso.split("-").map(Number);
  return new Date(Date.UTC(year, at, 0)).toISOString().slice(0, 10);
}

/** @param {{months: {month: string, count: number}[], asOf: string, onPick: (day: string) => void}} props */
export function Histogram({ months, asOf, onPick }) {
  const most = Math.max(1, ...months.map((one) => one.count));
  const chosen = asOf.slice(0, 7);
  const first = months[0]?.month;
  const last = months.at(-1)?.month;
  return html`<section class="histogram" aria-label=${t("activity")}>
    <h2>${t("activity")}</h2>
    ${months.length === 0
      ? html`<p class="muted">${t("activity_none")}</p>`
      : html`<div class="bars">
          ${months.map(
            (one, index) => html`<button
              type="button"
              key=${one.month}
              class=${cx("month", index >= months.length - 12 && "recent", one.month === chosen && "chosen", chosen && one.month > chosen && "later")}
              title=${t("activity_month", { month: month(one.month), n: number(one.count) })}
              aria-label=${t("activity_month", { month: month(one.month), n: number(one.count) })}
              aria-pressed=${one.month === chosen}
              onClick=${() => onPick(one.month === chosen ? "" : lastDay(one.month))}
            ><span style=${{ height: `${Math.max(4, (100 * one.count) / most)}%` }}></span></button>`,
          )}
        </div>
        <span class="span">${first && last ? `${month(first)} – ${month(last)}` : ""}</span>`}
    <${AsOf} asOf=${asOf} />
  </section>`;
}
