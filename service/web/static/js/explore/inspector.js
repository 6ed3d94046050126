// @ts-check
/** The right column: who or what is chosen, why it matters, on what evidence, and what to do next. */
import { cx, html, useState } from "../lib/html.js";
import { entity, getOnce, labelOf } from "../lib/api.js";
import { useAnswer } from "../lib/hooks.js";
import { day, nameOf, t, typeWord, word } from "../lib/i18n.js";
import { address } from "../lib/route.js";
import { Flag, Role, Stance, Status, Strength } from "../parts/badges.js";
import { Evidence } from "../parts/evidence.js";
import { Problem } from "../parts/notices.js";
import { PartList } from "../parts/score.js";
import { Shape } from "../parts/shape.js";
import { roomsOf } from "../rooms.js";
import { Facts, Links } from "./facts.js";
import { FieldValues } from "./field_values.js";
import { StatusCard, WITH_STATUS } from "./status_card.js";
import { Introductions } from "./introductions.js";
import { Merged, RESOLVED } from "./merged.js";
import { Paths } from "./paths.js";
import { TiesCard } from "./ties_card.js";
import { Voices } from "./voices.js";

/** What a center is called in the question. @type {Record<string, string>} */
export const SCOPE_PARAMS = { Company: "company", Site: "site", Department: "department", Deal: "deal" };
const RANKED = 100;

/**
 * @param {{scene: import("./scene.js").Scene, view: import("./view.js").View, center: any, selection: string[],
 *   asOf: string, paths: [string, string] | null, onPaths: (ends: [string, string] | null) => void,
 *   onPath: (found: any) => void, onShow: (id: string) => void, onExpand: (id: string) => void,
 *   onClose: () => void}} props
 */
export function Inspector(props) {
  const { scene, selection, center, paths } = props;
  const edge = selection.length === 1 ? scene.edges.get(selection[0]) : undefined;
  const nodes = selection.filter((id) => scene.nodes.has(id));
  const id = nodes.length === 1 ? nodes[0] : nodes.length === 0 && !edge ? center.id : "";
  const node = scene.nodes.get(id);
  return html`<aside class=${cx("inspector", selection.length > 0 && "raised")} id="inspector" tabindex="-1" aria-label=${t("inspector")}>
    ${selection.length > 0 &&
    html`<button type="button" class="close" onClick=${props.onClose} aria-label=${t("close")}>×</button>`}
    ${paths && html`<${Paths} key=${paths.join()} from=${paths[0]} to=${paths[1]} asOf=${props.asOf} onPath=${props.onPath} onShow=${props.onShow} />`}
    ${edge && html`<${EdgeCard} edge=${edge} scene=${scene} onShow=${props.onShow} />`}
    ${node && !paths && html`<${NodeCard} key=${id} node=${node} ...${props} />`}
    ${nodes.length > 1 && !paths && html`<${Several} nodes=${nodes.map((one) => scene.nodes.get(one))} ...${props} />`}
  </aside>`;
}

/** @param {{edge: any, scene: import("./scene.js").Scene, onShow: (id: string) => void}} props */
function EdgeCard({ edge, scene, onShow }) {
  const end = (/** @type {string} */ id) => {
    const node = scene.nodes.get(id);
    return html`<button type="button" class="link" onClick=${() => onShow(id)}><${Shape} label=${node?.label ?? ""} />${node ? nameOf(node) : id}</button>`;
  };
  return html`<h2>${typeWord(edge.type)}</h2>
    <p>${end(edge.source)} → ${end(edge.target)}</p>
    ${edge.type === "TIE" && html`<p><${Strength} value=${edge.strength} /></p>`}
    <p><span class=${`chip state-${edge.state}`}>${t(`state_${edge.state}`)}</span></p>
    ${(edge.valid_from || edge.valid_to) && html`<p class="muted">${day(edge.valid_from)} – ${day(edge.valid_to)}</p>`}
    ${edge.id ? html`<${Evidence} ids=${[edge.id]} title=${t("evidence")} />` : html`<p class="muted">${t("tie_is_derived")}</p>`}`;
}

/** @param {any} props */
function Several({ nodes, onPaths, onShow }) {
  return html`<h2>${t("chosen", { n: nodes.length })}</h2>
    <ul class="plain">
      ${nodes.slice(0, 20).map(
        (/** @type {any} */ node) => html`<li><button type="button" class="link" onClick=${() => onShow(node.id)}><${Shape} label=${node.label} />${nameOf(node)}</button></li>`,
      )}
    </ul>
    ${nodes.length === 2 &&
    html`<button type="button" class="primary" onClick=${() => onPaths([nodes[0].id, nodes[1].id])}>${t("path_between")}</button>`}`;
}

