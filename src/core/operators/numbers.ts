const GRAMMAR = /^(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?$/;

/**
 * Parses a string in JSON number syntax, if a double represents it exactly as written: the shortest decimal of the double has the same
 * digits. Undefined for `9007199254740993` and `1e999`.
 */
export function exactNumber(text: string): number | undefined {
  if (text.length > 400) {
    return undefined;
  }
  const value = Number(text);
  return Number.isFinite(value) && decimal(String(value)) === decimal(text) ? value : undefined;
}

/** A canonical form: digits and exponent without leading and trailing zeros. Equal decimals have equal forms. */
function decimal(text: string): string | undefined {
  const match = GRAMMAR.exec(text);
  if (!match) {
    return undefined;
  }
  const [, sign, whole, fraction = '', exponent = '0'] = match;
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') {
    return '0';
  }
  const shift = Number(exponent) - fraction.length + (digits.length - significant.length);
  return `${sign}${significant}e${shift}`;
}
