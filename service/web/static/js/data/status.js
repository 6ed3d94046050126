// @ts-check
/** The status monitor: how many of each, what changed, what falls due. */
import { html, useState } from "../lib/html.js";
import { get, problemText, send } from "../lib/api.js";
import { useAnswer } from "../lib/hooks.js";
import { day, nameOf, number, t, word } from "../lib/i18n.js";
import { announce } from "../lib/live.js";
import { address, amend } from "../lib/route.js";
import { Status } from "../parts/badges.js";
import { Evidence } from "../parts/evidence.js";
import { Loading, Problem } from "../parts/notices.js";
import { Shape } from "../parts/shape.js";

const CODES = ["C", "L", "P", "S", "D", ""];
const TYPES = ["potential", "prospect", "new", "existing", "repeat"];
const LABELS = ["Company", "Site", "Contact"];
const PERIODS = ["7", "30", "90", "365"];

/** @param {{route: import("../lib/route.js").Route}} props */
export function StatusRoom({ route }) {
  const days = route.params.get("days") ?? "30";
  const due = route.params.get("due") ?? "60";
  const [turn, setTurn] = useState(0);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState("");
  const { data, problem } = useAnswer((signal) => get("/status/monitor", { days, due_days: due }, { signal }), [days, due, turn]);
  const refresh = () => {
    setBusy(true);
    setFailed("");
    send("POST", "/status/refresh").then(
      (done) => {
        setBusy(false);
        setTurn(turn + 1);
        announce(t("status_refreshed", { n: number(done.changed) }));
      },
      (error) => {
        setBusy(false);
        setFailed(problemText(error));
      },
    );
  };
  return html`
    <div class="card-head">
      <div><h1>${t("room_status")}</h1><p class="muted">${t("status_lead", { days: number(data?.lapse_days ?? 365) })}</p></div>
      <div class="controls">
        <${Period} label=${t("changes_of")} name="days" value=${days} />
        <${Period} label=${t("due_within")} name="due" value=${due} />
        <button type="button" disabled=${busy} onClick=${refresh}>${t(busy ? "loading" : "derive_anew")}</button>
      </div>
    </div>
    ${(problem || failed) && html`<${Problem} text=${problem || failed} />`}
    ${!data && !problem && html`<${Loading} />`}
    ${data && !data.refreshed_at && html`<p class="notice">${t("status_never_derived")}</p>`}
    ${data && html`<${Counts} counts=${data.counts} />`}
    ${data &&
    html`<div class="data-columns">
      <${List} title=${t("status_changes")} rows=${data.changes} cells=${change} />
      <${List} title=${t("status_lapsing")} rows=${data.lapsing} cells=${lapsing} />
      <${List} title=${t("status_doubted")} rows=${data.doubted} cells=${doubted} />
      <${List} title=${t("status_overrides_due")} rows=${data.overrides_due} cells=${overridden} />
    </div>`}
  `;
}

/** @param {{label: string, name: string, value: string}} props */
function Period({ label, name, value }) {
  return html`<label class="inline"
    >${label}
    <select value=${value} onChange=${(/** @type {any} */ event) => amend({ [name]: event.currentTarget.value })}>
      ${[...new Set([...PERIODS, value])].map((one) => html`<option value=${one} selected=${one === value}>${t("n_days", { n: one })}</option>`)}
    </select></label
  >`;
}

/** @param {{counts: any[]}} props */
function Counts({ counts }) {
  const total = (/** @type {(row: any) => boolean} */ fits) => counts.filter(fits).reduce((sum, row) => sum + row.total, 0);
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${t("status_counts")}>
    <table class="accounts figures">
      <thead>
        <tr>
          <td></td>
          <th scope="colgroup" colspan=${CODES.length}>${t("status")}</th>
          <th scope="colgroup" colspan=${TYPES.length}>${t("customer_types")}</th>
        </tr>
        <tr>
          <th scope="col">${t("kind")}</th>
          ${CODES.map((code) => html`<th scope="col" class="num">${code ? html`<${Status} status=${code} />` : t("status_none")}</th>`)}
          ${TYPES.map((type) => html`<th scope="col" class="num">${t(`customer_${type}`)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${LABELS.map(
          (label) => html`<tr>
            <th scope="row"><${Shape} label=${label} /> ${word("label", label)}</th>
            ${CODES.map((code) => html`<td class="num">${number(total((row) => row.label === label && (row.status ?? "") === code))}</td>`)}
            ${TYPES.map((type) => html`<td class="num">${number(total((row) => row.label === label && row.customer_type === type))}</td>`)}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** @param {any} row */
function change(row) {
  return {
    at: row.at,
    marks: html`<${Step} from=${row.from} to=${row.to} />`,
    why: row.reason || row.reasons.map((/** @type {any} */ one) => one.text).join(" "),
    evidence: row.reasons.flatMap((/** @type {any} */ one) => one.evidence_ids),
  };
}

/** @param {{from: string | null, to: string | null}} props */
function Step({ from, to }) {
  return html`<span class="chips"
    >${from ? html`<${Status} status=${from} />` : html`<span class="chip">${t("status_none")}</span>`}<span aria-label=${t("becomes")} role="img">→</span
    >${to ? html`<${Status} status=${to} />` : html`<span class="chip">${t("status_none")}</span>`}</span
  >`;
}

const lapsing = (/** @type {any} */ row) => ({ at: row.lapses_on, marks: null, why: "", evidence: [] });
const doubted = (/** @type {any} */ row) => ({ at: row.on, marks: html`<${Status} status=${row.status} />`, why: row.text, evidence: [] });
const overridden = (/** @type {any} */ row) => ({
  at: row.override.review_on,
  marks: html`<${Status} status=${row.override.status} />`,
  why: row.override.reason,
  evidence: [],
});

/** @param {{title: string, rows: any[], cells: (row: any) => any}} props */
function List({ title, rows, cells }) {
  return html`<section class="card">
    <h2>${title} <span class="muted num">${number(rows.length)}</span></h2>
    ${rows.length === 0 && html`<p class="muted">${t("nothing")}</p>`}
    <ul class="changes tall">
      ${rows.map((row) => {
        const cell = cells(row);
        return html`<li key=${row.id + cell.at}>
          <${Shape} label=${row.label} />
          <span><a href=${address("/explore", { id: row.id, sel: row.id })}>${nameOf(row) || row.id}</a> ${row.account && row.account !== row.name && html`<span class="muted">${row.account}</span>`}</span>
          <span class="detail">${cell.marks} ${cell.why} ${cell.evidence.length > 0 && html`<${Evidence} ids=${cell.evidence} />`}</span>
          <time datetime=${cell.at}>${day(cell.at)}</time>
        </li>`;
      })}
    </ul>
  </section>`;
}
