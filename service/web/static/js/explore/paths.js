// @ts-check
/** Ways from one to another, the strongest first; choosing one draws it on the map. */
import { html, useEffect, useState } from "../lib/html.js";
import { get } from "../lib/api.js";
import { useAnswer } from "../lib/hooks.js";
import { nameOf, percent, t, typeWord } from "../lib/i18n.js";
import { announce } from "../lib/live.js";
import { Evidence } from "../parts/evidence.js";
import { Loading, Problem } from "../parts/notices.js";
import { Shape } from "../parts/shape.js";
import { edgeKey } from "./scene.js";

const ALTERNATIVES = 4;

/**
 * @param {{from: string, to: string, asOf: string, onPath: (found: any) => void, onShow: (id: string) => void}} props
 */
export function Paths({ from, to, asOf, onPath, onShow }) {
  const { data, problem, loading } = useAnswer(
    (signal) => get("/graph/paths", { from_id: from, to_id: to, as_of: asOf, limit: ALTERNATIVES }, { signal }),
    [from, to, asOf],
  );
  const [chosen, setChosen] = useState(0);
  useEffect(() => {
    const path = data?.items[chosen];
    if (data) announce(t("paths_found", { n: data.items.length }));
    onPath(path ? { ...path, edgeKeys: path.edges.map(edgeKey) } : null);
  }, [data, chosen]);
  return html`<section class="paths">
    <h2>${t("path")}</h2>
    ${problem && html`<${Problem} text=${problem} />`}
    ${loading && html`<${Loading} />`}
    ${data?.items.length === 0 && html`<p>${t("path_none")}</p>`}
    <ol>
      ${data?.items.map(
        (/** @type {any} */ path, /** @type {number} */ index) => html`<li class=${index === chosen ? "chosen" : ""}>
          <button type="button" class="alternative" aria-pressed=${index === chosen} onClick=${() => setChosen(index)}>
            ${t("path_line", { hops: path.hops, score: percent(path.score) })}
          </button>
          ${index === chosen &&
          html`<ol class="steps">
            ${path.nodes.map(
              (/** @type {any} */ node, /** @type {number} */ at) => html`<li>
                <button type="button" class="link" onClick=${() => onShow(node.id)}><${Shape} label=${node.label} />${nameOf(node)}</button>
                ${at < path.edges.length &&
                html`<div class="hop">
                  <span class="muted">${typeWord(path.edges[at].type)}${path.edges[at].strength != null ? ` ${percent(path.edges[at].strength)}` : ""}</span>
                  <${Evidence} ids=${path.edges[at].evidence_ids ?? []} />
                </div>`}
              </li>`,
            )}
          </ol>`}
        </li>`,
      )}
    </ol>
    ${data?.notes?.map((/** @type {any} */ note) => html`<p class="muted">${note.text}</p>`)}
  </section>`;
}
