// @ts-check
/** A thing that several records are one in: which they are, why, and parting them. */
import { html, useState } from "../lib/html.js";
import { get, problemText, send } from "../lib/api.js";
import { useAnswer } from "../lib/hooks.js";
import { day, nameOf, number, t } from "../lib/i18n.js";
import { announce } from "../lib/live.js";
import { Reasons } from "../data/pair.js";
import { Problem } from "../parts/notices.js";

export const RESOLVED = new Set(["Company", "Site", "Contact"]);

/** @param {{entity: any, onChange: () => void}} props */
export function Merged({ entity, onChange }) {
  const [turn, setTurn] = useState(0);
  const [fault, setFault] = useState("");
  const { data } = useAnswer((signal) => get(`/resolution/records/${encodeURIComponent(entity.id)}`, {}, { signal }), [entity.id, turn]);
  const part = async (/** @type {any} */ record) => {
    setFault("");
    try {
      await send("POST", "/resolution/part", { id: record.id });
      announce(t("parted"));
      setTurn(turn + 1);
      onChange();
    } catch (error) {
      setFault(problemText(error));
    }
  };
  return html`
    ${entity.notice && html`<p class="notice" role="status">${entity.notice}</p>`}
    ${fault && html`<${Problem} text=${fault} />`}
    ${data?.records.length > 1 &&
    html`<section class="merged">
      <h3>${t("one_with", { n: number(data.records.length - 1) })}</h3>
      <ul class="marks">
        ${data.records.map(
          (/** @type {any} */ record) => html`<li key=${record.id}>
            <span>${nameOf(record)} <span class="muted">${record.sources.join(t("comma"))}</span></span>
            <button type="button" class="link" aria-label=${t("part_record", { name: `${nameOf(record)} ${record.id}` })} onClick=${() => part(record)}>${t("part")}</button>
          </li>`,
        )}
      </ul>
      ${data.judgements.map(
        (/** @type {any} */ one) => html`<p class="muted">
          ${t(one.is_match ? "judged_one_by" : "judged_two_by", { by: one.by ?? t("unknown"), on: day(one.at), left: one.names[0], right: one.names[1] })}${one.reason ? ` ${one.reason}` : ""}
        </p>`,
      )}
      ${data.pairs.length > 0 &&
      html`<details>
        <summary>${t("why_one")}</summary>
        ${data.pairs.map((/** @type {any} */ pair) => html`<p><b>${pair.names[0]}</b> / <b>${pair.names[1]}</b></p><${Reasons} reasons=${pair.reasons} />`)}
      </details>`}
    </section>`}
  `;
}
