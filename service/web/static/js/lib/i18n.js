// @ts-check
/** Words, dates, money and the order of names in the language of the page. */
import { fetchJson } from "./http.js";

/** @typedef {"ja" | "en"} Lang */
/** @type {Record<string, string>} */
let texts = {};
/** @type {Record<string, Record<string, any>>} */
let vocabulary = {};
/** @type {Lang} */
let current = "ja";

/** @returns {Lang} */
export function language() {
  return current;
}

/**
 * Load the words of a language and make it the current one; the choice is kept for the next visit.
 * @param {Lang} lang
 */
export async function setLanguage(lang) {
  const [own, words] = await Promise.all([
    fetchJson(`/web/texts/${lang}.json`),
    fetchJson(`/api/v1/vocabulary?lang=${lang}`).catch(() => ({})),
  ]);
  texts = own;
  vocabulary = words;
  current = lang;
  document.documentElement.lang = lang;
}

/** @param {Lang} lang */
export function rememberLanguage(lang) {
  document.cookie = `enishi_lang=${lang}; path=/; max-age=31536000; samesite=lax`;
}

/**
 * The page's own text, filled in. An unknown key is shown as such: a test looks for it.
 * @param {string} key
 * @param {Record<string, unknown>} [params]
 */
export function t(key, params = {}) {
  const text = texts[key] ?? `⟦${key}⟧`;
  return text.replace(/\{(\w+)\}/g, (_, name) => String(params[name] ?? ""));
}

/** @param {string} key */
export function hasText(key) {
  return key in texts;
}

/**
 * The word for a code of a closed list, such as `word("role", "decider")`.
 * @param {string} list
 * @param {string | null | undefined} code
 */
export function word(list, code) {
  if (!code) return "";
  const found = vocabulary[list]?.[code];
  return typeof found === "string" ? found : code;
}

/** The codes of a list of the vocabulary. @param {string} list @returns {string[]} */
export function codes(list) {
  return Object.keys(vocabulary[list] ?? {});
}

/** What a property is called. @param {string} name */
export function propertyWord(name) {
  return hasText(`prop_${name}`) ? t(`prop_${name}`) : name.replaceAll("_", " ");
}

/** What a relationship type is called, read from its start. @param {string} type */
export function typeWord(type) {
  if (type === "TIE") return t("tie");
  const found = vocabulary.type?.[type];
  return alone(typeof found === "string" ? found : (found?.forward ?? type));
}

/**
 * A relation as it stands alone: Japanese phrases are made to follow a name ("…の拠点").
 * @param {string} phrase
 */
export function alone(phrase) {
  if (current !== "ja") return phrase;
  return phrase.startsWith("の") ? phrase.slice(1) : /^[にでがはを]/.test(phrase) ? `…${phrase}` : phrase;
}

/** @param {number | null | undefined} value @param {Intl.NumberFormatOptions} [options] */
export function number(value, options) {
  return value == null ? "" : new Intl.NumberFormat(current, options).format(value);
}

/** @param {number | null | undefined} value from 0 to 1 */
export function percent(value) {
  return value == null ? t("unknown") : number(value, { style: "percent", maximumFractionDigits: 0 });
}

/** @param {number | null | undefined} amount @param {string | null | undefined} currency */
export function money(amount, currency) {
  if (amount == null) return "";
  if (!currency) return number(amount);
  return number(amount, { style: "currency", currency, maximumFractionDigits: 0, notation: "compact" });
}

/** @param {string | null | undefined} iso a date or a time */
export function day(iso) {
  if (!iso) return "";
  const value = new Date(iso.length === 10 ? `${iso}T00:00:00` : iso);
  return Number.isNaN(value.getTime())
    ? iso
    : new Intl.DateTimeFormat(current, { year: "numeric", month: "short", day: "numeric" }).format(value);
}

/** @param {string} iso such as 2026-01 */
export function month(iso) {
  return new Intl.DateTimeFormat(current, { year: "numeric", month: "short" }).format(new Date(`${iso}-01T00:00:00`));
}

/**
 * The name to show: names are kept in the language of their owner, so an English page adds Latin where known.
 * @param {{name: string, name_latin?: string | null}} node
 */
export function nameOf(node) {
  return current === "en" && node.name_latin ? node.name_latin : node.name;
}

/**
 * Order by reading where there is one, then by name; ties by id.
 * @param {{id: string, name: string, name_kana?: string | null, name_latin?: string | null}} a
 * @param {{id: string, name: string, name_kana?: string | null, name_latin?: string | null}} b
 */
export function byName(a, b) {
  const key = (/** @type {any} */ node) => (current === "ja" ? node.name_kana || node.name : nameOf(node));
  return key(a).localeCompare(key(b), current) || a.id.localeCompare(b.id);
}
