// @ts-check
/** The questions the explorer asks of the API. */
import { ApiError, fetchJson, postForm, sendJson } from "./http.js";
import { language, t } from "./i18n.js";

/** @typedef {{id: string, label: string, name: string, name_latin?: string | null, name_kana?: string | null,
 *   title?: string | null, status?: string | null, function?: string | null, parent_id?: string | null,
 *   role?: string | null, stance?: string | null, at?: string | null, has_left?: boolean}} GraphNode */
/** @typedef {{id: string | null, type: string, source: string, target: string, state: string,
 *   strength?: number | null, kind?: string | null, stance?: string | null, valid_from?: string | null, valid_to?: string | null}} GraphEdge */

const PLURALS = {
  Company: "companies",
  Activity: "activities",
  BuyingCenter: "buying-centers",
  UseScene: "use-scenes",
};

/** The label of a node can be read from its id. @type {Record<string, string>} */
const LABELS = Object.fromEntries(
  ("Company Site Department Contact Member Deal BuyingCenter Purchase Product Activity Visitor Answer Campaign " +
    "Market Region Need UseScene Note Fact")
    .split(" ")
    .map((label) => [label.toLowerCase(), label]),
);

/** @param {string} id */
export function labelOf(id) {
  return LABELS[id.split("-", 1)[0]] ?? "";
}

/**
 * @param {string} path below /api/v1
 * @param {Record<string, string | string[] | number | null | undefined>} [params] empty ones are left out
 * @param {{signal?: AbortSignal}} [options]
 */
export function get(path, params = {}, options = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...params, lang: language() })) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined && one !== "") query.append(name, String(one));
    }
  }
  return fetchJson(`/api/v1${path}?${query}`, options);
}

/** @type {Map<string, Promise<any>>} */
const kept = new Map();

/**
 * Like get, but asked once: for facts that are looked at again and again.
 * @param {string} path
 * @param {Record<string, any>} [params]
 */
export function getOnce(path, params = {}) {
  const key = JSON.stringify([path, params, language()]);
  const found = kept.get(key);
  if (found) return found;
  const answer = get(path, params);
  kept.set(key, answer);
  if (kept.size > 400) kept.delete(/** @type {string} */ (kept.keys().next().value));
  answer.catch(() => kept.delete(key));
  return answer;
}

/** Ask anew for everything: something was changed. */
export function forget() {
  kept.clear();
}

/**
 * Change something; what was asked once is asked anew afterwards.
 * @param {string} method
 * @param {string} path below /api/v1
 * @param {unknown} [body]
 * @param {Record<string, string>} [params]
 */
export async function send(method, path, body, params = {}) {
  const answer = await sendJson(method, `/api/v1${path}?${new URLSearchParams({ ...params, lang: language() })}`, body);
  forget();
  return answer;
}

/** Send a form. @param {string} path below /api/v1 @param {FormData} form */
export function sendForm(path, form) {
  return postForm(`/api/v1${path}?lang=${language()}`, form);
}

/** Send files. @param {string} path below /api/v1 @param {File[]} files */
export function sendFiles(path, files) {
  const form = new FormData();
  for (const file of files) form.append("file", file);
  return sendForm(path, form);
}

/** The card of a node. @param {string} id @param {string} [asOf] */
export function entity(id, asOf = "") {
  const label = labelOf(id);
  const plural = PLURALS[/** @type {keyof typeof PLURALS} */ (label)] ?? `${label.toLowerCase()}s`;
  return getOnce(`/${plural}/${encodeURIComponent(id)}`, { as_of: asOf });
}

/** One sentence about a piece of evidence. @param {string} id */
export function evidence(id) {
  return getOnce(`/evidence/${encodeURIComponent(id)}`);
}

/**
 * What to tell a person about a failure.
 * @param {unknown} error
 */
export function problemText(error) {
  if (error instanceof ApiError) {
    if (error.status === 0) return t("no_connection");
    const fields = (error.problem?.errors ?? []).map((/** @type {any} */ one) => one.message).filter(Boolean);
    return [error.message || t("failed", { status: error.status }), ...fields].join(" ");
  }
  throw error;
}
