// @ts-check
import { html } from "../lib/html.js";
import { nameOf, t } from "../lib/i18n.js";
import { Evidence } from "../parts/evidence.js";
import { Status } from "../parts/badges.js";

/** Things are named by what they are: plain words, nodes or sentences. @param {any} one */
function wordsOf(one) {
  if (one == null) return "";
  return typeof one === "object" ? (one.text ?? (one.name ? nameOf(one) : "")) : String(one);
}

/** @param {{item: any}} props */
export function LookalikeDetails({ item }) {
  const d = item.details;
  const list = (/** @type {any[]} */ all) => (all ?? []).map(wordsOf).filter(Boolean);
  const [shared, differs] = [list(d.shared), list(d.differs)];
  return html`
    ${item.label === "Site" && d.company && html`<p class="where">${nameOf(d.company)}</p>`}
    <p class="chips"><${Status} status=${d.company?.status ?? d.status} /></p>
    ${shared.length > 0 && html`<p><span class="muted">${t("shared")}</span> ${shared.map((one) => html`<span class="chip same">${one}</span>`)}</p>`}
    ${differs.length > 0 && html`<p><span class="muted">${t("differs")}</span> ${differs.map((one) => html`<span class="chip">${one}</span>`)}</p>`}
    <${WarmPath} path=${d.warm_path} />
  `;
}

/**
 * Who could open the door: a path of people, or one of ours who knows somebody there.
 * @param {{path: any, to?: any}} props
 */
export function WarmPath({ path, to }) {
  if (!path) return null;
  const steps = (path.nodes ?? [path.node, to]).filter(Boolean).map(wordsOf).filter(Boolean);
  if (!steps.length && !wordsOf(path)) return null;
  return html`<div class="warm">
    <span class="muted">${t("warm_path")}</span> ${steps.length ? steps.join(" → ") : wordsOf(path)}
    ${path.evidence_ids?.length > 0 && html` <${Evidence} ids=${path.evidence_ids} />`}
  </div>`;
}
