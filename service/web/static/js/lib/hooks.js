// @ts-check
import { useEffect, useRef, useState } from "./html.js";
import { problemText } from "./api.js";

/**
 * Ask for something again whenever the keys change; an older answer never overtakes a newer one.
 * @template T
 * @param {(signal: AbortSignal) => Promise<T> | null} ask null when there is nothing to ask
 * @param {unknown[]} keys
 * @returns {{data: T | null, problem: string, loading: boolean}}
 */
export function useAnswer(ask, keys) {
  const [state, setState] = useState(
    /** @type {{data: T | null, problem: string, loading: boolean}} */ ({ data: null, problem: "", loading: true }),
  );
  useEffect(() => {
    const abort = new AbortController();
    const asked = ask(abort.signal);
    if (!asked) {
      setState({ data: null, problem: "", loading: false });
      return undefined;
    }
    setState((old) => ({ ...old, problem: "", loading: true }));
    asked.then(
      (data) => !abort.signal.aborted && setState({ data, problem: "", loading: false }),
      (error) => !abort.signal.aborted && setState({ data: null, problem: problemText(error), loading: false }),
    );
    return () => abort.abort();
  }, keys);
  return state;
}

/** Close something on Escape or on a press outside of it. @param {boolean} open @param {() => void} close */
export function useDismiss(open, close) {
  const ref = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    if (!open) return undefined;
    const press = (/** @type {Event} */ event) => {
      if (!ref.current?.contains(/** @type {Node} */ (event.target))) close();
    };
    const key = (/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Escape") {
        event.stopPropagation();
        close();
      }
    };
    document.addEventListener("pointerdown", press, true);
    document.addEventListener("keydown", key, true);
    return () => {
      document.removeEventListener("pointerdown", press, true);
      document.removeEventListener("keydown", key, true);
    };
  }, [open]);
  return ref;
}

/** @param {string} query */
export function useMedia(query) {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const update = () => setMatches(list.matches);
    list.addEventListener("change", update);
    return () => list.removeEventListener("change", update);
  }, [query]);
  return matches;
}
