// @ts-check
/** The scene being explored, its history, and everything that can be done to it. */
import { useMemo, useRef, useState } from "../lib/html.js";
import { get, labelOf, problemText } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { announce } from "../lib/live.js";
import { completed } from "./opening.js";
import { around, siteMap } from "./place.js";
import { History, collapsed, noFilters, only, withAllShown, withHidden, withMore, withPins, withPositions } from "./scene.js";
import { viewOf } from "./view.js";

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./scene.js").Point} Point */

/**
 * @param {Scene} first
 * @param {string} asOf
 * @param {{current: import("./canvas.js").CanvasHandle | null}} canvas
 * @param {import("./scene.js").Filters} filters
 * @param {Scene} pool all that was fetched of the account
 */
export function useScene(first, asOf, canvas, filters, pool) {
  const history = useRef(new History(first));
  const [version, setVersion] = useState(0);
  const [problem, setProblem] = useState("");
  const scene = history.current.now;
  const view = useMemo(() => viewOf(scene, filters), [scene, filters]);

  const commit = (/** @type {Scene} */ next, /** @type {string} */ told) => {
    history.current.push(next);
    setVersion((value) => value + 1);
    if (told) announce(told);
  };
  const name = (/** @type {string} */ id) => scene.nodes.get(id)?.name ?? id;

  /** Where an anchor stands; a box stands where its middle is. @param {string} id @returns {Point} */
  const spotOf = (id) => {
    const box = canvas.current?.boxes().find((one) => one.id === id);
    if (box) return { x: (box.x1 + box.x2) / 2, y: (box.y1 + box.y2) / 2 };
    return history.current.now.positions.get(id) ?? { x: 0, y: 0 };
  };

  const actions = {
    /**
     * Bring nodes and lines to the map around an anchor; nothing that stands there moves.
     * @param {string} anchor
     * @param {any} answer
     */
    add(anchor, answer) {
      const before = history.current.now;
      const { nodes, edges } = completed(pool, before, answer);
      const next = withMore(before, nodes, edges, anchor);
      const fresh = [...next.nodes.keys()].filter((id) => !before.positions.has(id) && next.nodes.get(id)?.label !== undefined);
      const shape = viewOf(next, noFilters());
      const leaves = fresh.filter((id) => !shape.nodes.find((node) => node.id === id)?.isBox);
      const boxes = canvas.current?.boxes() ?? [];
      /** @type {Map<string, Point>} */
      const spots = new Map();
      const taken = () => [...before.positions.values(), ...spots.values()];
      /** @type {Map<string, string[]>} */
      const homes = new Map();
      for (const id of leaves) {
        const home = shape.nodes.find((node) => node.id === id)?.box ?? "";
        homes.set(home, [...(homes.get(home) ?? []), id]);
      }
      for (const [home, ids] of homes) {
        const start = home && home !== anchor && boxes.some((box) => box.id === home) ? spotOf(home) : spotOf(anchor);
        const walls = boxes.filter((box) => box.id !== home);
        for (const [id, spot] of around(ids, start, taken(), walls)) spots.set(id, spot);
      }
      const brought = next.nodes.size - before.nodes.size;
      commit(withPositions(next, spots), t("told_expanded", { name: name(anchor), n: brought }));
      return brought;
    },
    /**
     * Ask for neighbours and bring them; strongest first up to the limit.
     * @param {string} id
     * @param {{type?: string, direction?: string, label?: string, limit: number}} what
     */
    async expand(id, what) {
      try {
        const answer = await get("/graph/neighbours", { id, as_of: asOf, ...what });
        setProblem("");
        return actions.add(id, answer);
      } catch (error) {
        setProblem(problemText(error));
        return 0;
      }
    },
    /** @param {string} id */
    collapse(id) {
      const next = collapsed(history.current.now, id);
      const gone = history.current.now.nodes.size - next.nodes.size;
      commit(next, gone ? t("told_collapsed", { name: name(id), n: gone }) : "");
      if (!gone) announce(t("told_nothing_to_collapse"));
    },
    /** @param {string[]} ids */
    hide(ids) {
      const nodes = ids.filter((id) => history.current.now.nodes.has(id));
      if (nodes.length) commit(withHidden(history.current.now, nodes), t("told_hidden", { n: nodes.length }));
    },
    /** @param {string[]} ids */
    hideOthers(ids) {
      const nodes = ids.filter((id) => history.current.now.nodes.has(id));
      if (nodes.length) commit(only(history.current.now, nodes), t("told_only", { n: nodes.length }));
    },
    showAll() {
      commit(withAllShown(history.current.now), t("told_all_shown"));
    },
    /** @param {string[]} ids */
    pin(ids) {
      const nodes = ids.filter((id) => history.current.now.nodes.has(id));
      if (nodes.length) commit(withPins(history.current.now, nodes), t("told_pinned", { n: nodes.length }));
    },
    /** @param {Map<string, Point>} moved */
    move(moved) {
      commit(withPositions(history.current.now, moved), "");
    },
    /** @param {"sites" | "organic"} kind */
    async layout(kind) {
      const now = history.current.now;
      const spots =
        kind === "organic"
          ? await canvas.current?.organic()
          : siteMap(view.nodes, view.edges, canvas.current?.ratio() ?? 1.6);
      if (!spots) return;
      const free = new Map([...spots].filter(([id]) => !now.pinned.has(id)));
      commit(withPositions(now, free), t("told_layout"));
      setTimeout(() => canvas.current?.fit(), 60);
    },
    undo() {
      announce(t(history.current.undo() ? "told_undone" : "told_nothing_to_undo"));
      setVersion((value) => value + 1);
    },
    redo() {
      announce(t(history.current.redo() ? "told_redone" : "told_nothing_to_redo"));
      setVersion((value) => value + 1);
    },
  };
  return {
    scene, view, version, problem, actions,
    canUndo: history.current.past.length > 0,
    canRedo: history.current.future.length > 0,
  };
}

/** Whether an id is one of a node. @param {string} id */
export function isNode(id) {
  return Boolean(labelOf(id)) && !id.includes(".");
}

/**
 * How many of each label the account has that are not on the map, and what the filters keep back.
 * @param {Map<string, number>} totals
 * @param {Scene} scene
 * @param {import("./view.js").View} view
 */
export function hiddenTotals(totals, scene, view) {
  const here = new Map();
  for (const node of scene.nodes.values()) here.set(node.label, (here.get(node.label) ?? 0) + 1);
  const away = new Map([...totals].map(([label, total]) => [label, Math.max(0, total - (here.get(label) ?? 0))]));
  const missing = [...away.values()].reduce((sum, one) => sum + one, 0);
  return { shown: view.nodes.length, hidden: missing + view.filtered, away: missing, filtered: view.filtered, byLabel: away };
}
