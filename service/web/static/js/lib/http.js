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
  let response;
  try {
    response = await fetch(url, { signal, headers: { Accept: "application/json" }, credentials: "same-origin" });
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
