import { Ajv2020, type DefinedError, type ErrorObject } from 'ajv/dist/2020.js';
import type { Finding, Path, SourceText } from './source-text';
import { given, pathText, suggestion } from './wording';
import { isRecord } from '../../../src/core/document/json';
import schema from '../../users.schema.json';

const validate = new Ajv2020({ allErrors: true, verbose: true }).compile(schema);

/** Violations of the schema of the file. */
export function schemaFindings(content: unknown, source: SourceText): readonly Finding[] {
  validate(content);
  return (validate.errors ?? [])
    .filter(({ keyword, propertyName }) => keyword !== 'if' && propertyName === undefined)
    // the problem of a part of `oneOf` is that of the whole, and that of another type is reported already
    .filter(({ keyword, schemaPath, data }) => !schemaPath.includes('/oneOf/') && (keyword !== 'oneOf' || isRecord(data)))
    .map(error => findingOf(error, source.pathOf(error.instancePath)));
}

function findingOf(error: ErrorObject, path: Path): Finding {
  const { keyword, params, parentSchema, data } = error as DefinedError;
  const at = path.length === 0 ? 'the file' : pathText(path);
  switch (keyword) {
    case 'additionalProperties': {
      const name = params.additionalProperty;
      const known = Object.keys(parentSchema?.properties ?? {});
      return { path: [...path, name], text: `${pathText([...path, name])} is not known; allowed: ${known.join(', ')}${suggestion(name, known)}` };
    }
    case 'propertyNames':
      return { path: [...path, params.propertyName], text: `${at} has the name ${given(params.propertyName)}; allowed: ${NAMES}` };
    case 'pattern':
      return { path, text: `${at} is ${given(data)}; allowed: ${NAMES}` };
    case 'type':
      return { path, text: `${at} is ${given(data)}; allowed: ${TYPES[String(params.type)] ?? params.type}${inQuotes(path, data)}` };
    case 'minLength':
      return { path, text: `${at} is empty; leave it out, or write at least one character` };
    case 'maxLength':
      return { path, text: `${at} has more than ${params.limit} characters; allowed: up to ${params.limit}` };
    case 'minItems':
      return { path, text: `${at} is an empty list; leave it out for all of them, or name at least one` };
    case 'uniqueItems':
      return { path: [...path, params.i], text: `${pathText([...path, params.i])} repeats ${pathText([...path, params.j])}; remove one of them` };
    case 'oneOf':
      return { path, text: `${at} has ${params.passingSchemas === null ? 'neither an answer nor an error; add one of them' : 'both an answer and an error; keep one of them'}` };
    case 'required':
      return { path: [...path, 'temporaryPassword'], text: `${pathText([...path, 'temporaryPassword'])} is true, but there is no password; add a password, or remove temporaryPassword` };
    default:
      return { path, text: `${at} ${error.message}` };
  }
}

const NAMES = '1 to 128 letters, digits, symbols and punctuation marks, without spaces';

const TYPES: Readonly<Record<string, string>> = {
  'string': 'a string',
  'boolean': 'true or false',
  'array': 'a list, as [...]',
  'object': 'an object, as {...}',
  'object,null': 'an object, as {...}, or null',
};

/** Attributes are often written as booleans and numbers. */
function inQuotes(path: Path, data: unknown): string {
  const isAttribute = path.length === 4 && path[0] === 'users' && path[2] === 'attributes';
  if (typeof data !== 'boolean' && typeof data !== 'number') {
    return isAttribute && data === null ? '; leave the attribute out if the user has none' : '';
  }
  return isAttribute
    ? `; Amazon Cognito stores every attribute as a string: write it in quotes, "${data}"`
    : path[0] === 'values' && path.length === 2 ? `; write it in quotes, "${data}"` : '';
}