/** @param {any} props */
function NodeCard({ node, scene, view, center, asOf, onPaths, onShow, onExpand }) {
  const [turn, setTurn] = useState(0);
  const { data, problem } = useAnswer(() => entity(node.id, asOf), [node.id, asOf, turn]);
  const changed = () => setTurn(turn + 1);
  const isContact = node.label === "Contact";
  const scope = SCOPE_PARAMS[labelOf(center.id)];
  const ranking = useAnswer(
    () => (isContact && scope ? getOnce("/key-person", { [scope]: center.id, as_of: asOf, limit: RANKED }) : null),
    [node.id, asOf],
  ).data;
  const index = ranking?.items.findIndex((/** @type {any} */ one) => one.id === node.id) ?? -1;
  const item = ranking?.items[index];
  const seen = view.nodes.find((/** @type {any} */ one) => one.id === node.id);
  const owners = (data?.links ?? []).filter((/** @type {any} */ one) => one.type === "OWNS" && one.direction === "in");
  const unit = (data?.links ?? []).find((/** @type {any} */ one) => one.type === "WORKS_AT" && one.direction === "out" && !one.valid_to)?.node;
  const site = scene.nodes.get(node.parent_id ?? "");
  const place = [unit ? nameOf(unit) : "", site && site.id !== unit?.id ? nameOf(site) : ""].filter(Boolean).join(" / ");
  return html`
    <h2><${Shape} label=${node.label} size=${16} /> ${nameOf(node)}</h2>
    ${nameOf(node) !== node.name ? html`<p class="muted" lang="ja">${node.name}</p>` : node.name_latin && node.name_latin !== node.name && html`<p class="muted">${node.name_latin}</p>`}
    <p class="where">${[node.title, place || word("site_function", node.function) || (!isContact && word("label", node.label))].filter(Boolean).join(" · ")}</p>
    <p class="chips">
      <${Status} status=${data?.status ?? node.status} /><${Role} role=${seen?.role ?? node.role} /><${Stance} stance=${isContact ? (seen?.stance ?? node.stance) : null} />
      ${node.has_left && html`<${Flag} flag="has_left" />`}
      ${item?.details.flags?.filter((/** @type {string} */ flag) => flag !== "has_left").map((/** @type {string} */ flag) => html`<${Flag} flag=${flag} />`)}
    </p>
    ${isContact &&
    html`<dl class="pairs">
      <dt>${t("tie_strength")}</dt><dd><${Strength} value=${item?.details.strength ?? seen?.strength} /></dd>
      <dt>${t("last_touch")}</dt><dd>${day(item?.details.last_touch) || t("unknown")}</dd>
      <dt>${t("owner")}</dt>
      <dd>${owners.length ? owners.map((/** @type {any} */ one) => nameOf(one.node)).join(t("comma")) : html`<span class="muted">${t("nobody")}</span>`}</dd>
    </dl>`}
    ${!isContact && owners.length > 0 && html`<dl class="pairs"><dt>${t("owner")}</dt><dd>${owners.map((/** @type {any} */ one) => nameOf(one.node)).join(t("comma"))}</dd></dl>`}
    ${problem && html`<${Problem} text=${problem} />`}
    ${item &&
    html`<section>
      <h3>${t("why_it_matters")}</h3>
      <p>${t("rank_in", { rank: index + 1, name: nameOf(center) })}</p>
      <${PartList} parts=${item.parts} />
    </section>`}
    <${NextStep} node=${node} item=${item} seen=${seen} view=${view} onPaths=${onPaths} asOf=${asOf} />
    <${Introductions} key=${`introductions.${node.id}`} node=${node} asOf=${asOf} onShow=${onShow} />
    <${TiesCard} key=${`ties.${node.id}`} node=${node} asOf=${asOf} onShow=${onShow} />
    ${data && WITH_STATUS.has(node.label) && !node.is_self && html`<${StatusCard} id=${node.id} asOf=${asOf} onChange=${changed} />`}
    ${data && RESOLVED.has(node.label) && html`<${Merged} entity=${data} onChange=${changed} />`}
    ${data && html`<${FieldValues} entity=${data} asOf=${asOf} onChange=${changed} />`}
    ${data && html`<${Facts} entity=${data} />`}
    ${data && html`<${Links} entity=${data} scene=${scene} onShow=${onShow} />`}
    <${Voices} key=${`voices.${node.id}`} id=${node.id} />
    <button type="button" onClick=${() => onExpand(node.id)}>${t("expand")} <kbd aria-hidden="true">E</kbd></button>
  `;
}

/** The rooms that are about such a record, or how to get nearer to a person. @param {any} props */
function NextStep({ node, item, seen, view, onPaths, asOf }) {
  if (SCOPE_PARAMS[node.label]) {
    return html`<section>
      <h3>${t("ask")}</h3>
      <div class="asks">
        ${roomsOf(node.label).map((room) => html`<a class="button" href=${address(room.path, { id: node.id, as_of: asOf })}>${t(room.title)}</a>`)}
      </div>
    </section>`;
  }
  if (node.label !== "Contact") return null;
  const ours = view.nodes.filter((/** @type {any} */ one) => one.label === "Member").sort((/** @type {any} */ a, /** @type {any} */ b) => b.degree - a.degree);
  return html`<section>
    <h3>${t("next_step")}</h3>
    ${item?.would_change?.length > 0 &&
    html`<ul class="marks">${item.would_change.slice(0, 3).map((/** @type {any} */ one) => html`<li>${one.text}</li>`)}</ul>`}
    ${ours.length > 0 && (seen?.strength ?? 0) < 0.4 &&
    html`<button type="button" class="primary" onClick=${() => onPaths([ours[0].id, node.id])}>${t("ask_introduction", { name: nameOf(node) })}</button>`}
    ${!item?.would_change?.length && (seen?.strength ?? 0) >= 0.4 && html`<p class="muted">${t("tie_is_good")}</p>`}
  </section>`;
}
