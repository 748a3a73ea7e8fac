import { always, ANYTHING, failedToo, listType, maybe, strictly, union, type Inference } from './inference';
import { DIGEST_ENCODINGS, strict, type DigestEncoding, type Engines, type Operand, type Operator, type Parameter } from './operator';
import { Failure, type Result, type Value } from './result';
import type { Json } from '../document/json';
import { LIMITS } from '../document/limits';

export const SUBJECT: Operand = { name: 'value', yields: 'value', accepts: ['string'] };

/** Unpaired surrogates, which cannot be encoded in UTF-8. */
const LONE_SURROGATES = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A transform of a string. On a list it applies to each element. */
export function stringTransform<Name extends string>(
  name: Name,
  parameters: readonly Parameter[],
  result: Inference,
  apply: (text: string, args: readonly Json[], engines: Engines) => Result,
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
  stringTransform('upper', [], always('string'), text => text.toUpperCase()),
  stringTransform('lower', [], always('string'), text => text.toLowerCase()),
  stringTransform('trim', [], maybe('string'), text => text.trim()),
  stringTransform('before', [{ name: 'separator', type: 'string' }], maybe('string'), (text, [separator]) => {
    const at = text.indexOf(String(separator));
    return at < 0 ? undefined : text.slice(0, at);
  }),
  stringTransform('after', [{ name: 'separator', type: 'string' }], maybe('string'), (text, [separator]) => {
    const at = text.indexOf(String(separator));
    return at < 0 ? undefined : text.slice(at + String(separator).length);
  }),
  stringTransform('urlEncode', [], always('string'), text => encodeURIComponent(text.replace(LONE_SURROGATES, '\ufffd')).replace(/[!'()*]/g, hexadecimal)),
  stringTransform('urlDecode', [], failedToo(always('string')), text => formDecoded(text) ?? new Failure('CONVERSION')),
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
  },
  stringTransform('between', [{ name: 'opening', type: 'string' }, { name: 'closing', type: 'string' }], maybe('string'),
    (text, [opening, closing]) => between(text, String(opening), String(closing))),
  stringTransform('substring', [{ name: 'start', type: 'integer' }, { name: 'end', type: 'integer', optional: true }], maybe('string'),
    (text, [start, end]) => substring(text, start as number, end as number | undefined)),
  stringTransform('replace', [{ name: 'search', type: 'string' }, { name: 'replacement', type: 'string', mayBeEmpty: true }], failedToo(maybe('string')),
    (text, [search, replacement]) => replace(text, String(search), String(replacement))),
  stringTransform('withPrefix', [{ name: 'prefix', type: 'string' }], always('string'), (text, [prefix]) => `${String(prefix)}${text}`),
  stringTransform('withoutPrefix', [{ name: 'prefix', type: 'string' }], maybe('string'),
    (text, [prefix]) => text.startsWith(String(prefix)) ? text.slice(String(prefix).length) : text),
  stringTransform('withSuffix', [{ name: 'suffix', type: 'string' }], always('string'), (text, [suffix]) => `${text}${String(suffix)}`),
  stringTransform('sha256', [{ name: 'encoding', type: 'choice', choices: DIGEST_ENCODINGS, optional: true }], always('string'),
    (text, [encoding], { sha256 }) => sha256(text, encoding as DigestEncoding | undefined ?? 'HEX')),
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

function between(text: string, opening: string, closing: string): Result {
  const start = text.indexOf(opening);
  const from = start + opening.length;
  const end = start < 0 ? -1 : text.indexOf(closing, from);
  return end < 0 ? undefined : text.slice(from, end);
}

/** Counts code points, so that no character is cut in two. */
function substring(text: string, start: number, end: number | undefined): string {
  return [...text].slice(start, end).join('');
}

function replace(text: string, search: string, replacement: string): Result {
  const parts = text.split(search);
  const length = text.length + (parts.length - 1) * (replacement.length - search.length);
  return length > LIMITS.text ? new Failure('SIZE') : parts.join(replacement);
}
