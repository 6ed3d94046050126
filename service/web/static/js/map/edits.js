// @ts-check
/** What a planner changes on the map: each is an edit of its own that can be undone. */
import { useState } from "../lib/html.js";
import { get, problemText, send } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { announce } from "../lib/live.js";

const WAIT_MS = 250;
const MOST_WAITS = 120;

/** @param {string} person @param {string} manager */
export function setManager(person, manager) {
  return send("POST", "/relationships", { type: "REPORTS_TO", start: person, end: manager });
}

/** @param {string} person @param {string} other @param {string} kind */
export function setInfluence(person, other, kind) {
  return send("POST", "/relationships", { type: "INFLUENCES", start: person, end: other, properties: { kind } });
}

/** @param {string} id of the relationship */
export function endLine(id) {
  return send("POST", `/relationships/${encodeURIComponent(id)}/end`, {});
}

/**
 * @param {string} person @param {string} deal
 * @param {{role: string, stance: string, power: number | null}} said
 */
export function setRole(person, deal, { role, stance, power }) {
  const properties = { ...(role && { role }), stance, ...(power != null && { power }) };
  return send("POST", "/relationships", { type: "HOLDS_ROLE", start: person, end: deal, properties });
}

/** @param {string} id of the suggestion @param {"accept" | "refuse"} verdict */
export function judge(id, verdict) {
  return send("POST", `/suggestions/${encodeURIComponent(id)}/${verdict}`, {});
}

/** Let a refused suggestion come again. @param {string} id of the suggestion */
export function reconsider(id) {
  return send("POST", `/suggestions/${encodeURIComponent(id)}/reconsider`, {});
}

/** Take an edit back and wait until it is. @param {string} run */
async function undo(run) {
  let told = await send("POST", `/imports/${encodeURIComponent(run)}/undo`);
  for (let turn = 0; told.state === "undoing" && turn < MOST_WAITS; turn++) {
    await new Promise((done) => setTimeout(done, WAIT_MS));
    told = await get(`/imports/${encodeURIComponent(run)}`);
  }
}

/**
 * Keep what was edited, so that it can be taken back; ask anew after each.
 * @param {() => void} onChange
 */
export function useEdits(onChange) {
  const [done, setDone] = useState(/** @type {(() => Promise<any>)[]} */ ([]));
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const attempt = async (/** @type {() => Promise<any>} */ work, /** @type {string} */ told) => {
    setBusy(true);
    setProblem("");
    try {
      const answer = await work();
      announce(told);
      onChange();
      return answer;
    } catch (error) {
      setProblem(problemText(error));
      return null;
    } finally {
      setBusy(false);
    }
  };
  return {
    busy,
    problem,
    canUndo: done.length > 0,
    /** @param {() => Promise<any>} work @param {() => Promise<any>} [back] where it is no run of edits */
    run: (work, back) =>
      attempt(async () => {
        const answer = await work();
        const undoing = back ?? (answer?.run ? () => undo(answer.run) : null);
        // Before anybody may go on: the next undo takes back this edit.
        if (undoing) setDone((old) => [...old, undoing]);
        return answer;
      }, t("saved")),
    undo: () =>
      attempt(async () => {
        await done[done.length - 1]();
        setDone((old) => old.slice(0, -1));
      }, t("edit_undone")),
  };
}
