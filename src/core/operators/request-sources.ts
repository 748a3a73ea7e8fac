import { exactNumber, toBoolean } from './conversions';
import { always, failedToo, listType, maybe, type Inference } from './inference';
import type { Evaluation, Operator, Parameter } from './operator';
import { Failure, present, type Result } from './result';
import { formDecoded } from './strings';
import type { TokenRequest } from '../cognito/token-request';
import { ownMember, type Json } from '../document/json';

/** A source with data of the request. It is the same for users and machines. */
function requestSource<Name extends string>(
  name: Name,
  inference: Inference,
  read: (request: TokenRequest, args: readonly Json[]) => Result,
  parameters: readonly Parameter[] = [],
): Operator<Name, 'source'> {
  return {
    name,
    kind: 'source',
    yields: 'value',
    parameters,
    operands: [],
    infer: () => inference,
    build: args => ({ request }: Evaluation) => read(request, args),
  };
}

export const REQUEST_SOURCES = [
  requestSource('scopes', failedToo(listType(always('string'))), request => request.scopes ?? new Failure('EVENT')),
  requestSource('clientId', maybe('string'), request => request.clientId),
  requestSource('untrustedClientMetadata', maybe('string'), (request, [key]) => request.clientMetadata.get(String(key)), [{ name: 'key', type: 'string' }]),
  requestSource('triggerSource', maybe('string'), request => present(request.triggerSource)),
  requestSource('userPoolId', maybe('string'), request => request.userPoolId),
  requestSource('region', maybe('string'), request => request.region),
  requestSource('now', always('number'), (request, [offset]) => request.now + Number(offset ?? 0), [{ name: 'offset', type: 'integer', optional: true }]),
] as const satisfies readonly Operator[];

type Read = (request: TokenRequest) => Result;

/**
 * A source with user data. On machine tokens it is absent, whatever the event contains.
 *
 * @param reader returns the function that reads the value, given the arguments
 */
function userSource<const Name extends string>(
  reader: (args: readonly Json[]) => Read, rest: { readonly name: Name } & Pick<Operator, 'parameters' | 'infer'>,
): Operator<Name, 'source'> {
  return {
    kind: 'source',
    yields: 'value',
    operands: [],
    ofUser: true,
    ...rest,
    build: args => {
      const read = reader(args);
      return ({ request }: Evaluation) => request.subject === 'USER' ? read(request) : undefined;
    },
  };
}

const NAME = { name: 'name', type: 'string' } as const;

/** Reads an attribute that is not a string in the ID token that Cognito issues. */
interface TypedAttribute {
  readonly type: 'boolean' | 'number';
  /** Undefined if the string cannot be converted to the type. */
  readonly read: (text: string) => boolean | number | undefined;
}

const BOOLEAN: TypedAttribute = { type: 'boolean', read: toBoolean };
const NUMBER: TypedAttribute = { type: 'number', read: exactNumber };

/** Attributes by name. */
const TYPED_ATTRIBUTES: { readonly [name: string]: TypedAttribute } = {
  email_verified: BOOLEAN,
  phone_number_verified: BOOLEAN,
  updated_at: NUMBER,
};

function attribute(name: string): Read {
  const typed = ownMember(TYPED_ATTRIBUTES, name);
  return ({ attributes }) => {
    const text = attributes.get(name);
    return typed && text !== undefined ? typed.read(text) ?? new Failure('CONVERSION') : text;
  };
}

function inferAttribute(name: string): Inference {
  const typed = ownMember(TYPED_ATTRIBUTES, name);
  return typed ? failedToo(maybe(typed.type)) : maybe('string');
}

function verified(request: TokenRequest, name: 'email' | 'phone_number'): Result {
  return request.attributes.get(`${name}_verified`) === 'true' ? request.attributes.get(name) : undefined;
}

/** The provider names in the `identities` attribute, which lists the identities that are linked to the user. */
function linkedProviders(request: TokenRequest): readonly unknown[] {
  const text = request.subject === 'USER' ? request.attributes.get('identities') : undefined;
  if (text === undefined) {
    return [];
  }
  try {
    const identities: unknown = JSON.parse(text);
    return Array.isArray(identities) ? identities.map(identity => identity?.providerName) : [];
  } catch {
    return [];
  }
}

