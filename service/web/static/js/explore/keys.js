// @ts-check
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
