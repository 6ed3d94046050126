// @ts-check
/** One item of a ranking: place, name, what it scores and of what, how sure that is, what would change it. */
import { html, useState } from "../lib/html.js";
import { nameOf, number, percent, t } from "../lib/i18n.js";
import { address } from "../lib/route.js";
import { PartList, ScoreBar } from "../parts/score.js";
import { Shape } from "../parts/shape.js";

/** @param {{item: any, rank: number, asOf: string, children: any}} props */
export function Ranked({ item, rank, asOf, children }) {
  const [open, setOpen] = useState(rank === 1);
  const unknown = item.parts.filter((/** @type {any} */ part) => part.value == null);
  return html`<li class="ranked card" data-id=${item.id}>
    <div class="ranked-head">
      <span class="rank" aria-label=${t("rank", { rank })}>${number(rank)}</span>
      <div class="ranked-who">
        <h2>
          <${Shape} label=${item.label} size=${15} />
          <a href=${address("/explore", { id: item.id, as_of: asOf })}>${nameOf(item)}</a>
          ${item.state === "inferred" && html`<span class="chip state-inferred">${t("state_inferred")}</span>`}
        </h2>
        ${children}
      </div>
      <div class="ranked-score">
        <b>${item.score == null ? t("unknown") : number(100 * item.score, { maximumFractionDigits: 0 })}</b>
        <span class="muted" title=${t("confidence_hint")}>${t("confidence", { value: percent(item.confidence) })}</span>
      </div>
    </div>
    <${ScoreBar} parts=${item.parts} score=${item.score} />
    ${unknown.length > 0 &&
    html`<p class="unknowns"><span class="swatch unknown-swatch" aria-hidden="true"></span>${t("unknown_parts", {
        list: unknown.map((/** @type {any} */ part) => part.title).join(t("comma")),
      })}</p>`}
    <button type="button" class="link more" aria-expanded=${open} onClick=${() => setOpen(!open)}>
      ${t(open ? "less" : "why")}
    </button>
    ${open &&
    html`<div class="ranked-body">
      <${PartList} parts=${item.parts} long=${true} />
      ${item.would_change?.length > 0 &&
      html`<h3>${t("would_change")}</h3>
        <ul class="marks">
          ${item.would_change.map((/** @type {any} */ one) => html`<li>${one.text}</li>`)}
        </ul>`}
    </div>`}
  </li>`;
}