export function identityProviders(request: TokenRequest): readonly string[] {
  return linkedProviders(request).filter((name): name is string => typeof name === 'string' && name !== '');
}

/** True if the user comes from exactly one provider, and it is one of these. An identity without a readable provider name counts as one. */
function comesFrom(request: TokenRequest, providers: readonly string[]): boolean {
  const linked = linkedProviders(request);
  const external = request.attributes.get('cognito:user_status') === 'EXTERNAL_PROVIDER';
  return external && linked.length === 1 && providers.includes(linked[0] as string);
}

/** Matches the strings and numbers of a JSON text. */
const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?[0-9][0-9.eE+-]*/g;

/** Keeps the digits of numbers as strings: identifiers can have more digits than a double can hold. */
function numbersAsStrings(token: string): string {
  return token.startsWith('"') ? token : `"${token}"`;
}

/**
 * Parses a list as identity providers send it: a JSON array, `[a, b]` or one bare value. Cognito encodes the elements of `[a, b]` as in HTML forms,
 * and leaves a bare value as it is.
 */
function idpList(request: TokenRequest, name: string): Result {
  const text = request.attributes.get(name)?.trim();
  if (!text) {
    return undefined;
  }
  let members: readonly unknown[];
  try {
    members = Array.isArray(JSON.parse(text)) ? JSON.parse(text.replace(STRING_OR_NUMBER, numbersAsStrings)) : [text];
  } catch {
    members = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1).split(',').map(member => formDecoded(member) ?? member) : [text];
  }
  return members.filter(member => typeof member === 'string' || typeof member === 'boolean').map(member => String(member).trim())
    .filter(member => member !== '');
}

export const USER_SOURCES = [
  userSource(([name]) => attribute(String(name)), {
    name: 'userAttribute',
    parameters: [NAME],
    infer: ({ args }) => inferAttribute(String(args[0])),
  }),
  userSource(([name, providers]) => {
    const read = attribute(String(name));
    return request => comesFrom(request, providers as string[]) ? read(request) : undefined;
  }, {
    name: 'federatedAttribute',
    parameters: [NAME, { name: 'providers', type: 'names' }],
    infer: ({ args }) => inferAttribute(String(args[0])),
  }),
  userSource(([name, providers]) => request => !providers || comesFrom(request, providers as string[]) ? idpList(request, String(name)) : undefined, {
    name: 'idpList',
    parameters: [NAME, { name: 'providers', type: 'names', optional: true }],
    infer: () => ({ ...listType(always('string')), absent: true }),
  }),
  userSource(() => request => request.attributes.get('sub'), {
    name: 'sub',
    parameters: [],
    infer: ({ subjects }) => subjects.includes('MACHINE') ? maybe('string') : always('string'),
  }),
  userSource(() => request => request.attributes.get('email'), {
    name: 'email',
    parameters: [],
    infer: () => maybe('string'),
  }),
  userSource(() => request => verified(request, 'email'), {
    name: 'verifiedEmail',
    parameters: [],
    infer: () => maybe('string'),
  }),
  userSource(() => request => verified(request, 'phone_number'), {
    name: 'verifiedPhoneNumber',
    parameters: [],
    infer: () => maybe('string'),
  }),
  userSource(() => request => request.userName, {
    name: 'username',
    parameters: [],
    infer: () => maybe('string'),
  }),
  userSource(() => request => request.groups, {
    name: 'groups',
    parameters: [],
    infer: ({ subjects }) => ({ ...listType(always('string')), absent: subjects.includes('MACHINE') }),
  }),
  userSource(() => request => request.iamRoles, {
    name: 'iamRoles',
    parameters: [],
    infer: ({ subjects }) => ({ ...listType(always('string')), absent: subjects.includes('MACHINE') }),
  }),
  userSource(() => request => request.preferredRole, {
    name: 'preferredRole',
    parameters: [],
    infer: () => maybe('string'),
  }),
  userSource(() => request => identityProviders(request)[0], {
    name: 'identityProvider',
    parameters: [],
    infer: () => maybe('string'),
  }),
] as const satisfies readonly Operator[];
