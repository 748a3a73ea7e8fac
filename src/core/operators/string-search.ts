/** Up to this length of the part the search of JavaScript is quick on any string. */
const SHORT = 64;

/**
 * Whether a string contains another one, in time linear in both: the search of JavaScript takes their product where much of a long part
 * occurs everywhere (Knuth, Morris, Pratt).
 */
export function contains(text: string, part: string): boolean {
  if (part.length <= SHORT || part.length > text.length) {
    return text.includes(part);
  }
  const borders = bordersOf(part);
  let matched = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    while (matched > 0 && part.charCodeAt(matched) !== unit) {
      matched = borders[matched - 1];
    }
    if (part.charCodeAt(matched) === unit && ++matched === part.length) {
      return true;
    }
  }
  return false;
}

/** For every beginning of a string, the length of the longest shorter one that it ends with. */
function bordersOf(text: string): Int32Array {
  const borders = new Int32Array(text.length);
  let length = 0;
  for (let index = 1; index < text.length; index++) {
    while (length > 0 && text.charCodeAt(index) !== text.charCodeAt(length)) {
      length = borders[length - 1];
    }
    length += text.charCodeAt(index) === text.charCodeAt(length) ? 1 : 0;
    borders[index] = length;
  }
  return borders;
}
