// @ts-check
import { html } from "../lib/html.js";
import { percent } from "../lib/i18n.js";

/** A share as a bar, told in words too. @param {{value: number, label: string, kind?: string}} props */
export function Bar({ value, label, kind = "" }) {
  return html`<span
    class=${`bar ${kind}`}
    role="meter"
    aria-label=${label}
    aria-valuemin="0"
    aria-valuemax="1"
    aria-valuenow=${value}
    aria-valuetext=${percent(value)}
    ><span style=${{ width: `${100 * Math.min(1, Math.max(0, value))}%` }}></span
  ></span>`;
}
