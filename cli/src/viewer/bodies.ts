import { Ajv } from 'ajv';
import type { Fault, IssueBody, ItemsBody, UserBody } from './contract';
import { RequestError } from '../http/body';

const STRING = { type: 'string' };
const STRINGS = { type: 'array', items: STRING };
const STRING_MAP = { type: 'object', additionalProperties: STRING };
const ajv = new Ajv();

/** Rejects a body that does not match its schema. */
function checked<T>(schema: object): (body: unknown) => T {
  const validate = ajv.compile(schema);
  return body => {
    if (!validate(body)) {
      throw new RequestError(400, `The request does not match its schema: ${ajv.errorsText(validate.errors, { dataVar: 'it' })}`);
    }
    return body as T;
  };
}

export const checkedIssue = checked<IssueBody>({
  type: 'object',
  required: ['pool', 'client'],
  properties: { pool: STRING, client: STRING, username: STRING, triggerSource: STRING, scopes: STRINGS, clientMetadata: STRING_MAP },
});

export const checkedUser = checked<UserBody>({ type: 'object', required: ['attributes', 'groups'], properties: { attributes: STRING_MAP, groups: STRINGS } });

export const checkedItems = checked<ItemsBody>({
  type: 'object', required: ['items'], properties: { items: { type: 'array', items: { type: 'object' } } },
});

export const checkedFault = checked<Fault>({
  type: 'object', required: ['kind'], properties: { kind: { enum: ['NONE', 'SLOW', 'FAIL'] }, delay: { type: 'number', minimum: 0 } },
});
