// @ts-check
/** Small marks that cards and lists share. */
import { html } from "../lib/html.js";
import { hasText, percent, t, word } from "../lib/i18n.js";
import { Bar } from "./bar.js";
import { STANCES } from "./shape.js";

/** @param {{stance: string | null | undefined}} props */
export function Stance({ stance }) {
  if (!stance) return null;
  const look = STANCES[/** @type {keyof typeof STANCES} */ (stance)];
  return html`<span class=${`chip stance-${stance}`}><span aria-hidden="true">${look?.mark}</span> ${word("stance", stance)}</span>`;
}

/** @param {{role: string | null | undefined}} props */
export function Role({ role }) {
  return role ? html`<span class="chip">${word("role", role)}</span>` : null;
}

/** @param {{status: string | null | undefined}} props */
export function Status({ status }) {
  if (!status) return null;
  return html`<span class=${`chip status-${status}`}>${word("status", status)}</span>`;
}

/** @param {{flag: string}} props */
export function Flag({ flag }) {
  return html`<span class="chip flag">${hasText(`flag_${flag}`) ? t(`flag_${flag}`) : flag}</span>`;
}

/** How strong a tie is, with its band in words. @param {{value: number | null | undefined}} props */
export function Strength({ value }) {
  if (value == null) return html`<span class="muted">${t("no_tie")}</span>`;
  const band = value >= 0.7 ? "regular" : value >= 0.4 ? "occasional" : "sporadic";
  return html`<span class="strength" title=${percent(value)}>
    <${Bar} value=${value} kind=${band} label=${t("tie_strength")} />
    <span>${t(`band_${band}`)}</span>
  </span>`;
}
