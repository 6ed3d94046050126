// @ts-check
/** A score as what it is made of: a bar of its parts, and a list of them with their evidence. */
import { html } from "../lib/html.js";
import { number, percent, t } from "../lib/i18n.js";
import { Evidence } from "./evidence.js";

/** @typedef {{name: string, title: string, value: number | null, weight: number, contribution: number | null, evidence_ids: string[]}} Part */

/** The colour of a part is its place in the list, the same for every item of an answer. @param {number} index */
export function partClass(index) {
  return `part-${index % 16}`;
}

/** The bar is as long as the score; each piece is one part. @param {{parts: Part[], score: number | null}} props */
export function ScoreBar({ parts, score }) {
  const told = parts
    .map((part) => `${part.title} ${part.contribution == null ? t("unknown") : percent(part.contribution)}`)
    .join(t("comma"));
  return html`<div class="score-bar" role="img" aria-label=${told}>
    ${parts.map(
      (part, index) =>
        part.contribution != null &&
        part.contribution > 0 &&
        html`<span
          class=${partClass(index)}
          style=${{ width: `${100 * part.contribution}%` }}
          title=${`${part.title}: ${percent(part.contribution)}`}
        ></span>`,
    )}
    ${score == null && html`<span class="unknown-bar"></span>`}
  </div>`;
}

/** The key to the bars. @param {{parts: Part[]}} props */
export function PartLegend({ parts }) {
  return html`<ul class="part-legend" aria-label=${t("parts")}>
    ${parts.map((part, index) => html`<li><span class=${`swatch ${partClass(index)}`}></span>${part.title}</li>`)}
    <li><span class="swatch unknown-swatch"></span>${t("unknown_part")}</li>
  </ul>`;
}

/**
 * What the weights are shares of. An unknown part counts by a share of its weight only, which the service
 * decides, so it is read back from a part that contributes.
 * @param {Part[]} parts
 */
function weightOfAll(parts) {
  const one = parts.find((part) => part.value && part.contribution);
  if (one) return (one.weight * Number(one.value)) / Number(one.contribution);
  return parts.reduce((sum, part) => sum + part.weight, 0) || 1;
}

/** @param {{parts: Part[], long?: boolean}} props */
export function PartList({ parts, long = false }) {
  const whole = weightOfAll(parts);
  return html`<ul class=${long ? "parts long" : "parts"}>
    ${parts.map(
      (part, index) => html`<li key=${part.name} class=${part.value == null ? "unknown" : ""}>
        <span class=${`swatch ${part.value == null ? "unknown-swatch" : partClass(index)}`} aria-hidden="true"></span>
        <span class="name">${part.title}</span>
        <span class="amount">
          ${part.value == null
            ? t("unknown")
            : html`<b>+${number(100 * (part.contribution ?? 0), { maximumFractionDigits: 1 })}</b>
                <span class="muted">${t("part_how", { value: percent(part.value), weight: percent(part.weight / whole) })}</span>`}
        </span>
        <span class="proof"><${Evidence} ids=${part.evidence_ids} /></span>
      </li>`,
    )}
  </ul>`;
}
