// @ts-check
/** What each kind of thing looks like: shape and colour together, in the legend, the lists and the canvas. */
import { html } from "../lib/html.js";

/** @type {Record<string, {colour: string, shape: string}>} shape: as the canvas names it */
export const LOOKS = {
  Company: { colour: "#0e4a67", shape: "round-rectangle" },
  Site: { colour: "#2a9d8f", shape: "rectangle" },
  Department: { colour: "#7b6fb0", shape: "diamond" },
  Contact: { colour: "#e08b3a", shape: "ellipse" },
  Deal: { colour: "#c2334d", shape: "hexagon" },
  Member: { colour: "#4a5363", shape: "triangle" },
  BuyingCenter: { colour: "#a3472f", shape: "octagon" },
  Product: { colour: "#3a78c2", shape: "pentagon" },
  Purchase: { colour: "#5a8f3c", shape: "tag" },
  Need: { colour: "#b5548f", shape: "star" },
  UseScene: { colour: "#8a6d3b", shape: "barrel" },
  Activity: { colour: "#7a8797", shape: "vee" },
  Campaign: { colour: "#d0a215", shape: "heptagon" },
  Note: { colour: "#9c8f5a", shape: "cut-rectangle" },
  Market: { colour: "#5b7f95", shape: "round-diamond" },
  Region: { colour: "#6c8f7f", shape: "round-hexagon" },
};
const OTHER = { colour: "#7a8797", shape: "round-rectangle" };

/** The order of the legend and of tables. */
export const LABEL_ORDER = [
  "Company", "Site", "Department", "Contact", "Deal", "Member", "BuyingCenter", "Product",
  "Purchase", "Need", "UseScene", "Campaign", "Activity", "Note", "Market", "Region",
];

/** @param {string} label */
export function lookOf(label) {
  return LOOKS[label] ?? OTHER;
}

/** @type {Record<string, string>} path of each shape in a 16 x 16 box */
const PATHS = {
  "round-rectangle": "M4 2h8a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2z",
  rectangle: "M1.5 3.5h13v9h-13z",
  diamond: "M8 1l7 7-7 7-7-7z",
  ellipse: "M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13z",
  hexagon: "M4.5 2h7L15 8l-3.500 6h-7L1 8z",
  triangle: "M8 1.500L15 14.500H1z",
  octagon: "M5 1.500h6L14.500 5v6L11 14.500H5L1.500 11V5z",
  pentagon: "M8 1l7 5.300-2.700 8.200H3.700L1 6.300z",
  tag: "M1.500 3.500h9L15 8l-4.500 4.500h-9z",
  star: "M8 1l2 5h5l-4 3.300 1.500 5.200L8 11.500l-4.500 3L5 9.300 1 6h5z",
  barrel: "M3 2c3-1 7-1 10 0 1.500 4 1.500 8 0 12-3 1-7 1-10 0-1.500-4-1.500-8 0-12z",
  vee: "M1.500 2L8 5l6.500-3L8 14.500z",
  heptagon: "M8 1l5.500 2.700 1.300 6-3.800 4.800H5L1.200 9.700l1.300-6z",
  "cut-rectangle": "M4 2h8l2 2v8l-2 2H4l-2-2V4z",
  "round-diamond": "M8 1.500l6.500 6.500L8 14.500 1.500 8z",
  "round-hexagon": "M4.500 2.500h7L14.500 8l-3 5.500h-7L1.500 8z",
};

/** @param {{label: string, size?: number}} props */
export function Shape({ label, size = 14 }) {
  const { colour, shape } = lookOf(label);
  const box = shape === "rectangle";
  return html`<svg class="shape" width=${size} height=${size} viewBox="0 0 16 16" aria-hidden="true">
    <path d=${PATHS[shape]} fill=${box ? "#e2f2f0" : colour} stroke=${box ? colour : "none"} stroke-width="1.6" />
  </svg>`;
}

/** Stances: a mark beside the word, an outline on the canvas, a colour; never the colour alone. */
export const STANCES = {
  champion: { mark: "★", colour: "#14804a", style: "double", width: 6 },
  supporter: { mark: "＋", colour: "#1e9d63", style: "solid", width: 3.5 },
  neutral: { mark: "＝", colour: "#8a94a3", style: "solid", width: 2.5 },
  opponent: { mark: "－", colour: "#d03a4f", style: "dashed", width: 3.5 },
  blocker: { mark: "✕", colour: "#a3142b", style: "solid", width: 6 },
  unknown: { mark: "？", colour: "#8a94a3", style: "dotted", width: 2.5 },
};

/** @param {string | null | undefined} stance */
export function stanceLook(stance) {
  return STANCES[/** @type {keyof typeof STANCES} */ (stance ?? "")] ?? null;
}
