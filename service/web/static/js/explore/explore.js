// @ts-check
/** The room Explore: filters on the left, the map, the inspector on the right, activity below. */
import { cx, html, useEffect, useMemo, useRef, useState } from "../lib/html.js";
import { labelOf } from "../lib/api.js";
import { useAnswer, useMedia } from "../lib/hooks.js";
import { nameOf, t } from "../lib/i18n.js";
import { amend } from "../lib/route.js";
import { Loading, Problem } from "../parts/notices.js";
import { Start } from "../parts/start.js";
import { Canvas } from "./canvas.js";
import { ExpandMenu } from "./expand.js";
import { Help } from "./help.js";
import { Histogram } from "./histogram.js";
import { Inspector } from "./inspector.js";
import { useKeys } from "../lib/keys.js";
import { Legend } from "./legend.js";
import { openAccount } from "./opening.js";
import { noFilters } from "./scene.js";
import { hiddenTotals, isNode, useScene } from "./state.js";
import { TableTwin } from "./table.js";
import { Toolbar } from "./toolbar.js";
import { neighbourTowards } from "./towards.js";

/** @param {{route: import("../lib/route.js").Route}} props */
export function Explore({ route }) {
  const id = route.params.get("id") ?? "";
  const asOf = route.params.get("as_of") ?? "";
  const { data, problem, loading } = useAnswer((signal) => (id ? openAccount(id, asOf, signal) : null), [id, asOf]);
  if (!id) return html`<${Start} path="/explore" title=${t("room_explore")} lead=${t("explore_lead")} />`;
  return html`<main id="main" class="explore-room" tabindex="-1">
    ${problem && html`<${Problem} text=${problem} />`}
    ${!data && loading && html`<${Loading} />`}
    ${data && html`<${AccountMap} key=${`${data.asked} ${asOf}`} data=${data} route=${route} asOf=${asOf} />`}
  </main>`;
}

/**
 * From where to where a path is asked for: between the two that are chosen, or to the one from the best
 * connected of ours. A way starts at one of ours when one of ours is among them.
 * @param {string[]} chosen
 * @param {string} ours
 * @returns {[string, string] | null}
 */
function pathEnds(chosen, ours) {
  const [first, second] = chosen.length >= 2 ? chosen : [ours, chosen[0]];
  if (!first || !second || first === second) return null;
  return labelOf(second) === "Member" ? [second, first] : [first, second];
}

/** @param {URLSearchParams} params */
function filtersOf(params) {
  const list = (/** @type {string} */ name) => new Set((params.get(name) ?? "").split(",").filter(Boolean));
  return { ...noFilters(), labels: list("off"), stances: list("off_stance"), strength: Number(params.get("min")) || 0 };
}

