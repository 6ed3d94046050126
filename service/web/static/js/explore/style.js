// @ts-check
/** How the canvas draws: shape, colour and outline for kinds and stances, width for the strength of a tie. */
import { LOOKS, STANCES } from "../parts/shape.js";

const FONT = '"Hiragino Sans", "Yu Gothic UI", "Noto Sans CJK JP", "Noto Sans JP", system-ui, sans-serif';
const INK = "#1b2430";

/** @type {Record<string, number>} */
const SIZES = { Company: 44, Deal: 32, Department: 22, Contact: 28, Member: 30, Site: 40 };

function kinds() {
  return Object.entries(LOOKS).map(([label, look]) => ({
    selector: `node[label = "${label}"]`,
    style: {
      shape: look.shape,
      "background-color": look.colour,
      width: SIZES[label] ?? 26,
      height: SIZES[label] ?? 26,
    },
  }));
}

function stances() {
  return Object.entries(STANCES).map(([stance, look]) => ({
    selector: `node[label = "Contact"][stance = "${stance}"]`,
    style: { "border-color": look.colour, "border-style": look.style, "border-width": look.width },
  }));
}

/** @returns {any[]} */
export function canvasStyle() {
  return [
    {
      selector: "node",
      style: {
        label: "data(text)",
        "font-family": FONT,
        "font-size": 13,
        color: INK,
        "text-wrap": "wrap",
        "text-max-width": "104px",
        "text-valign": "bottom",
        "text-margin-y": 5,
        "line-height": 1.25,
        "text-background-color": "#ffffff",
        "text-background-opacity": 0.86,
        "text-background-padding": "2px",
        "text-background-shape": "roundrectangle",
        "text-overflow-wrap": "anywhere",
        "min-zoomed-font-size": 6.5,
        "border-width": 0,
        "overlay-opacity": 0,
        "z-index-compare": "manual",
        "z-index": 10,
      },
    },
    ...kinds(),
    { selector: 'node[label = "Company"]', style: { "font-size": 18, "font-weight": "bold", "text-max-width": "240px", "text-overflow-wrap": "whitespace", "min-zoomed-font-size": 4 } },
    { selector: 'node[label = "Department"]', style: { color: "#544a8a" } },
    ...stances(),
    { selector: "node[?left]", style: { opacity: 0.5, "border-style": "dotted", "border-width": 3, "border-color": "#5f6b7a" } },
    {
      selector: 'node[label = "Site"]',
      style: {
        shape: "round-rectangle",
        "background-color": "#e2f2f0",
        "background-opacity": 0.72,
        "border-width": 1.4,
        "border-color": "#5db8ad",
        "border-style": "solid",
        color: "#17665d",
        "font-size": 16,
        "font-weight": "bold",
        "text-valign": "top",
        "text-margin-y": -4,
        "text-max-width": "320px",
        "min-zoomed-font-size": 4,
        "text-background-opacity": 0,
        padding: "26px",
        "z-index": 1,
      },
    },
    {
      selector: 'node[label = "Site"][?white]',
      style: {
        "background-color": "#faf4e0",
        "border-color": "#d1a62b",
        "border-style": "dashed",
        "border-width": 1.6,
        color: "#7a5c05",
      },
    },
    {
      selector: "node:childless[label = 'Site']",
      style: { width: 100, height: 34, padding: "6px" },
    },
    { selector: "node[?pinned]", style: { "underlay-color": "#4a5363", "underlay-opacity": 0.22, "underlay-padding": 5 } },
    {
      selector: "edge",
      style: {
        width: 1.1,
        "line-color": "#c2cad4",
        "target-arrow-color": "#c2cad4",
        "curve-style": "straight",
        "font-family": FONT,
        "font-size": 12,
        color: "#4a5363",
        "text-background-color": "#ffffff",
        "text-background-opacity": 0.92,
        "text-background-padding": "2px",
        "text-rotation": "autorotate",
        "min-zoomed-font-size": 6,
        "overlay-opacity": 0,
        "z-index-compare": "manual",
        "z-index": 4,
      },
    },
    {
      selector: 'edge[type = "TIE"]',
      style: {
        width: "mapData(strength, 0, 1, 0.8, 5)",
        "line-color": "#4a5363",
        "line-opacity": "mapData(strength, 0.2, 1, 0.06, 0.42)",
        "curve-style": "unbundled-bezier",
        "control-point-distances": 26,
        "control-point-weights": 0.5,
      },
    },
    // Besides the strongest tie of a contact the others wait in the background until one of the two is chosen.
    { selector: 'edge[type = "TIE"][!best]', style: { "line-opacity": 0.05 } },
    { selector: 'edge[type = "OWNS"], edge[type = "KNOWS"], edge[type = "APPROVAL_STEP"]', style: { "line-opacity": 0.3 } },
    {
      selector: 'edge[type = "REPORTS_TO"]',
      style: { "line-color": "#8a94a3", "target-arrow-color": "#8a94a3", "target-arrow-shape": "triangle", "arrow-scale": 0.7 },
    },
    {
      selector: 'edge[type = "INFLUENCES"]',
      style: {
        "line-color": "#0b69d0",
        "target-arrow-color": "#0b69d0",
        "line-style": "dashed",
        "line-opacity": 0.6,
        "target-arrow-shape": "triangle",
        width: 1.6,
      },
    },
    {
      selector: 'edge[type = "INFLUENCES"][kind = "conflict"]',
      style: { "line-color": "#c2334d", "target-arrow-color": "#c2334d", "line-style": "dotted", width: 2.4 },
    },
    { selector: 'edge[type = "HOLDS_ROLE"]', style: { "line-color": "#dc8f9d", width: 1.2, "line-opacity": 0.35 } },
    { selector: 'edge[state = "inferred"][type != "TIE"]', style: { "line-style": "dotted" } },
    { selector: "node.faded", style: { opacity: 0.45 } },
    { selector: "edge.faded", style: { opacity: 0.25 } },
    {
      selector: "edge.near, edge:selected, edge.path",
      style: { label: "data(text)", "z-index": 20, opacity: 1, "line-opacity": 0.85 },
    },
    { selector: "edge:selected", style: { "line-color": "#0b69d0", "target-arrow-color": "#0b69d0", width: 3.5 } },
    {
      selector: ".path",
      style: {
        "line-color": "#0b69d0",
        "line-opacity": 1,
        "target-arrow-color": "#0b69d0",
        width: 4.5,
        "underlay-color": "#0b69d0",
        "underlay-opacity": 0.2,
        "underlay-padding": 5,
      },
    },
    { selector: "node.path", style: { width: 34, height: 34 } },
    { selector: "node.path:parent", style: { "underlay-opacity": 0 } },
    {
      selector: "node:selected",
      style: { "underlay-color": "#0b69d0", "underlay-opacity": 0.28, "underlay-padding": 7, "z-index": 30 },
    },
  ];
}
