// @ts-check
import { html, useState } from "../lib/html.js";
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
    <${Some} title=${t("shared")} words=${shared} kind="same" />
    <${Some} title=${t("differs")} words=${differs} kind="" />
    <${WarmPath} path=${d.warm_path} />
  `;
}

const SHOWN = 6;

/** @param {{title: string, words: string[], kind: string}} props */
function Some({ title, words, kind }) {
  const [all, setAll] = useState(false);
  if (!words.length) return null;
  return html`<p class="chips">
    <span class="muted">${title}</span>
    ${words.slice(0, all ? words.length : SHOWN).map((one) => html`<span class=${`chip ${kind}`}>${one}</span>`)}
    ${words.length > SHOWN && !all && html`<button type="button" class="link" onClick=${() => setAll(true)}>${t("and_more", { n: words.length - SHOWN })}</button>`}
  </p>`;
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
