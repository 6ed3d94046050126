// @ts-check
/** The queue of pairs for a person to judge: 1 one, 2 two, 3 later, J and K through it, U takes back. */
import { html, useState } from "../lib/html.js";
import { get, problemText, send } from "../lib/api.js";
import { useAnswer } from "../lib/hooks.js";
import { useKeys } from "../lib/keys.js";
import { number, percent, t, word } from "../lib/i18n.js";
import { announce } from "../lib/live.js";
import { amend } from "../lib/route.js";
import { Loading, Problem } from "../parts/notices.js";
import { Pair } from "./pair.js";
import { WeightsPanel } from "./weights.js";

const LABELS = ["Company", "Site", "Contact"];
const ORDERS = ["threshold", "best", "doubt"];
const LIMIT = 50;

/** @param {{route: import("../lib/route.js").Route}} props */
export function ReviewRoom({ route }) {
  const label = route.params.get("label") ?? "";
  const order = route.params.get("order") ?? ORDERS[0];
  const [turn, setTurn] = useState(0);
  const [at, setAt] = useState(0);
  const [later, setLater] = useState(/** @type {string[]} */ ([]));
  const [done, setDone] = useState(/** @type {any[]} */ ([]));
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const { data, problem } = useAnswer(
    (signal) => get("/resolution/pairs", { label, order, limit: LIMIT }, { signal }),
    [label, order, turn],
  );
  const waiting = (data?.items ?? []).filter((/** @type {any} */ one) => !later.includes(one.id));
  const items = waiting.length ? waiting : (data?.items ?? []);
  const place = Math.min(at, Math.max(items.length - 1, 0));
  const pair = items[place];
  const total = (data?.totals ?? [])
    .filter((/** @type {any} */ one) => one.state === "review" && (!label || one.label === label))
    .reduce((/** @type {number} */ sum, /** @type {any} */ one) => sum + one.total, 0);

  /** @param {() => Promise<string>} work */
  const carryOut = async (work) => {
    if (busy) return;
    setBusy(true);
    setFault("");
    try {
      announce(await work());
      setTurn((one) => one + 1);
    } catch (error) {
      setFault(problemText(error));
    } finally {
      setBusy(false);
    }
  };
  const judge = (/** @type {boolean} */ isMatch) =>
    pair &&
    carryOut(async () => {
      const found = await send("POST", "/resolution/judgements", {
        left_id: pair.left_id,
        right_id: pair.right_id,
        is_match: isMatch,
      });
      setDone((all) => [...all, pair]);
      return t(isMatch ? (found.is_one ? "judged_one" : "held_apart") : "judged_two");
    });
  const undo = () =>
    done.length > 0 &&
    carryOut(async () => {
      const last = done[done.length - 1];
      await send("DELETE", "/resolution/judgements", undefined, { left_id: last.left_id, right_id: last.right_id });
      setDone((all) => all.slice(0, -1));
      return t("judgement_undone");
    });
  const move = (/** @type {number} */ by) => setAt(Math.max(0, Math.min(place + by, items.length - 1)));
  const postpone = () => {
    if (!pair) return;
    setLater((all) => [...all, pair.id]);
    announce(t("judged_later"));
  };
  useKeys({ 1: () => judge(true), 2: () => judge(false), 3: postpone, j: () => move(1), k: () => move(-1), u: undo, undo });
  return html`
    <div class="card-head">
      <div><h1>${t("room_review")}</h1><p class="muted">${t("review_lead")}</p></div>
      <div class="controls">
        <${Choice} title=${t("kind_of_record")} value=${label} name="label" options=${["", ...LABELS]} text=${(/** @type {string} */ one) => (one ? word("label", one) : t("all_kinds"))} />
        <${Choice} title=${t("sorted_by")} value=${order} name="order" options=${ORDERS} text=${(/** @type {string} */ one) => t(`order_${one}`)} />
      </div>
    </div>
    ${problem && html`<${Problem} text=${problem} />`}
    ${fault && html`<${Problem} text=${fault} />`}
    ${!data && !problem && html`<${Loading} />`}
    ${data && !pair && html`<p class="notice">${t("review_empty")} ${done.length > 0 && html`<button type="button" onClick=${undo}>${t("undo_judgement")}</button>`}</p>`}
    ${pair &&
    html`<section class="card review" aria-label=${t("pair_of", { n: number(place + 1), total: number(total) })} aria-busy=${busy}>
      <div class="card-head">
        <h2>${t("pair_of", { n: number(place + 1), total: number(total) })}</h2>
        <p>${t("chance_of_one")} <b>${percent(pair.score)}</b></p>
        <div class="steps">
          <button type="button" onClick=${() => move(-1)} disabled=${place === 0}>${t("pair_before")} <kbd aria-hidden="true">K</kbd></button>
          <button type="button" onClick=${() => move(1)} disabled=${place + 1 >= items.length}>${t("pair_after")} <kbd aria-hidden="true">J</kbd></button>
        </div>
      </div>
      <div class="verdicts" role="group" aria-label=${t("judge_pair")}>
        <button type="button" class="primary" disabled=${busy} aria-keyshortcuts="1" onClick=${() => judge(true)}>${t("judge_one")} <kbd aria-hidden="true">1</kbd></button>
        <button type="button" disabled=${busy} aria-keyshortcuts="2" onClick=${() => judge(false)}>${t("judge_two")} <kbd aria-hidden="true">2</kbd></button>
        <button type="button" disabled=${busy} aria-keyshortcuts="3" onClick=${postpone}>${t("judge_later")} <kbd aria-hidden="true">3</kbd></button>
        <button type="button" class="undo" disabled=${busy || !done.length} aria-keyshortcuts="U" onClick=${undo}>${t("undo_judgement")} <kbd aria-hidden="true">U</kbd></button>
      </div>
      <${Pair} key=${pair.id} pair=${pair} />
    </section>`}
    <${WeightsPanel} turn=${turn} onResolved=${() => setTurn((one) => one + 1)} />
  `;
}

/** @param {{title: string, value: string, name: string, options: string[], text: (one: string) => string}} props */
function Choice({ title, value, name, options, text }) {
  return html`<label class="inline"
    >${title}
    <select value=${value} onChange=${(/** @type {any} */ event) => amend({ [name]: event.currentTarget.value || null })}>
      ${options.map((one) => html`<option value=${one} selected=${one === value}>${text(one)}</option>`)}
    </select></label
  >`;
}
