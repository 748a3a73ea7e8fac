import { always, ANYTHING, failedToo, maybe, strictly, listType, union, type Inference } from './inference';
import { strict, type Operand, type Operator, type Parameter, type Engines } from './operator';
import { Failure, type Result, type Value } from './result';
import type { Json } from '../document/json';

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
