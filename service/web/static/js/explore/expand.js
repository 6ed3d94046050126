// @ts-check
/** What an expanding would bring, by type, with counts, before it is brought. */
import { html, useEffect, useState } from "../lib/html.js";
import { get, problemText } from "../lib/api.js";
import { useDismiss } from "../lib/hooks.js";
import { alone, nameOf, number, t, word } from "../lib/i18n.js";
import { Shape } from "../parts/shape.js";

const CAP = 30;

/**
 * How many of these neighbours are on the map already.
 * @param {import("./scene.js").Scene} scene
 * @param {string} id
 * @param {{type: string, direction: string, label: string}} what
 */
function present(scene, id, what) {
  let n = 0;
  for (const edge of scene.edges.values()) {
    const other = what.direction === "out" ? edge.target : edge.source;
    const self = what.direction === "out" ? edge.source : edge.target;
    if (edge.type === what.type && self === id && scene.nodes.get(other)?.label === what.label) n += 1;
  }
  return n;
}

/**
 * @param {{node: any, scene: import("./scene.js").Scene, asOf: string,
 *   onPick: (what: {type?: string, direction?: string, label?: string, limit: number}) => Promise<number>,
 *   onClose: () => void}} props
 */
export function ExpandMenu({ node, scene, asOf, onPick, onClose }) {
  const [counts, setCounts] = useState(/** @type {any[] | null} */ (null));
  const [problem, setProblem] = useState("");
  const ref = useDismiss(true, onClose);
  useEffect(() => {
    let gone = false;
    get("/graph/neighbours", { id: node.id, as_of: asOf, limit: 1 }).then(
      (answer) => !gone && setCounts(answer.counts),
      (error) => !gone && setProblem(problemText(error)),
    );
    return () => {
      gone = true;
    };
  }, [node.id]);
  useEffect(() => {
    /** @type {HTMLElement | null} */ (ref.current?.querySelector("button:not(:disabled)"))?.focus();
  }, [counts]);
  const pick = (/** @type {any} */ what) => onPick({ ...what, limit: CAP }).then(onClose);
  const rows = (counts ?? []).map((one) => ({ ...one, here: Math.min(one.total, present(scene, node.id, one)) }));
  return html`<div class="menu expand" ref=${ref} role="dialog" aria-labelledby="expand-title">
    <h2 id="expand-title">${t("expand_title", { name: nameOf(node) })}</h2>
    ${problem && html`<p class="problem">${problem}</p>`}
    ${!counts && !problem && html`<p class="muted">${t("loading")}</p>`}
    ${counts && rows.length === 0 && html`<p class="muted">${t("expand_none")}</p>`}
    <ul>
      ${rows.map(
        (one) => html`<li key=${`${one.type} ${one.direction} ${one.label}`}>
          <button
            type="button"
            disabled=${one.here >= one.total}
            onClick=${() => pick({ type: one.type, direction: one.direction, label: one.label })}
          >
            <${Shape} label=${one.label} />
            <span class="name">${alone(one.phrase)} <span class="muted">${word("label", one.label)}</span></span>
            <span class="num">${number(one.here)} / ${number(one.total)}</span>
          </button>
        </li>`,
      )}
    </ul>
    ${rows.some((one) => one.here < one.total) &&
    html`<button type="button" class="wide" onClick=${() => pick({})}>${t("expand_all", { n: CAP })}</button>`}
    <p class="muted">${t("expand_cap", { n: CAP })}</p>
  </div>`;
}
