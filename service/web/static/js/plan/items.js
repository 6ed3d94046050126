// @ts-check
/** What a planner writes: objectives, directions, actions. Each is an edit that can be undone. */
import { html, useState } from "../lib/html.js";
import { send } from "../lib/api.js";
import { day, nameOf, t } from "../lib/i18n.js";

const PATH = "/account-plan/items";

/** @param {{company: string, kinds: string[], items: any[], people: any[], canEdit: boolean, edits: any}} props */
export function Items({ company, kinds, items, people, canEdit, edits }) {
  const [open, setOpen] = useState("");
  return html`${items.length === 0 && html`<p class="muted">${t("nothing_written")}</p>`}
    <ul class="plan-items">
      ${items.map((item) =>
        open === item.id
          ? html`<li key=${item.id}><${Text} item=${item} edits=${edits} onDone=${() => setOpen("")} /></li>`
          : html`<li key=${item.id}>
              <span class="chip kind">${t(`item_${item.kind}`)}</span>
              <span class="plan-text">${item.text}</span>
              <span class="muted">${[item.who.map(nameOf).join(", "), day(item.due_on)].filter(Boolean).join(" · ")}</span>
              ${canEdit &&
              html`<span class="actions">
                <button type="button" class="link" onClick=${() => setOpen(item.id)}>${t("edit_fields")}</button>
                <button type="button" class="link" disabled=${edits.busy} onClick=${() => edits.run(() => send("POST", `${PATH}/${encodeURIComponent(item.id)}/close`, { company }))}>${t("take_out")}</button>
              </span>`}
            </li>`,
      )}
    </ul>
    ${canEdit && html`<${Writing} company=${company} kinds=${kinds} people=${people} edits=${edits} />`}`;
}

/** @param {{item: any, edits: any, onDone: () => void}} props */
function Text({ item, edits, onDone }) {
  const [text, setText] = useState(item.text);
  const [due, setDue] = useState(item.due_on ?? "");
  const save = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (await edits.run(() => send("PATCH", `${PATH}/${encodeURIComponent(item.id)}`, { text, ...(due && { due_on: due }) }))) onDone();
  };
  return html`<form class="form plan-form" onSubmit=${save}>
    <label class="wide">${t("plan_text")}<textarea required rows="2" maxlength="2000" value=${text} onInput=${(/** @type {any} */ event) => setText(event.currentTarget.value)}></textarea></label>
    <label>${t("plan_due")}<input type="date" value=${due} onInput=${(/** @type {any} */ event) => setDue(event.currentTarget.value)} /></label>
    <button type="submit" class="primary" disabled=${edits.busy}>${t("save")}</button>
    <button type="button" onClick=${onDone}>${t("cancel")}</button>
  </form>`;
}

/** @param {{company: string, kinds: string[], people: any[], edits: any}} props */
function Writing({ company, kinds, people, edits }) {
  const [kind, setKind] = useState(kinds[0]);
  const [text, setText] = useState("");
  const [due, setDue] = useState("");
  const [contact, setContact] = useState("");
  const write = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const said = { company, kind, text, ...(due && { due_on: due }), ...(contact && { contact }) };
    if (!(await edits.run(() => send("POST", PATH, said)))) return;
    setText("");
    setDue("");
    setContact("");
  };
  const value = (/** @type {(text: string) => void} */ set) => (/** @type {any} */ event) => set(event.currentTarget.value);
  return html`<form class="form plan-form" onSubmit=${write}>
    ${kinds.length > 1 && html`<label>${t("col_kind")}<select value=${kind} onChange=${value(setKind)}>${kinds.map((one) => html`<option value=${one} selected=${one === kind}>${t(`item_${one}`)}</option>`)}</select></label>`}
    <label class="wide">${t("plan_text")}<textarea name=${`text-${kinds[0]}`} required rows="2" maxlength="2000" value=${text} onInput=${value(setText)}></textarea></label>
    <label>${t("plan_due")}<input type="date" value=${due} onInput=${value(setDue)} /></label>
    ${kinds.includes("action") &&
    html`<label>${t("plan_with")}<select value=${contact} onChange=${value(setContact)}>
      <option value="" selected=${!contact}>–</option>
      ${people.map((one) => html`<option value=${one.id} selected=${one.id === contact}>${nameOf(one)}</option>`)}
    </select></label>`}
    <button type="submit" class="primary" disabled=${edits.busy || !text.trim()}>${t("write_down")}</button>
  </form>`;
}
