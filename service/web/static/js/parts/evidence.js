// @ts-check
/** Pieces of evidence, each as a sentence; they are fetched when somebody looks. */
import { html, useEffect, useState } from "../lib/html.js";
import { evidence, problemText } from "../lib/api.js";
import { day, nameOf, t } from "../lib/i18n.js";
import { address } from "../lib/route.js";
import { Shape } from "./shape.js";

const PAGE = 8;

/** @param {{ids: string[], title?: string}} props */
export function Evidence({ ids, title }) {
  const [open, setOpen] = useState(false);
  const [shown, setShown] = useState(PAGE);
  if (!ids.length) return html`<span class="muted">${t("evidence_none")}</span>`;
  return html`<div class="evidence">
    <button type="button" class="link" aria-expanded=${open} onClick=${() => setOpen(!open)}>
      ${title ?? t("evidence_count", { n: ids.length })}
    </button>
    ${open &&
    html`<ul class="marks">
        ${ids.slice(0, shown).map((id) => html`<${Piece} key=${id} id=${id} />`)}
      </ul>
      ${ids.length > shown &&
      html`<button type="button" class="link" onClick=${() => setShown(shown + 4 * PAGE)}>
        ${t("evidence_more", { n: ids.length - shown })}
      </button>`}`}
  </div>`;
}

/** @param {{id: string}} props */
export function Piece({ id }) {
  const [fact, setFact] = useState(/** @type {any} */ (null));
  const [problem, setProblem] = useState("");
  useEffect(() => {
    let gone = false;
    evidence(id).then(
      (found) => !gone && setFact(found),
      (error) => !gone && setProblem(problemText(error)),
    );
    return () => {
      gone = true;
    };
  }, [id]);
  if (problem) return html`<li class="problem">${problem}</li>`;
  if (!fact) return html`<li class="muted">${t("loading")}</li>`;
  const ends = [fact.start, fact.end].filter(Boolean);
  return html`<li data-evidence=${id}>
    <span>${fact.sentence || fact.name}</span>
    <span class="ends">
      ${fact.at && html`<time datetime=${fact.at}>${day(fact.at)}</time>`}
      ${ends.map(
        (node) => html`<a href=${address("/explore", { id: node.id })}
          ><${Shape} label=${node.label} size=${11} />${nameOf(node)}</a
        >`,
      )}
    </span>
  </li>`;
}
