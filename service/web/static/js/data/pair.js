// @ts-check
/** Two records side by side, and what speaks for and against their being one. */
import { html } from "../lib/html.js";
import { differing } from "../lib/differing.js";
import { nameOf, number, propertyWord, t, word } from "../lib/i18n.js";
import { address } from "../lib/route.js";
import { Shape } from "../parts/shape.js";
import { valueText } from "../parts/value.js";

/** Told first, in this order. */
const FIRST = ["name", "name_kana", "name_latin", "aliases", "corporate_number", "title", "emails", "phones", "address"];
/** Bits at which a bar is full. */
const FULL = 12;

/** @param {any} pair @returns {string[]} */
function names(pair) {
  const all = new Set([...Object.keys(pair.left.properties), ...Object.keys(pair.right.properties)]);
  const place = (/** @type {string} */ name) => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
  return [...all].sort((a, b) => place(a) - place(b) || a.localeCompare(b));
}

/** @param {{pieces: import("../lib/differing.js").Piece[]}} props */
function Marked({ pieces }) {
  return pieces.map((piece) => (piece.differs ? html`<mark>${piece.text}</mark>` : piece.text));
}

/** @param {{title: string, left: string, right: string}} props */
function Line({ title, left, right }) {
  const both = left && right ? differing(left, right) : null;
  return html`<tr class=${both && left === right ? "same" : ""}>
    <th scope="row">${title}</th>
    <td>${both ? html`<${Marked} pieces=${both[0]} />` : left || html`<span class="muted">${t("unknown")}</span>`}</td>
    <td>${both ? html`<${Marked} pieces=${both[1]} />` : right || html`<span class="muted">${t("unknown")}</span>`}</td>
  </tr>`;
}

/** @param {{record: any}} props */
function Head({ record }) {
  return html`<th scope="col">
    <a href=${address("/explore", { id: record.view_id })}><${Shape} label=${record.label} /> ${nameOf(record)}</a>
    <span class="muted">${record.sources.join(t("comma"))}</span>
  </th>`;
}

/** @param {{pair: any}} props */
export function Pair({ pair }) {
  const { left, right } = pair;
  const companies = (/** @type {any} */ record) => record.companies.map(nameOf).join(t("comma"));
  return html`<div class="scroll-x" tabindex="0" role="region" aria-label=${t("both_records")}>
      <table class="pair">
        <caption class="only-spoken">${t("both_records")}</caption>
        <thead><tr><td><span class="chip">${word("label", pair.label)}</span></td><${Head} record=${left} /><${Head} record=${right} /></tr></thead>
        <tbody>
          ${names(pair).map(
            (name) => html`<${Line}
              key=${name}
              title=${propertyWord(name)}
              left=${valueText(name, left.properties[name] ?? "", left.properties)}
              right=${valueText(name, right.properties[name] ?? "", right.properties)}
            />`,
          )}
          ${(companies(left) || companies(right)) && html`<${Line} title=${word("label", "Company")} left=${companies(left)} right=${companies(right)} />`}
          <${Line} title=${word("label", "Deal")} left=${number(left.deals)} right=${number(right.deals)} />
        </tbody>
      </table>
    </div>
    <${Reasons} reasons=${pair.reasons} />`;
}

/** What speaks for being one goes to the right, what speaks against it to the left. @param {{reasons: any[]}} props */
export function Reasons({ reasons }) {
  const told = reasons.filter((reason) => reason.bits);
  const unknown = reasons.filter((reason) => !reason.bits);
  return html`<section class="reasons">
    <h3>${t("for_and_against")}</h3>
    <ul>
      ${told.map((reason) => {
        const width = `${50 * Math.min(1, Math.abs(reason.bits) / FULL)}%`;
        const bits = number(reason.bits, { signDisplay: "always", maximumFractionDigits: 1 });
        return html`<li>
          <span class="title">${reason.title}</span>
          <span class=${reason.bits > 0 ? "bits for" : "bits against"} aria-hidden="true"><span style=${{ width }}></span></span>
          <b class="num">${t(reason.bits > 0 ? "bits_for" : "bits_against", { bits })}</b>
          <span class="said">${reason.text}</span>
        </li>`;
      })}
    </ul>
    ${unknown.length > 0 && html`<p class="muted">${t("not_compared", { list: unknown.map((one) => one.title).join(t("comma")) })}</p>`}
  </section>`;
}
