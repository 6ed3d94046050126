// @ts-check
import { html, useEffect, useRef } from "../lib/html.js";
import { t } from "../lib/i18n.js";
import { KEYS } from "./keys.js";

/** @param {{onClose: () => void}} props */
export function Help({ onClose }) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useEffect(() => dialog.current?.showModal(), []);
  return html`<dialog class="help" ref=${dialog} onClose=${onClose} aria-labelledby="help-title">
    <h2 id="help-title">${t("help_title")}</h2>
    <dl>
      ${KEYS.map(([key, text]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${t(text)}</dd></div>`)}
    </dl>
    <p class="muted">${t("help_mouse")}</p>
    <form method="dialog"><button class="primary" autofocus>${t("close")}</button></form>
  </dialog>`;
}
