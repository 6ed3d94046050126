// @ts-check
/** The drawn map. It shows a view and tells what was done to it; it decides nothing. */
import { html, useEffect, useRef } from "../lib/html.js";
import { hasText, nameOf, percent, t, typeWord, word } from "../lib/i18n.js";
import { stanceLook } from "../parts/shape.js";
import { canvasStyle } from "./style.js";

/** @typedef {import("./view.js").View} View */
/** @typedef {import("./scene.js").Point} Point */
/**
 * @typedef {object} CanvasHandle
 * @property {() => void} fit
 * @property {(ids: string[]) => void} show bring into sight
 * @property {() => Promise<Map<string, Point>>} organic positions of a force-directed layout
 * @property {() => Promise<Blob>} png
 * @property {() => {x1: number, y1: number, x2: number, y2: number, id: string}[]} boxes
 * @property {() => Map<string, Point>} positions
 * @property {() => number} ratio width to height
 */

/** What stands beside a node. @param {import("./view.js").SeenNode} node */
function nodeText(node) {
  const stance = node.label === "Contact" ? stanceLook(node.stance) : null;
  const mark = stance && node.stance !== "unknown" ? `${stance.mark} ` : "";
  const pin = node.pinned ? "⚲ " : "";
  const second = node.label === "Contact" || node.label === "Member" ? node.title : "";
  const gone = node.has_left ? ` (${t("left")})` : "";
  return `${pin}${mark}${nameOf(node)}${gone}${second ? `\n${second}` : ""}`;
}

/** @param {import("./view.js").SeenEdge} edge */
function edgeText(edge) {
  if (edge.type === "TIE") return percent(edge.strength);
  if (edge.type === "HOLDS_ROLE" && edge.kind) return word("role", edge.kind) || edge.kind;
  if (edge.type === "INFLUENCES" && edge.kind === "conflict") return t("conflict");
  return hasText(`line_${edge.type.toLowerCase()}`) ? t(`line_${edge.type.toLowerCase()}`) : typeWord(edge.type);
}

/**
 * Bring the drawn elements in line with the view; those that stay are not touched.
 * @param {any} cy
 * @param {View} view
 * @param {Map<string, Point>} positions
 */
function draw(cy, view, positions) {
  const boxOf = new Map(view.nodes.map((node) => [node.id, node.box]));
  // A line between a box and what stands in it says nothing more than the box does.
  const edges = view.edges.filter(
    (edge) => boxOf.get(edge.source) !== edge.target && boxOf.get(edge.target) !== edge.source,
  );
  const wanted = new Set([...view.nodes.map((node) => node.id), ...edges.map((edge) => edge.key)]);
  cy.batch(() => {
    const going = cy.elements().filter((/** @type {any} */ one) => !wanted.has(one.id()));
    // What stays of a box that goes must not go with it.
    going.children().move({ parent: null });
    going.remove();
    for (const node of [...view.nodes].sort((a, b) => Number(b.isBox) - Number(a.isBox))) {
      const data = {
        id: node.id,
        label: node.label,
        text: nodeText(node),
        stance: node.stance ?? "",
        left: node.has_left ? 1 : 0,
        white: node.isWhite ? 1 : 0,
        pinned: node.pinned ? 1 : 0,
      };
      const old = cy.getElementById(node.id);
      if (old.empty()) {
        const position = positions.get(node.id) ?? { x: 0, y: 0 };
        cy.add({ group: "nodes", data: { ...data, parent: node.box ?? undefined }, position: { ...position } });
      } else {
        old.data(data);
        if ((old.data("parent") ?? null) !== node.box) old.move({ parent: node.box });
        const spot = positions.get(node.id);
        const at = old.position();
        if (spot && !node.isBox && (Math.abs(at.x - spot.x) > 0.5 || Math.abs(at.y - spot.y) > 0.5)) {
          old.position({ ...spot });
        }
      }
    }
    for (const edge of edges) {
      const data = { best: edge.best ? 1 : 0, kind: edge.kind ?? "", state: edge.state, strength: edge.strength ?? 0, text: edgeText(edge) };
      const old = cy.getElementById(edge.key);
      if (old.nonempty()) old.data(data);
      else cy.add({ group: "edges", data: { id: edge.key, type: edge.type, source: edge.source, target: edge.target, ...data } });
    }
  });
}

/** Dim what has nothing to do with the selection. @param {any} cy @param {string[]} path */
function highlight(cy, path) {
  cy.batch(() => {
    cy.elements().removeClass("faded near path");
    if (path.length) {
      const on = cy.collection(path.map((id) => cy.getElementById(id)));
      cy.elements().not(on).not(on.parents()).addClass("faded");
      on.addClass("path");
      return;
    }
    const selected = cy.nodes(":selected").not(":parent");
    if (selected.empty()) return;
    const near = selected.closedNeighborhood();
    const keep = near.union(near.parents()).union(near.children());
    cy.edges().not(near).addClass("faded");
    cy.nodes().not(keep).not(":parent").addClass("faded");
    near.edges().addClass("near");
  });
}

const FCOSE = ["layout-base", "cose-base", "cytoscape-fcose"];
/** @type {Promise<void> | null} */
let fcose = null;

