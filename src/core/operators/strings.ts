import { always, ANYTHING, failedToo, maybe, strictly, listType, union, type Inference } from './inference';
import { strict, type Documentation, type Operand, type Operator, type Parameter, type Engines } from './operator';
import { Failure, type Result, type Value } from './result';
import type { Json } from '../document/json';

export const SUBJECT: Operand = { name: 'value', yields: 'value', accepts: ['string'] };
const SAME = 'absent when the value is absent';
/** Unpaired surrogates, which cannot be encoded in UTF-8. */
const LONE_SURROGATES = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A transform of a string. On a list it applies to each element. */
export function stringTransform<Name extends string>(
  name: Name,
  parameters: readonly Parameter[],
  result: Inference,
  apply: (text: string, args: readonly Json[], engines: Engines) => Result,
  documentation: Documentation,
): Operator<Name, 'transform'> {
  return {
    name,
    kind: 'transform',
    yields: 'value',
    parameters,
    operands: [SUBJECT],
    template: true,
    each: true,
    infer: ({ operands }) => inferEach(operands[0], result),
    build: strict([SUBJECT], (values: readonly Value[], args, engines) => apply(values[0] as string, args, engines), true),
    documentation,
  };
}

/** Result type of a string transform: `result` for a string, and a list of `result` for a list. */
export function inferEach(operand: Inference, result: Inference): Inference {
  const accepts = [['string', 'list'] as const];
  if (!operand.types.includes('list')) {
    return strictly(result, [operand], accepts);
  }
  const { members = ANYTHING } = operand;
  // absent elements are left out
  const ofList = strictly(listType({ ...strictly(result, [members], [['string']]), absent: false }), [operand], accepts);
  return operand.types.includes('string') ? union([result, ofList]) : ofList;
}

export const STRING_TRANSFORMS = [
  stringTransform('upper', [], always('string'), text => text.toUpperCase(), {
    meaning: 'Converts the string to uppercase with the locale-independent rules of Unicode: `ß` becomes `SS`.',
    absent: SAME,
    example: "Value.userAttribute('locale').upper()",
    peers: ['String.toUpperCase', 'ToUppercase', 'ChangeCase', 'upcase'],
  }),
  stringTransform('lower', [], always('string'), text => text.toLowerCase(), {
    meaning: 'Converts the string to lowercase with the locale-independent rules of Unicode: `Ö` becomes `ö`.',
    absent: SAME,
    example: 'Value.email().lower()',
    peers: ['String.toLowerCase', 'ToLowercase', 'ChangeCase', 'downcase'],
  }),
  stringTransform('trim', [], maybe('string'), text => text.trim(), {
    meaning: 'Removes white space from both ends of the string.',
    absent: 'absent when the value is absent, and when the result is empty',
    example: "Value.userAttribute('nickname').trim()",
    peers: ['strip'],
  }),
  stringTransform('before', [{ name: 'separator', type: 'string' }], maybe('string'), (text, [separator]) => {
    const at = text.indexOf(String(separator));
    return at < 0 ? undefined : text.slice(0, at);
  }, {
    meaning: 'The part of the string before the first occurrence of the separator.',
    absent: 'absent when the value is absent, when the separator does not occur, and when the result is empty',
    example: "Value.email().before('@')",
    peers: ['String.substringBefore', 'ExtractMailPrefix', 'Extract before'],
  }),
  stringTransform('after', [{ name: 'separator', type: 'string' }], maybe('string'), (text, [separator]) => {
    const at = text.indexOf(String(separator));
    return at < 0 ? undefined : text.slice(at + String(separator).length);
  }, {
    meaning: 'The part of the string after the first occurrence of the separator.',
    absent: 'absent when the value is absent, when the separator does not occur, and when the result is empty',
    example: "Value.email().after('@')",
    peers: ['String.substringAfter', 'ParseDomain', 'Extract after'],
  }),
  stringTransform('urlEncode', [], always('string'), text => encodeURIComponent(text.replace(LONE_SURROGATES, '\ufffd')).replace(/[!'()*]/g, hexadecimal), {
    meaning: 'Percent-encodes all characters except ASCII letters, digits and `-._~` (RFC 3986), so that the result cannot contain a separator.',
    absent: SAME,
    example: "Value.userAttribute('custom:location').urlEncode()",
    peers: ['encodeURIComponent', 'url_encode'],
  }),
  stringTransform('urlDecode', [], failedToo(always('string')), text => formDecoded(text) ?? new Failure('CONVERSION'), {
    meaning: 'Decodes percent-encoded characters, and plus signs as spaces, as in HTML forms.',
    absent: SAME,
    failed: 'failed when the value has failed, is not a string, or is not valid percent-encoded UTF-8',
    example: "Value.userAttribute('custom:department').urlDecode()",
    peers: ['url_decode', 'decodeURIComponent'],
  }),
  {
    name: 'split',
    kind: 'transform',
    yields: 'value',
    parameters: [{ name: 'separator', type: 'string' }],
    operands: [SUBJECT],
    template: true,
    infer: ({ operands }) => strictly(listType(always('string')), operands, [['string']]),
    build: strict([SUBJECT], ([text], [separator]) => {
      const parts = (text as string).split(String(separator));
      return parts.includes('') ? parts.filter(part => part !== '') : parts;
    }),
    documentation: {
      meaning: 'Splits the string at each separator into a list. Empty parts are left out.',
      absent: SAME,
      example: "Value.userAttribute('custom:projects').split(',')",
      peers: ['StringSplit'],
    },
  },
] as const satisfies readonly Operator[];

/** Decodes a string as in HTML forms; undefined if it is not encoded in this way. */
export function formDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    return undefined;
  }
}

function hexadecimal(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
