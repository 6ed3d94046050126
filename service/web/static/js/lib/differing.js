// @ts-check
/** Which characters two texts do not share. */

/** @typedef {{text: string, differs: boolean}} Piece */

const LONGEST = 160;
/** Texts that share less than this part of the longer one are two: marks all over would say nothing. */
const SHARED = 0.6;

/**
 * Both texts in pieces; those that the other one lacks differ. Long texts are told apart as a whole.
 * @param {string} left @param {string} right @returns {[Piece[], Piece[]]}
 */
export function differing(left, right) {
  const a = Array.from(left);
  const b = Array.from(right);
  if (left === right) return [[{ text: left, differs: false }], [{ text: right, differs: false }]];
  if (a.length > LONGEST || b.length > LONGEST) {
    return [[{ text: left, differs: true }], [{ text: right, differs: true }]];
  }
  // Longest common subsequence, from the end so that walking on goes forward.
  const length = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      length[i][j] = a[i] === b[j] ? length[i + 1][j + 1] + 1 : Math.max(length[i + 1][j], length[i][j + 1]);
    }
  }
  if (length[0][0] < SHARED * Math.max(a.length, b.length)) {
    return [[{ text: left, differs: true }], [{ text: right, differs: true }]];
  }
  /** @type {[Piece[], Piece[]]} */
  const found = [[], []];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      add(found[0], a[i++], false);
      add(found[1], b[j++], false);
    } else if (j >= b.length || (i < a.length && length[i + 1][j] >= length[i][j + 1])) {
      add(found[0], a[i++], true);
    } else {
      add(found[1], b[j++], true);
    }
  }
  return found;
}

/** @param {Piece[]} pieces @param {string} text @param {boolean} differs */
function add(pieces, text, differs) {
  const last = pieces[pieces.length - 1];
  if (last && last.differs === differs) last.text += text;
  else pieces.push({ text, differs });
}
