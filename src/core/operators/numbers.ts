const GRAMMAR = /^(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?$/;

/**
 * The number that a string in JSON's number grammar stands for, if a double holds it exactly as written: the shortest
 * decimal that names the double has the same digits. `9007199254740993` and `1e999` have none.
 */
export function exactNumber(text: string): number | undefined {
  if (text.length > 400) {
    return undefined;
  }
  const written = decimal(text);
  const value = Number(text);
  if (written === undefined || !Number.isFinite(value)) {
    return undefined;
  }
  return decimal(String(value)) === written ? value : undefined;
}

/** Digits and exponent without leading and trailing zeros: equal for equal decimals. */
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
