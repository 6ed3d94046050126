// @ts-check
/** Whom a person influences and who influences the person, as was said: a planner adds lines and ends them. */
import { html, useState } from "../lib/html.js";
import { nameOf, t } from "../lib/i18n.js";
import { Evidence } from "../parts/evidence.js";
import { endLine, setInfluence } from "./edits.js";

const KINDS = ["influence", "conflict"];

/** @param {{map: any, card: any, canEdit: boolean, edits: any, onChoose: (id: string) => void}} props */
export function Influence({ map, card, canEdit, edits, onChoose }) {
  const lines = map.lines.filter((/** @type {any} */ line) => line.type === "INFLUENCES" && !line.suggestion && (line.source === card.id || line.target === card.id));
  if (!canEdit && !lines.length) return null;
  return html`<section class="map-influence">
    <h3>${t("influence_said")}</h3>
    ${lines.length > 0 && html`<ul class="marks">${lines.map((/** @type {any} */ line) => html`<${Line} key=${line.id} map=${map} card=${card} line=${line} canEdit=${canEdit} edits=${edits} onChoose=${onChoose} />`)}</ul>`}
    ${canEdit && html`<${Add} map=${map} card=${card} edits=${edits} />`}
  </section>`;
}

/** @param {{map: any, card: any, line: any, canEdit: boolean, edits: any, onChoose: (id: string) => void}} props */
function Line({ map, card, line, canEdit, edits, onChoose }) {
  const isFrom = line.source === card.id;
  const id = isFrom ? line.target : line.source;
  const other = map.cards.find((/** @type {any} */ one) => one.id === id);
  const said = t(line.kind === "conflict" ? "in_conflict" : isFrom ? "influences_whom" : "influenced_by");
  return html`<li data-influence=${line.id}>
    ${said} <button type="button" class="link" onClick=${() => onChoose(id)}>${other ? nameOf(other) : id}</button> <${Evidence} ids=${[line.id]} />
    ${canEdit && html` <button type="button" class="link" disabled=${edits.busy} onClick=${() => edits.run(() => endLine(line.id))}>${t("no_longer_so")}</button>`}
  </li>`;
}

/** @param {{map: any, card: any, edits: any}} props */
function Add({ map, card, edits }) {
  const [other, setOther] = useState("");
  const [kind, setKind] = useState(KINDS[0]);
  const others = map.cards.filter((/** @type {any} */ one) => one.id !== card.id);
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (await edits.run(() => setInfluence(card.id, other, kind))) setOther("");
  };
  const value = (/** @type {(text: string) => void} */ set) => (/** @type {any} */ event) => set(event.currentTarget.value);
  return html`<form class="form map-edit map-influence-add" onSubmit=${submit}>
    <label>${t("set_influence", { person: nameOf(card) })}
      <select name="influenced" value=${other} onChange=${value(setOther)}>
        <option value="" selected=${!other}>${t("choose")}</option>
        ${others.map((/** @type {any} */ one) => html`<option value=${one.id} selected=${one.id === other}>${nameOf(one)}${one.title ? ` (${one.title})` : ""}</option>`)}
      </select>
    </label>
    <label>${t("influence_kind")}<select name="influence-kind" value=${kind} onChange=${value(setKind)}>
      ${KINDS.map((code) => html`<option value=${code} selected=${code === kind}>${t(code === "conflict" ? "map_conflict" : "map_influence")}</option>`)}
    </select></label>
    <button type="submit" disabled=${edits.busy || !other}>${t("save_influence")}</button>
  </form>`;
}
