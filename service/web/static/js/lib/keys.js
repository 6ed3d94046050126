// @ts-check
/** Keys of a room. They rest while somebody types, and while an input method is composing. */
import { useEffect, useRef } from "./html.js";

/** Whether a key press belongs to the input method. @param {KeyboardEvent} event */
export function isComposing(event) {
  return event.isComposing || event.keyCode === 229;
}

/**
 * The handlers are those of the last drawing: a key that comes right after it is not for what was there before.
 * @param {Record<string, (key: string) => void>} handlers by key; "undo", "redo" and "arrow" stand for theirs
 */
export function useKeys(handlers) {
  const latest = useRef(handlers);
  latest.current = handlers;
  useEffect(() => {
    const press = (/** @type {KeyboardEvent} */ event) => {
      const target = /** @type {HTMLElement} */ (event.target);
      if (isComposing(event) || target.closest("input, textarea, select, dialog, [role=menu]")) return;
      const command = event.ctrlKey || event.metaKey;
      if (event.altKey) return;
      let name = event.key.length === 1 && !event.shiftKey ? event.key.toLowerCase() : event.key;
      if (command) {
        if (event.key.toLowerCase() !== "z") return;
        name = event.shiftKey ? "redo" : "undo";
      }
      if (name.startsWith("Arrow")) {
        // In a table and in the inspector the arrows scroll and move as everywhere.
        if (!target.closest(".canvas") && target !== document.body) return;
        name = "arrow";
      }
      if (name === "Enter" && target.closest("button, a, summary, [role=row], tr")) return;
      const handler = latest.current[name];
      if (!handler) return;
      event.preventDefault();
      handler(event.key);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}