/** The force-directed layout is three plain scripts that build on each other; they come when first used. */
function loadFcose(/** @type {any} */ cytoscape) {
  fcose ??= FCOSE.reduce(
    (before, name) =>
      before.then(
        () =>
          new Promise((resolve, reject) => {
            const script = document.createElement("script");
            script.src = `/web/static/vendor/${name}.js`;
            script.onload = () => resolve();
            script.onerror = () => reject(new Error(name));
            document.head.append(script);
          }),
      ),
    Promise.resolve(),
  ).then(() => cytoscape.use(/** @type {any} */ (window).cytoscapeFcose));
  return fcose;
}

/**
 * @param {{view: View, positions: Map<string, Point>, selection: string[], path: string[],
 *   onSelect: (ids: string[]) => void, onMove: (moved: Map<string, Point>) => void,
 *   onExpand: (id: string) => void, handle: {current: CanvasHandle | null}, describedBy: string}} props
 */
export function Canvas({ view, positions, selection, path, onSelect, onMove, onExpand, handle, describedBy }) {
  const place = useRef(/** @type {HTMLDivElement | null} */ (null));
  const graph = useRef(/** @type {any} */ (null));
  const latest = useRef({ view, positions, selection, path, onSelect, onMove, onExpand });
  latest.current = { view, positions, selection, path, onSelect, onMove, onExpand };
  const mirroring = useRef(false);

  const mirror = () => {
    const cy = graph.current;
    if (!cy) return;
    mirroring.current = true;
    draw(cy, latest.current.view, latest.current.positions);
    cy.batch(() => {
      const chosen = new Set(latest.current.selection);
      cy.elements().forEach((/** @type {any} */ one) => {
        if (chosen.has(one.id()) !== one.selected()) chosen.has(one.id()) ? one.select() : one.unselect();
      });
    });
    highlight(cy, latest.current.path);
    mirroring.current = false;
  };

  useEffect(() => {
    let gone = false;
    import("cytoscape").then(({ default: cytoscape }) => {
      if (gone || !place.current) return;
      const cy = cytoscape({
        container: place.current,
        style: canvasStyle(),
        minZoom: 0.12,
        maxZoom: 2.5,
        boxSelectionEnabled: true,
        layout: { name: "preset" },
      });
      graph.current = cy;
      let timer = 0;
      cy.on("select unselect", () => {
        if (mirroring.current) return;
        clearTimeout(timer);
        timer = setTimeout(() => latest.current.onSelect(cy.$(":selected").map((/** @type {any} */ one) => one.id())), 0);
      });
      cy.on("dbltap", "node", (/** @type {any} */ event) => latest.current.onExpand(event.target.id()));
      cy.on("dragfree", "node", (/** @type {any} */ event) => {
        const moved = event.target.union(cy.nodes(":selected")).union(event.target.descendants()).filter(":childless");
        latest.current.onMove(new Map(moved.map((/** @type {any} */ one) => [one.id(), { ...one.position() }])));
      });
      handle.current = handleOf(cy, cytoscape);
      mirror();
      cy.fit(undefined, 48);
      if (cy.zoom() > 1.15) cy.zoom(1.15), cy.center();
    });
    return () => {
      gone = true;
      handle.current = null;
      graph.current?.destroy();
      graph.current = null;
    };
  }, []);
  useEffect(mirror, [view, positions, selection, path]);
  return html`<div
    class="canvas"
    ref=${place}
    tabindex="0"
    role="application"
    aria-label=${t("canvas_label")}
    aria-describedby=${describedBy}
  ></div>`;
}

/** @param {any} cy @param {any} cytoscape @returns {CanvasHandle} */
function handleOf(cy, cytoscape) {
  const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const fit = (/** @type {any} */ elements) => {
    const target = { fit: { eles: elements ?? cy.elements(), padding: 48 } };
    still() ? cy.fit(target.fit.eles, target.fit.padding) : cy.animate({ ...target, duration: 220 });
  };
  const spots = () =>
    new Map(cy.nodes(":childless").map((/** @type {any} */ one) => [one.id(), { ...one.position() }]));
  return {
    fit: () => fit(null),
    show: (ids) => {
      const wanted = cy.collection(ids.map((id) => cy.getElementById(id)));
      const { x1, y1, x2, y2 } = cy.extent();
      const box = wanted.boundingBox();
      if (wanted.nonempty() && (box.x1 < x1 || box.x2 > x2 || box.y1 < y1 || box.y2 > y2)) {
        still() ? cy.center(wanted) : cy.animate({ center: { eles: wanted }, duration: 220 });
      }
    },
    organic: async () => {
      await loadFcose(cytoscape);
      const fixed = cy.nodes("[?pinned]").map((/** @type {any} */ one) => ({ nodeId: one.id(), position: one.position() }));
      const layout = cy.layout({
        name: "fcose",
        quality: "proof",
        animate: false,
        randomize: false,
        fit: false,
        nodeSeparation: 110,
        idealEdgeLength: () => 110,
        nodeRepulsion: () => 9000,
        packComponents: false,
        fixedNodeConstraint: fixed.length ? fixed : undefined,
      });
      const done = layout.promiseOn("layoutstop");
      layout.run();
      await done;
      return spots();
    },
    png: () => cy.png({ output: "blob-promise", full: true, scale: 2, bg: "#ffffff", maxWidth: 6000, maxHeight: 6000 }),
    boxes: () =>
      cy.nodes(":parent").map((/** @type {any} */ one) => ({ id: one.id(), ...one.boundingBox({ includeLabels: false }) })),
    positions: spots,
    ratio: () => (cy.height() > 0 ? cy.width() / cy.height() : 1.6),
  };
}