/** @param {{data: any, route: import("../lib/route.js").Route, asOf: string}} props */
function AccountMap({ data, route, asOf }) {
  const { params } = route;
  const canvas = useRef(/** @type {import("./canvas.js").CanvasHandle | null} */ (null));
  const filters = useMemo(() => filtersOf(params), [params.get("off"), params.get("off_stance"), params.get("min")]);
  const { scene, view, problem, actions, canUndo, canRedo } = useScene(data.scene, asOf, canvas, filters, data.pool);
  const asked = params.get("sel") ?? (params.get("id") !== data.center.id ? (params.get("id") ?? "") : "");
  const [selection, setSelection] = useState(/** @type {string[]} */ (asked.split(",").filter((one) => scene.nodes.has(one))));
  const [path, setPath] = useState(/** @type {string[]} */ ([]));
  const [paths, setPaths] = useState(/** @type {[string, string] | null} */ (null));
  const [menu, setMenu] = useState("");
  const [help, setHelp] = useState(false);
  const narrow = useMedia("(max-width: 760px)");
  const mode = params.get("view") ?? (narrow ? "both" : "graph");

  const select = (/** @type {string[]} */ ids) => {
    setSelection(ids);
    setPath([]);
    setPaths(null);
    amend({ sel: ids.join(",") });
  };
  const show = (/** @type {string} */ one) => {
    select([one]);
    canvas.current?.show([one]);
  };
  const setFilters = (/** @type {Partial<import("./scene.js").Filters>} */ change) => {
    const next = { ...filters, ...change };
    amend({
      off: [...next.labels].join(","),
      off_stance: [...next.stances].join(","),
      min: next.strength ? String(next.strength) : "",
    });
  };
  const setMode = (/** @type {string} */ next) => amend({ view: next });
  const nodes = selection.filter(isNode);
  const askPath = () => {
    const ours = view.nodes.filter((one) => one.label === "Member").sort((a, b) => b.degree - a.degree)[0]?.id ?? "";
    const ends = pathEnds(nodes, ours);
    if (ends) setPaths(ends);
  };
  const step = (/** @type {string} */ key) => {
    const next = neighbourTowards(view, canvas.current?.positions() ?? scene.positions, nodes[0] ?? data.center.id, key);
    if (next) show(next);
  };
  useKeys({
    e: () => setMenu(nodes[0] ?? data.center.id),
    c: () => nodes.forEach((one) => actions.collapse(one)),
    h: () => (actions.hide(nodes), select([])),
    H: () => actions.hideOthers(nodes),
    p: askPath,
    f: () => actions.pin(nodes),
    l: () => actions.layout("sites"),
    t: () => setMode(mode === "graph" ? "both" : "graph"),
    "?": () => setHelp(true),
    undo: actions.undo,
    redo: actions.redo,
    Escape: () => (menu ? setMenu("") : select([])),
    Enter: () => document.getElementById("inspector")?.focus(),
    arrow: step,
  });
  useEffect(() => {
    // What the undo took away cannot stay selected.
    const left = selection.filter((one) => scene.nodes.has(one) || scene.edges.has(one));
    if (left.length !== selection.length) setSelection(left);
  }, [scene]);

  const totals = hiddenTotals(data.totals, scene, view);
  return html`
    <aside class="filters" aria-label=${t("filters")}>
      <${Legend} view=${view} filters=${filters} onChange=${setFilters} onShow=${show} away=${totals.byLabel} />
    </aside>
    <section class=${cx("stage", `mode-${mode}`)} aria-label=${t("map_of", { name: nameOf(data.center) })}>
      <${Toolbar}
        selected=${nodes}
        actions=${{ ...actions, path: askPath, expand: () => setMenu(nodes[0] ?? data.center.id), help: () => setHelp(true) }}
        canUndo=${canUndo}
        canRedo=${canRedo}
        mode=${mode}
        onMode=${setMode}
        canvas=${canvas}
        view=${view}
        name=${data.center.name}
      />
      ${problem && html`<${Problem} text=${problem} />`}
      <h1 class="only-spoken">${t("map_of", { name: nameOf(data.center) })}</h1>
      <div class="surface" hidden=${mode === "table"}>
        <${Canvas}
          view=${view}
          positions=${scene.positions}
          selection=${selection}
          path=${path}
          onSelect=${select}
          onMove=${actions.move}
          onExpand=${setMenu}
          handle=${canvas}
          describedBy="map-count"
        />
        ${menu &&
        html`<${ExpandMenu}
          node=${scene.nodes.get(menu)}
          scene=${scene}
          asOf=${asOf}
          onPick=${(/** @type {any} */ what) => actions.expand(menu, what)}
          onClose=${() => setMenu("")}
        />`}
      </div>
      <p id="map-count" class="map-count">
        ${t("shown_hidden", { shown: totals.shown, hidden: totals.hidden })}
        ${totals.hidden > 0 && html` <span class="muted">${t("hidden_why", totals)}</span>`}
        ${scene.hidden.size > 0 && html` <button type="button" class="link" onClick=${actions.showAll}>${t("show_all")}</button>`}
      </p>
      ${mode !== "graph" && html`<${TableTwin} view=${view} selection=${selection} onSelect=${select} onExpand=${setMenu} />`}
    </section>
    <${Inspector}
      scene=${scene}
      view=${view}
      center=${data.center}
      selection=${selection}
      asOf=${asOf}
      paths=${paths}
      onPaths=${setPaths}
      onPath=${(/** @type {any} */ found) => {
        const isDrawn = found?.nodes.every((/** @type {any} */ one) => scene.nodes.has(one.id)) && found.edgeKeys.every((/** @type {string} */ key) => scene.edges.has(key));
        if (found && !isDrawn) actions.add(found.nodes[0].id, found);
        setPath(found ? [...found.nodes.map((/** @type {any} */ one) => one.id), ...found.edgeKeys] : []);
      }}
      onShow=${show}
      onExpand=${setMenu}
      onClose=${() => select([])}
    />
    <${Histogram} months=${data.activity ?? []} asOf=${asOf} onPick=${(/** @type {string} */ day) => amend({ as_of: day }, { replace: false })} />
    ${help && html`<${Help} onClose=${() => setHelp(false)} />`}
  `;
}
