// @ts-check
/** Triggers and playbooks: changed, tried on the last month, and put into use with a reason. */
import { html, useState } from "../lib/html.js";
import { get, problemText, send } from "../lib/api.js";
import { useAnswer } from "../lib/hooks.js";
import { day, number, t } from "../lib/i18n.js";
import { announce } from "../lib/live.js";
import { address } from "../lib/route.js";
import { Evidence } from "../parts/evidence.js";
import { Loading, Problem } from "../parts/notices.js";
import { Steps } from "./steps.js";

const STATUSES = { P: "nurture_status_p", C: "nurture_status_c", L: "nurture_status_l", D: "nurture_status_d", S: "nurture_status_s" };

export function Rules() {
  const [turn, setTurn] = useState(0);
  const { data, problem } = useAnswer((signal) => get("/nurture/rules", {}, { signal }), [turn]);
  return html`<section class="card" aria-labelledby="nurture-rules" aria-busy=${!data && !problem}>
    <h2 id="nurture-rules">${t("nurture_rules")}</h2>
    <p class="muted">${t("nurture_rules_lead")} <a href=${address("/scores", { show: "rules" })}>${t("scores_rules")}</a></p>
    ${problem && html`<${Problem} text=${problem} />`}
    ${!data && html`<${Loading} />`}
    ${data && html`<${Editor} key=${data.version} data=${data} onChanged=${() => setTurn((old) => old + 1)} />`}
    ${data?.history.length > 0 && html`<details><summary>${t("scores_history")}</summary><ul>${data.history.map((/** @type {any} */ one) => html`<li key=${one.version}>${one.version}: ${day(one.at)} ${one.by ?? ""} ${one.reason}</li>`)}</ul></details>`}
  </section>`;
}

/** @param {{data: any, onChanged: () => void}} props */
function Editor({ data, onChanged }) {
  const [draft] = useState(() => structuredClone({ triggers: data.triggers, playbooks: data.playbooks }));
  const [found, setFound] = useState(/** @type {any} */ (null));
  const [fault, setFault] = useState("");
  const [busy, setBusy] = useState(false);
  const submit = async (/** @type {any} */ event) => {
    event.preventDefault();
    const what = event.submitter?.name;
    const form = new FormData(event.currentTarget);
    setFault("");
    setBusy(true);
    try {
      if (what === "try") setFound(await send("POST", "/nurture/rules/preview", { rules: given(draft), days: Number(form.get("days")) }));
      else {
        await send("PUT", "/nurture/rules", { rules: what === "reset" ? null : given(draft), reason: String(form.get("reason")) });
        announce(t("scores_in_use"));
        onChanged();
      }
    } catch (error) {
      setFault(problemText(error));
    }
    setBusy(false);
  };
  return html`<form onSubmit=${submit} aria-busy=${busy}>
    <h3>${t("nurture_triggers")}</h3>
    ${draft.triggers.map((/** @type {any} */ one) => html`<fieldset key=${one.id} class="nurture-play"><legend>${one.name}</legend>
      ${one.when.within === "day" && html`<span class="muted">${t("nurture_in_a_day")}</span>`}
      <${Amount} of=${one.when} name="at_least" text="nurture_at_least" />${one.when.within !== "day" && html`<${Amount} of=${one.when} name="window_days" text="nurture_window" />`}<${Amount} of=${one} name="quiet_days" text="nurture_quiet" />
      <${Steps} steps=${one.steps} />
    </fieldset>`)}
    <h3>${t("nurture_playbooks")}</h3>
    ${Object.entries(STATUSES).filter(([status]) => draft.playbooks[status]).map(([status, text]) => html`<fieldset key=${status} class="nurture-play"><legend>${t(text)}</legend>
      <label class="check"><input type="checkbox" defaultChecked=${draft.playbooks[status].starts === "on_change"} onChange=${(/** @type {any} */ event) => (draft.playbooks[status].starts = event.currentTarget.checked ? "on_change" : "by_hand")} /> <span>${t("nurture_starts")}</span></label>
      <${Steps} steps=${draft.playbooks[status].steps} />
    </fieldset>`)}
    ${fault && html`<${Problem} text=${fault} />`}
    <div class="bt-form">
      <label><span>${t("nurture_days")}</span><input name="days" type="number" min="1" max="366" defaultValue="31" required /></label>
      <button type="submit" name="try" disabled=${busy}>${t("nurture_try")}</button>
      <label><span>${t("scores_reason")}</span><input name="reason" maxlength="1000" /></label>
      <button type="submit" name="use" class="primary" disabled=${busy}>${t("scores_use")}</button>
      ${data.version > 0 && html`<button type="submit" name="reset" disabled=${busy}>${t("scores_reset")}</button>`}
    </div>
    ${found && html`<${Preview} found=${found} />`}
  </form>`;
}

/** @param {{of: any, name: string, text: string}} props */
function Amount({ of, name, text }) {
  return html`<label><span>${t(text)}</span><input type="number" min="1" required defaultValue=${of[name]} onInput=${(/** @type {any} */ event) => (of[name] = Number(event.currentTarget.value))} /></label>`;
}

/** @param {{found: any}} props */
function Preview({ found }) {
  return html`<div class="notice" role="status">
    <p><b>${t("nurture_preview", { begin: day(found.begin), end: day(found.end), n: number(found.contacts) })}</b></p>
    <ul>${found.triggers.map((/** @type {any} */ one) => html`<li key=${one.id}>${t("nurture_would", { name: one.name, n: number(one.firings), people: number(one.people) })}</li>`)}</ul>
    ${found.opted_out > 0 && html`<p>${t("nurture_opted_out", { n: number(found.opted_out) })}</p>`}
    ${found.items.length > 0
      ? html`<ul>${found.items.map((/** @type {any} */ one) => html`<li key=${one.id + one.trigger + one.day}>${day(one.day)} <a href=${address("/explore", { id: one.id })}>${one.name}</a> ${one.trigger_name} → ${one.text} <${Evidence} ids=${one.evidence_ids} /></li>`)}</ul>`
      : html`<p>${t("nurture_would_none")}</p>`}
  </div>`;
}

/** The rules as they are given back: without words. @param {any} draft */
function given(draft) {
  const steps = (/** @type {any[]} */ all) => all.map(({ after_days, channel, message, by }) => ({ after_days, channel, message, by }));
  return {
    triggers: draft.triggers.map((/** @type {any} */ { id, quiet_days, when, steps: all }) => ({ id, quiet_days, when, steps: steps(all) })),
    playbooks: Object.fromEntries(Object.entries(draft.playbooks).map(([status, one]) => [status, { starts: one.starts, steps: steps(one.steps) }])),
  };
}
