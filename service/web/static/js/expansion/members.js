// @ts-check
/** Our members to choose from, and which of them the reader is: kept on this machine. */
import { html, useState } from "../lib/html.js";
import { getOnce } from "../lib/api.js";
import { useAnswer } from "../lib/hooks.js";
import { byName, nameOf, t } from "../lib/i18n.js";

const KEY = "enishi_member";
const MOST = 200;

/** @returns {[string, (id: string) => void]} */
export function useWho() {
  const [who, setWho] = useState(localStorage.getItem(KEY) ?? "");
  return [
    who,
    (id) => {
      localStorage.setItem(KEY, id);
      setWho(id);
    },
  ];
}

/** @param {{label: string, value: string, onChange: (id: string) => void, empty?: string}} props */
export function Members({ label, value, onChange, empty }) {
  const { data } = useAnswer(() => getOnce("/members", { limit: MOST }), []);
  const items = [...(data?.items ?? [])].sort(byName);
  return html`<label>
    <span>${label}</span>
    <select name="member" value=${value} onChange=${(/** @type {any} */ event) => onChange(event.currentTarget.value)}>
      <option value="">${empty ?? t("work_nobody")}</option>
      ${items.map((one) => html`<option value=${one.id} selected=${one.id === value}>${nameOf(one)}</option>`)}
    </select>
  </label>`;
}
