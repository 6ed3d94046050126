// @ts-check
/** The address holds the state: path and query, no fragment. */
import { useEffect, useState } from "./html.js";

/** @typedef {{path: string, params: URLSearchParams}} Route */

const CHANGED = "enishi:route";

/** @returns {Route} */
export function here() {
  return { path: location.pathname, params: new URLSearchParams(location.search) };
}

/**
 * An address on this site; the language stays when it was asked for in the address.
 * @param {string} path
 * @param {Record<string, string | string[] | number | null | undefined>} [params]
 */
export function address(path, params = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined && one !== "") query.append(name, String(one));
    }
  }
  const lang = here().params.get("lang");
  if (lang && !query.has("lang")) query.set("lang", lang);
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** @param {string} url @param {{replace?: boolean}} [options] */
export function go(url, { replace = false } = {}) {
  if (url === location.pathname + location.search) return;
  history[replace ? "replaceState" : "pushState"](null, "", url);
  dispatchEvent(new Event(CHANGED));
}

/**
 * Change some parts of the query and leave the rest.
 * @param {Record<string, string | string[] | null | undefined>} changes
 * @param {{replace?: boolean}} [options]
 */
export function amend(changes, { replace = true } = {}) {
  const { path, params } = here();
  for (const [name, value] of Object.entries(changes)) {
    params.delete(name);
    for (const one of Array.isArray(value) ? value : [value]) if (one) params.append(name, one);
  }
  const text = params.toString();
  go(text ? `${path}?${text}` : path, { replace });
}

/** @returns {Route} */
export function useRoute() {
  const [route, setRoute] = useState(here);
  useEffect(() => {
    const update = () => setRoute(here());
    addEventListener("popstate", update);
    addEventListener(CHANGED, update);
    return () => {
      removeEventListener("popstate", update);
      removeEventListener(CHANGED, update);
    };
  }, []);
  return route;
}

/** Follow plain clicks on our own links without loading the page anew. @param {MouseEvent} event */
export function followLinks(event) {
  const link = /** @type {HTMLElement} */ (event.target).closest?.("a[href]");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const url = new URL(/** @type {HTMLAnchorElement} */ (link).href);
  if (url.origin !== location.origin || url.pathname.startsWith("/api/") || link.hasAttribute("download")) return;
  event.preventDefault();
  go(url.pathname + url.search);
}
