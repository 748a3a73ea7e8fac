/** Up to this length of the substring, `String.includes` is fast on any string. */
const SHORT = 64;

/**
 * True if a string contains a substring, in linear time (Knuth, Morris, Pratt). `String.includes` takes quadratic time if a long
 * substring almost matches everywhere.
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

/** For each prefix of a string, the length of its longest proper prefix that is also a suffix. */
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
