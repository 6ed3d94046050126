// @ts-check
/** Search with results while typing, as a combobox; the input method's composing is left alone. */
import { cx, html, useEffect, useRef, useState } from "../lib/html.js";
import { get, problemText } from "../lib/api.js";
import { t, word } from "../lib/i18n.js";
import { announce } from "../lib/live.js";
import { Shape } from "./shape.js";
import { isComposing } from "../lib/keys.js";

const PAUSE_MS = 120;
const LIMIT = 12;

/**
 * @param {{onPick: (item: any) => void, id?: string, labels?: string[], label?: string, placeholder?: string,
 *   hotkey?: boolean}} props labels: only those are offered; hotkey: `/` comes here
 */
export function SearchBox({ onPick, id = "search", labels, label, placeholder, hotkey = true }) {
  const [text, setText] = useState("");
  const [items, setItems] = useState(/** @type {any[]} */ ([]));
  const [problem, setProblem] = useState("");
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const [asked, setAsked] = useState("");
  const [settled, setSettled] = useState(0);
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  const composing = useRef(false);

  useEffect(() => {
    const query = text.trim();
    if (!query || composing.current) return undefined;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      const only = labels?.length === 1 ? labels[0] : null;
      get("/search", { q: query, limit: LIMIT, label: only }, { signal: abort.signal }).then(
        (answer) => {
          const found = labels ? answer.items.filter((/** @type {any} */ one) => labels.includes(one.label)) : answer.items;
          setItems(found);
          setProblem("");
          setAsked(query);
          setActive(0);
          setOpen(true);
          announce(t("search_found", { n: found.length }));
        },
        (error) => {
          if (abort.signal.aborted) return;
          setProblem(problemText(error));
          setOpen(true);
        },
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [text, settled]);

  useEffect(() => {
    if (!hotkey) return undefined;
    const focus = (/** @type {KeyboardEvent} */ event) => {
      const target = /** @type {HTMLElement} */ (event.target);
      if (event.key !== "/" || isComposing(event) || target.closest("input, textarea, select")) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    addEventListener("keydown", focus);
    return () => removeEventListener("keydown", focus);
  }, []);

  const pick = (/** @type {any} */ item) => {
    setOpen(false);
    setText("");
    setItems([]);
    input.current?.blur();
    onPick(item);
  };
  const key = (/** @type {KeyboardEvent} */ event) => {
    if (isComposing(event)) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (items.length) setActive((active + step + items.length) % items.length);
      setOpen(items.length > 0);
    } else if (event.key === "Enter" && open && items[active]) {
      event.preventDefault();
      pick(items[active]);
    } else if (event.key === "Escape") {
      setOpen(false);
      input.current?.blur();
    }
  };
  const typed = (/** @type {any} */ event) => {
    setText(event.currentTarget.value);
    if (!event.currentTarget.value.trim()) setOpen(false);
  };
  const shown = open && (items.length > 0 || Boolean(asked || problem));
  return html`<div class="search" role=${hotkey ? "search" : undefined}>
    <input
      ref=${input}
      id=${id}
      type="search"
      role="combobox"
      autocomplete="off"
      spellcheck="false"
      aria-label=${label ?? t("search_label")}
      aria-expanded=${shown}
      aria-controls=${`${id}-list`}
      aria-autocomplete="list"
      aria-activedescendant=${shown && items[active] ? `${id}-${active}` : undefined}
      placeholder=${placeholder ?? t("search_placeholder")}
      value=${text}
      onInput=${typed}
      onKeyDown=${key}
      onFocus=${() => setOpen(items.length > 0)}
      onBlur=${() => setTimeout(() => setOpen(false), 150)}
      onCompositionStart=${() => (composing.current = true)}
      onCompositionEnd=${(/** @type {any} */ event) => {
        composing.current = false;
        setText(event.currentTarget.value);
        setSettled(settled + 1);
      }}
    />
    ${hotkey && html`<kbd aria-hidden="true">/</kbd>`}
    <div class=${cx("results", !shown && "closed")}>
      <ul id=${`${id}-list`} role="listbox" aria-label=${t("search_results")}>
        ${items.map(
          (item, index) => html`<li
            key=${item.id}
            id=${`${id}-${index}`}
            role="option"
            aria-selected=${index === active}
            onPointerDown=${(/** @type {Event} */ event) => event.preventDefault()}
            onClick=${() => pick(item)}
            onPointerMove=${() => setActive(index)}
          >
            <${Shape} label=${item.label} />
            <span class="name">${item.name}</span>
            <span class="context">${item.context}</span>
            <span class="kind">${word("label", item.label)}</span>
          </li>`,
        )}
      </ul>
      ${problem
        ? html`<p class="none">${problem}</p>`
        : !items.length && html`<p class="none">${t("search_none", { text: asked })}</p>`}
    </div>
  </div>`;
}
