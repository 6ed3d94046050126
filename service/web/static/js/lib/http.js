// @ts-check
/** One place where requests are made and problems are turned into errors. */

export class ApiError extends Error {
  /** @param {number} status @param {any} problem the problem document, or null when there was no answer */
  constructor(status, problem) {
    super(problem?.detail || problem?.title || "");
    this.status = status;
    this.problem = problem;
  }
}

/**
 * @param {string} url
 * @param {{signal?: AbortSignal}} [options]
 * @returns {Promise<any>}
 */
export async function fetchJson(url, { signal } = {}) {
  return answered(url, { signal, headers: { Accept: "application/json" } });
}

/**
 * Send something; the body is sent as JSON.
 * @param {string} method
 * @param {string} url
 * @param {unknown} [body]
 * @returns {Promise<any>}
 */
export async function sendJson(method, url, body) {
  const headers = { Accept: "application/json", "Content-Type": "application/json" };
  return answered(url, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
}

/**
 * Send a form, with files where it has any.
 * @param {string} url
 * @param {FormData} form
 * @returns {Promise<any>}
 */
export async function postForm(url, form) {
  return answered(url, { method: "POST", headers: { Accept: "application/json" }, body: form });
}

/** @param {string} url @param {RequestInit} request */
async function answered(url, request) {
  let response;
  try {
    response = await fetch(url, { ...request, credentials: "same-origin" });
  } catch (error) {
    if (/** @type {Error} */ (error).name === "AbortError") throw error;
    throw new ApiError(0, null);
  }
  if (response.status === 401) {
    location.assign(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`);
  }
  const body = await response.json().catch(() => null);
  if (!response.ok) throw new ApiError(response.status, body);
  return body;
}
