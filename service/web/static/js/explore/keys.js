// @ts-check
/** The keys of the map. They rest while somebody types, and while an input method is composing. */
import { useEffect, useRef } from "../lib/html.js";
import { isComposing } from "../parts/search.js";

/**
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

/** What the help tells: keys and the text that says what they do. */
export const KEYS = [
  ["/", "key_search"],
  ["E", "key_expand"],
  ["C", "key_collapse"],
  ["H", "key_hide"],
  ["Shift+H", "key_hide_others"],
  ["P", "key_path"],
  ["F", "key_pin"],
  ["L", "key_layout"],
  ["T", "key_table"],
  ["Ctrl+Z", "key_undo"],
  ["Ctrl+Shift+Z", "key_redo"],
  ["← ↑ → ↓", "key_arrows"],
  ["Enter", "key_inspect"],
  ["Esc", "key_escape"],
  ["?", "key_help"],
];
