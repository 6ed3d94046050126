// @ts-check
import { html, useState } from "../lib/html.js";
import { t } from "../lib/i18n.js";
import { announce } from "../lib/live.js";

/** @param {{text: string}} props */
export function Problem({ text }) {
  return html`<p class="problem" role="alert">${text}</p>`;
}

/** @param {{text?: string}} props */
export function Loading({ text }) {
  return html`<p class="loading" aria-busy="true"><span class="dots" aria-hidden="true"></span>${text ?? t("loading")}</p>`;
}

/** A command to copy. @param {{text: string}} props */
export function Command({ text }) {
  const [copied, setCopied] = useState(false);
  const copy = () =>
    navigator.clipboard.writeText(text).then(() => {
      setCopied(true);
      announce(t("copied"));
    });
  return html`<span class="command"
    ><code>${text}</code
    ><button type="button" onClick=${copy}>${copied ? t("copied") : t("copy")}</button></span
  >`;
}
