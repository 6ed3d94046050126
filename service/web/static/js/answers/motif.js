// @ts-check
/** A won deal as a pattern: its pieces, and at each place what fits, what is missing and what is unknown. */
import { html } from "../lib/html.js";
import { nameOf, number, percent, t, word } from "../lib/i18n.js";
import { address } from "../lib/route.js";
import { Evidence } from "../parts/evidence.js";

const STATES = ["fits", "likely", "missing", "unknown"];
/** @type {Record<string, string>} */
const COLOUR = { fits: "same", missing: "flag" };

/** The thing or code a piece is about, without the kind before it. @param {any} piece */
function nameOfPiece(piece) {
  return piece.params.name ? nameOf(piece.params) : piece.text;
}

/** @param {{item: any}} props */
export function MotifDetails({ item }) {
  const d = item.details;
  return html`
    <p class="where"><a href=${address("/explore", { id: d.company.id })}>${nameOf(d.company)}</a></p>
    <p class="chips"><span class="chip kind">${word("motif_ring", d.ring)} <${Evidence} ids=${d.ring_evidence_ids} /></span></p>
    ${STATES.map((state) => {
      const pieces = d.pieces.filter((/** @type {any} */ one) => one.state === state);
      if (!pieces.length) return null;
      return html`<p class="chips" data-pieces=${state}>
        <span class="muted">${t(`piece_${state}`)}</span>
        ${pieces.map(
          (/** @type {any} */ one) => html`<span class=${`chip ${COLOUR[state] ?? ""}`}
            >${nameOfPiece(one)}${one.likeness !== null && html` <span class="num">${percent(one.likeness)}</span>`}${one.people.length > 0 && html`: ${one.people.map((/** @type {any} */ person) => nameOf(person)).join(", ")}${one.more_people > 0 && ` +${number(one.more_people)}`}`} <${Evidence} ids=${one.evidence_ids}
          /></span>`,
        )}
      </p>`;
    })}
    ${d.won.length > 0 &&
    html`<p class="chips"><span class="muted">${t("motif_won")}</span> ${d.won.map((/** @type {any} */ deal) => html`<a class="chip" href=${address("/explore", { id: deal.id })}>${nameOf(deal)}</a>`)}</p>`}
    <p><a href=${address("/explore", { id: item.id })}>${t("piece_enter")}</a></p>
  `;
}

/** What the story is made of, and how many places each ring holds. @param {{answer: any}} props */
export function Motif({ answer }) {
  const { motif, rings } = answer.details;
  return html`<aside class="beside" aria-label=${t("motif_pieces")}>
    <section class="card">
      <h2>${t("motif_pieces")}</h2>
      <ul class="plain">
        ${motif.map(
          (/** @type {any} */ one) => html`<li>
            <span class="muted">${t(`motif_${one.part}`)}</span> ${nameOfPiece(one)}
            <${Evidence} ids=${one.evidence_ids} />
          </li>`,
        )}
      </ul>
    </section>
    <section class="card">
      <h2>${t("motif_rings")}</h2>
      <dl class="pairs">${Object.entries(rings).map(([ring, found]) => html`<dt>${word("motif_ring", ring)}</dt><dd>${number(/** @type {number} */ (found))}</dd>`)}</dl>
    </section>
  </aside>`;
}
