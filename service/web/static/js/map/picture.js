// @ts-check
/** Take the decision map away: a drawing (SVG, PNG) made from the same places as the screen, or a list (CSV). */
import { day, nameOf, percent, t, word } from "../lib/i18n.js";
import { csvCell, save } from "../explore/export.js";
import { STANCES } from "../parts/shape.js";
import { rolesOf } from "./board.js";
import { CARD, corner, extent, kindOf, pathOf } from "./geometry.js";

const HEAD = 56;
const FONT = "'Hiragino Sans','Yu Gothic UI',Meiryo,'Noto Sans CJK JP','Noto Sans JP',sans-serif";
const LINES = {
  reports: 'stroke="#8794a4" stroke-width="1.6"',
  influence: 'stroke="#0b62c4" stroke-width="1.6" stroke-dasharray="6 4"',
  conflict: 'stroke="#b3203a" stroke-width="2.2"',
};
const MOST_PIXELS = 12_000;

const escape = (/** @type {unknown} */ text) =>
  String(text ?? "").replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);

/** As much of a text as fits; wide letters count double. @param {string} text @param {number} most in narrow letters */
function fitted(text, most) {
  let room = most;
  let found = "";
  for (const letter of text) {
    room -= /[\u1100-\uffdc]/.test(letter) ? 2 : 1;
    if (room < 0) return `${found}…`;
    found += letter;
  }
  return found;
}

/** @param {any} map @param {any[]} cards @param {any[]} lines */
export function svgOf(map, cards, lines) {
  const size = extent(cards);
  const byId = new Map(cards.map((card) => [card.id, card]));
  const paths = lines
    .filter((line) => byId.has(line.source) && byId.has(line.target))
    .map((line) => {
      const { kind, suggested } = kindOf(line);
      const dots = suggested ? ' style="stroke-dasharray:1.500 5;stroke-linecap:round"' : "";
      const arrow = kind === "reports" ? "" : ` marker-end="url(#${kind})"`;
      return `<path fill="none" ${LINES[/** @type {keyof typeof LINES} */ (kind)]}${dots}${arrow} d="${pathOf(line, byId.get(line.source), byId.get(line.target))}"/>`;
    });
  const marker = (/** @type {string} */ id, /** @type {string} */ colour) =>
    `<marker id="${id}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L10 5L0 10z" fill="${colour}"/></marker>`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height + HEAD}" viewBox="0 0 ${size.width} ${size.height + HEAD}" font-family="${escape(FONT)}">` +
    `<defs>${marker("influence", "#0b62c4")}${marker("conflict", "#b3203a")}</defs>` +
    `<rect width="100%" height="100%" fill="#ffffff"/>` +
    `<text x="22" y="28" font-size="18" font-weight="700" fill="#1b2430">${escape(nameOf(map.scope))}</text>` +
    `<text x="22" y="47" font-size="12" fill="#596575">${escape(headline(map))}</text>` +
    `<g transform="translate(0 ${HEAD})">${paths.join("")}${cards.map(cardOf).join("")}</g></svg>`
  );
}

/** @param {any} map */
function headline(map) {
  return `${t("room_map")} · ${day(map.as_of)} · ${t("covered")} ${percent(map.coverage?.named)} · ${t("engaged")} ${percent(map.coverage?.engaged)}`;
}

/** @param {any} card */
function cardOf(card) {
  const at = corner(card);
  const look = STANCES[/** @type {keyof typeof STANCES} */ (card.stance)];
  const [role] = rolesOf(card);
  const tie = Math.round((CARD.width - 28) * (card.strength ?? 0));
  return (
    `<g transform="translate(${at.x} ${at.y})"><rect width="${CARD.width}" height="${CARD.height}" rx="9" fill="#fff" stroke="#ccd4dd"/>` +
    `<rect width="5" height="${CARD.height}" rx="2.500" fill="${look?.colour}"/>` +
    `<text x="14" y="23" font-size="14" font-weight="700" fill="#1b2430">${escape(fitted(nameOf(card), role ? 15 : 22))}</text>` +
    (role ? `<text x="${CARD.width - 10}" y="22" font-size="11" text-anchor="end" fill="#2f3a48">${escape(word("role", role))}</text>` : "") +
    `<text x="14" y="42" font-size="11.500" fill="#596575">${escape(fitted(card.title ?? "", 26))}</text>` +
    (card.in_center ? `<text x="14" y="62" font-size="11.500" fill="${look?.colour}">${escape(`${look?.mark} ${word("stance", card.stance)}`)}</text>` : "") +
    (card.strength == null
      ? `<text x="14" y="84" font-size="11" fill="#596575">${escape(t("no_tie"))}</text>`
      : `<rect x="14" y="77" width="${CARD.width - 28}" height="6" rx="3" fill="#e6eaef"/><rect x="14" y="77" width="${tie}" height="6" rx="3" fill="#2a9d8f"/>`) +
    `</g>`
  );
}

/** @param {any} map @param {any[]} cards @param {any[]} lines @param {string} name */
export function saveSvg(map, cards, lines, name) {
  save(new Blob([svgOf(map, cards, lines)], { type: "image/svg+xml" }), `${name}.svg`);
}

/** @param {any} map @param {any[]} cards @param {any[]} lines @param {string} name */
export async function savePng(map, cards, lines, name) {
  const image = new Image();
  const url = URL.createObjectURL(new Blob([svgOf(map, cards, lines)], { type: "image/svg+xml" }));
  try {
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    const scale = Math.min(2, MOST_PIXELS / Math.max(image.width, image.height));
    canvas.width = image.width * scale;
    canvas.height = image.height * scale;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
    if (blob) save(/** @type {Blob} */ (blob), `${name}.png`);
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** The columns of the list and of its file. @param {any} map */
export function columns(map) {
  const names = new Map(map.cards.map((/** @type {any} */ card) => [card.id, nameOf(card)]));
  return [
    { title: t("col_name"), of: (/** @type {any} */ card) => nameOf(card) },
    { title: t("col_title"), of: (/** @type {any} */ card) => card.title ?? "" },
    { title: t("unit"), of: (/** @type {any} */ card) => (card.unit ? nameOf(card.unit) : "") },
    { title: t("manager"), of: (/** @type {any} */ card) => card.managers.map((/** @type {string} */ id) => names.get(id)).join(", ") },
    { title: t("col_role"), of: (/** @type {any} */ card) => rolesOf(card).map((role) => word("role", role)).join(", ") },
    { title: t("stance"), of: (/** @type {any} */ card) => (card.in_center ? word("stance", card.stance) : "") },
    { title: t("power"), of: (/** @type {any} */ card) => (card.power == null ? t("unknown") : percent(card.power)) },
    { title: t("tie_strength"), of: (/** @type {any} */ card) => (card.strength == null ? t("unknown") : percent(card.strength)) },
    { title: t("last_touch"), of: (/** @type {any} */ card) => day(card.last_touch) || t("unknown") },
    { title: t("next_step"), of: (/** @type {any} */ card) => card.next_step.text },
  ];
}

/** @param {any} map @param {any[]} cards @param {string} name */
export function saveCsv(map, cards, name) {
  const cols = columns(map);
  const lines = [cols.map((one) => one.title), ...cards.map((card) => cols.map((one) => one.of(card)))];
  const text = `\uFEFF${lines.map((cells) => cells.map(csvCell).join(",")).join("\r\n")}\r\n`;
  save(new Blob([text], { type: "text/csv" }), `${name}.csv`);
}
