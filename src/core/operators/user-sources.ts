import { toBoolean } from './booleans';
import { always, failedToo, listType, maybe, type Inference } from './inference';
import { exactNumber } from './numbers';
import type { Evaluation, Operator } from './operator';
import { Failure, type Result } from './result';
import { formDecoded } from './strings';
import type { TokenRequest } from '../cognito/token-request';
import { ownMember, type Json } from '../document/json';

type Read = (request: TokenRequest) => Result;

/**
 * A source with user data. On machine tokens it is absent, whatever the event contains.
 *
 * @param reader returns the function that reads the value, given the arguments
 */
function userSource<const Name extends string>(
  reader: (args: readonly Json[]) => Read, rest: { readonly name: Name } & Pick<Operator, 'parameters' | 'infer' | 'documentation'>,
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
const NO_USER = 'absent on machine tokens';
const TYPE_OF_ATTRIBUTE = 'string; boolean for `email_verified` and `phone_number_verified`, number for `updated_at`';

/** Reads an attribute that is not a string in the ID token that Cognito issues. */
interface TypedAttribute {
  readonly type: 'boolean' | 'number';
  /** Undefined if the string cannot be converted to the type. */
  readonly read: (text: string) => boolean | number | undefined;
}

const BOOLEAN: TypedAttribute = { type: 'boolean', read: toBoolean };
const NUMBER: TypedAttribute = { type: 'number', read: exactNumber };

/** Attributes by name. Code that the rules do not need is not bundled with the function. */
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
    documentation: {
      meaning: 'A standard attribute or a custom attribute (`custom:name`) of the user.',
      absent: 'absent when the user has no such attribute, and on machine tokens',
      failed: 'failed when `email_verified`, `phone_number_verified` or `updated_at` cannot be converted to its type',
      gives: TYPE_OF_ATTRIBUTE,
      example: "Value.userAttribute('custom:membership')",
      peers: ['User attribute', 'User property', 'user.firstName', 'appuser.department', 'user.public_metadata', 'extension attribute'],
    },
  }),
  userSource(([name, providers]) => {
    const read = attribute(String(name));
    return request => comesFrom(request, providers as string[]) ? read(request) : undefined;
  }, {
    name: 'federatedAttribute',
    parameters: [NAME, { name: 'providers', type: 'names' }],
    infer: ({ args }) => inferAttribute(String(args[0])),
    documentation: {
      meaning: 'An attribute of a federated user. It is present only when the user has exactly one identity, which comes from one of these identity providers.',
      absent: 'absent for local and linked users, for users of other providers, when the user has no such attribute, and on machine tokens',
      failed: 'failed when `email_verified`, `phone_number_verified` or `updated_at` cannot be converted to its type',
      gives: TYPE_OF_ATTRIBUTE,
      example: "Value.federatedAttribute('custom:department', ['CorporateDirectory'])",
      peers: ['idpuser.department', 'findDirectoryUser', 'Attribute importer'],
    },
  }),
  userSource(([name, providers]) => request => !providers || comesFrom(request, providers as string[]) ? idpList(request, String(name)) : undefined, {
    name: 'idpList',
    parameters: [NAME, { name: 'providers', type: 'names', optional: true }],
    infer: () => ({ ...listType(always('string')), absent: true }),
    documentation: {
      meaning: 'An attribute that an identity provider fills with a list, as trimmed strings. The attribute contains a JSON array, `[a, b]` or one bare value; elements of `[a, b]` are decoded as in HTML forms. With `providers`, only for users whose one identity comes from one of these providers.',
      absent: 'absent when the user has no such attribute, when the user does not come from one of `providers`, and on machine tokens',
      example: "Value.idpList('custom:idp_groups', ['CorporateDirectory'])",
      peers: ['multivalued attribute'],
    },
  }),
  userSource(() => request => request.attributes.get('sub'), {
    name: 'sub',
    parameters: [],
    infer: ({ subjects }) => subjects.includes('MACHINE') ? maybe('string') : always('string'),
    documentation: { meaning: 'The `sub` of the user. It never changes and is never reused.', absent: NO_USER, example: 'Value.sub()', peers: ['Subject (sub)', 'user.id', 'objectid'] },
  }),
  userSource(() => request => request.attributes.get('email'), {
    name: 'email',
    parameters: [],
    infer: () => maybe('string'),
    documentation: { meaning: 'The email address of the user, verified or not.', absent: 'absent when the user has none, and on machine tokens', example: 'Value.email()', peers: ['user.email', 'user.primary_email_address', 'user.mail'] },
  }),
  userSource(() => request => verified(request, 'email'), {
    name: 'verifiedEmail',
    parameters: [],
    infer: () => maybe('string'),
    documentation: { meaning: 'The email address of the user, if it is verified.', absent: 'absent when the user has none or it is not verified, and on machine tokens', example: 'Value.verifiedEmail()', peers: ['user.email_verified'] },
  }),
  userSource(() => request => verified(request, 'phone_number'), {
    name: 'verifiedPhoneNumber',
    parameters: [],
    infer: () => maybe('string'),
    documentation: { meaning: 'The phone number of the user, if it is verified.', absent: 'absent when the user has none or it is not verified, and on machine tokens', example: 'Value.verifiedPhoneNumber()' },
  }),
  userSource(() => request => request.userName, {
    name: 'username',
    parameters: [],
    infer: () => maybe('string'),
    documentation: { meaning: 'The username with which the user signs in. The username of a deleted user can be reused: prefer `sub` as a key.', absent: NO_USER, example: 'Value.username()', peers: ['User property', 'user.login', 'user.username', 'user.userprincipalname'] },
  }),
  userSource(() => request => request.groups, {
    name: 'groups',
    parameters: [],
    infer: ({ subjects }) => ({ ...listType(always('string')), absent: subjects.includes('MACHINE') }),
    documentation: { meaning: 'The names of the groups of the user.', absent: 'absent on machine tokens; an empty list when the user is in no group', example: 'Value.groups()', peers: ['Group membership', 'User realm role', 'user.getGroups', 'user.groups'] },
  }),
  userSource(() => request => request.iamRoles, {
    name: 'iamRoles',
    parameters: [],
    infer: ({ subjects }) => ({ ...listType(always('string')), absent: subjects.includes('MACHINE') }),
    documentation: { meaning: 'The ARNs of the IAM roles of the user\'s groups.', absent: 'absent on machine tokens; an empty list when the groups have no roles', example: 'Value.iamRoles()' },
  }),
  userSource(() => request => request.preferredRole, {
    name: 'preferredRole',
    parameters: [],
    infer: () => maybe('string'),
    documentation: { meaning: 'The ARN of the preferred IAM role that Cognito determined for the user.', absent: 'absent when there is none, and on machine tokens', example: 'Value.preferredRole()' },
  }),
  userSource(() => request => identityProviders(request)[0], {
    name: 'identityProvider',
    parameters: [],
    infer: () => maybe('string'),
    documentation: {
      meaning: 'The name of the identity provider that the user is linked to; the first if there are several. The user can still have signed in with a password.',
      absent: 'absent for local users, and on machine tokens',
      example: 'Value.identityProvider()',
      peers: ['user session note identity_provider', 'identityProvider'],
    },
  }),
] as const satisfies readonly Operator[];
