// @ts-check
/** Making and changing a segment: its name, and who belongs to it. */
import { html, useState } from "../lib/html.js";
import { problemText, send } from "../lib/api.js";
import { nameOf, t, word } from "../lib/i18n.js";
import { AddCondition } from "../answers/conditions.js";
import { Problem } from "../parts/notices.js";
import { SearchBox } from "../parts/search.js";

const LABELS = ["Company", "Site", "Contact"];
/** @type {Record<string, string>} */
export const KINDS = { conditions: "segment_by_conditions", ids: "segment_by_ids", alike: "segment_by_likeness" };
const THRESHOLD = 0.4;

/** @param {{segment?: any, onSaved: (segment: any) => void, onCancel?: () => void}} props */
export function SegmentForm({ segment, onSaved, onCancel }) {
  const [name, setName] = useState(segment?.name ?? "");
  const [label, setLabel] = useState(segment?.label ?? LABELS[0]);
  const [kind, setKind] = useState(segment?.kind ?? "conditions");
  const [conditions, setConditions] = useState(/** @type {string[]} */ ((segment?.conditions ?? []).map((/** @type {any} */ one) => one.condition)));
  const [nodes, setNodes] = useState(/** @type {any[]} */ (segment?.nodes ?? []));
  const [threshold, setThreshold] = useState(segment?.threshold ?? THRESHOLD);
  const [fault, setFault] = useState("");
  const of = kind === "alike" ? LABELS[0] : label;
  const chosen = kind === "conditions" ? conditions : nodes;
  const save = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setFault("");
    const who = kind === "conditions" ? { conditions } : { ids: nodes.map((one) => one.id), ...(kind === "alike" ? { threshold } : {}) };
    try {
      onSaved(await send(segment ? "PATCH" : "POST", segment ? `/segments/${segment.id}` : "/segments", { name, label: of, kind, ...who }));
    } catch (error) {
      setFault(problemText(error));
    }
  };
  const another = (/** @type {(value: string) => void} */ set) => (/** @type {any} */ event) => {
    set(event.currentTarget.value);
    setConditions([]);
    setNodes([]);
  };
  return html`<section class="card segments-form" aria-label=${t(segment ? "segment_change" : "segment_new")}>
    <h2>${t(segment ? "segment_change" : "segment_new")}</h2>
    <div class="work-form">
      <label><span>${t("segment_name")}</span><input name="segment-name" required maxlength="120" value=${name} onInput=${(/** @type {any} */ event) => setName(event.currentTarget.value)} /></label>
      <label><span>${t("kind")}</span><select name="segment-kind" onChange=${another(setKind)}>${Object.entries(KINDS).map(([one, key]) => html`<option value=${one} selected=${one === kind}>${t(key)}</option>`)}</select></label>
      ${kind !== "alike" && html`<label><span>${t("segment_of")}</span><select name="segment-label" onChange=${another(setLabel)}>${LABELS.map((one) => html`<option value=${one} selected=${one === label}>${word("label", one)}</option>`)}</select></label>`}
      ${kind === "alike" && html`<label><span>${t("segment_threshold")}</span><input name="segment-threshold" type="number" min="0.01" max="1" step="0.01" value=${threshold} onInput=${(/** @type {any} */ event) => setThreshold(Number(event.currentTarget.value))} /></label>`}
    </div>
    ${chosen.length > 0 && html`<p class="chips">${kind === "conditions"
      ? conditions.map((one) => html`<${Chip} text=${segment?.conditions.find((/** @type {any} */ told) => told.condition === one)?.text ?? one} onRemove=${() => setConditions(conditions.filter((other) => other !== one))} />`)
      : nodes.map((one) => html`<${Chip} text=${nameOf(one)} onRemove=${() => setNodes(nodes.filter((other) => other.id !== one.id))} />`)}</p>`}
    ${kind === "conditions"
      ? html`<${AddCondition} key=${of} label=${of} onAdd=${(/** @type {string} */ one) => setConditions([...new Set([...conditions, one])])} />`
      : html`<${SearchBox} key=${of} id="segment-search" hotkey=${false} labels=${[of]} label=${t("segment_add")} placeholder=${t("segment_add")} onPick=${(/** @type {any} */ item) => setNodes([...nodes.filter((one) => one.id !== item.id), item])} />`}
    <form class="work-form" onSubmit=${save}>
      <button type="submit" class="primary" disabled=${!name.trim() || chosen.length === 0}>${t("save")}</button>
      ${onCancel && html`<button type="button" onClick=${onCancel}>${t("cancel")}</button>`}
    </form>
    ${fault && html`<${Problem} text=${fault} />`}
  </section>`;
}

/** @param {{text: string, onRemove: () => void}} props */
function Chip({ text, onRemove }) {
  return html`<span class="chip">${text}<button type="button" class="link" aria-label=${t("remove_one", { name: text })} onClick=${onRemove}>×</button></span>`;
}
