// @ts-check
/** The value of a property in words: codes, money, days, lists. */
import { day, money, number, t, word } from "../lib/i18n.js";

/** @type {Record<string, string>} property -> list of the vocabulary */
const CODED = { seniority: "seniority", job_function: "job_function", function: "site_function", outcome: "deal_outcome", stage: "deal_stage", kind: "activity_kind" };
const MONEY = new Set(["revenue", "amount", "budget", "profit", "cost", "unit_price", "threshold"]);

/** @param {string} name @param {any} value @param {any} properties @returns {string} */
export function valueText(name, value, properties) {
  if (Array.isArray(value)) return value.map((one) => valueText(name, one, properties)).join(t("comma"));
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  if (MONEY.has(name) && typeof value === "number") return money(value, properties.currency);
  if (typeof value === "number") return name === "founded" ? String(value) : number(value);
  if (CODED[name]) return word(CODED[name], value);
  return /^\d{4}-\d\d-\d\d/.test(value) ? day(value) : String(value);
}
