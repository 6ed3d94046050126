// @ts-check
/** Take the table or the picture away as a file. */
import { nameOf, t, word } from "../lib/i18n.js";

/** A cell that no spreadsheet takes for a formula. @param {unknown} value */
export function csvCell(value) {
  const text = String(value ?? "");
  const safe = /^[=+\-@\t\r\0]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The columns of the table twin and of its file. @param {import("./view.js").View} view */
export function columns(view) {
  const names = new Map(view.nodes.map((node) => [node.id, nameOf(node)]));
  return [
    { key: "name", title: t("col_name"), of: (/** @type {any} */ node) => nameOf(node) },
    { key: "label", title: t("col_kind"), of: (/** @type {any} */ node) => word("label", node.label) },
    { key: "title", title: t("col_title"), of: (/** @type {any} */ node) => node.title ?? word("site_function", node.function) },
    { key: "box", title: t("col_site"), of: (/** @type {any} */ node) => names.get(node.box) ?? "" },
    { key: "role", title: t("col_role"), of: (/** @type {any} */ node) => word("role", node.role) },
    { key: "stance", title: t("stance"), of: (/** @type {any} */ node) => word("stance", node.stance) },
    { key: "status", title: t("col_status"), of: (/** @type {any} */ node) => word("status", node.status) },
    { key: "strength", title: t("tie_strength"), of: (/** @type {any} */ node) => node.strength ?? "" },
    { key: "degree", title: t("col_links"), of: (/** @type {any} */ node) => node.degree },
  ];
}

/** @param {import("./view.js").View} view */
export function csvOf(view) {
  const cols = [...columns(view), { key: "id", title: "id", of: (/** @type {any} */ node) => node.id }];
  const lines = [cols.map((one) => one.title), ...view.nodes.map((node) => cols.map((one) => one.of(node)))];
  // Spreadsheets take a file without the mark for the system's own encoding.
  return `\uFEFF${lines.map((cells) => cells.map(csvCell).join(",")).join("\r\n")}\r\n`;
}

/** @param {Blob} blob @param {string} name */
export function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
