import { toBoolean } from './booleans';
import { always, failedToo, listType, maybe, type Inference } from './inference';
import { exactNumber } from './numbers';
import type { Evaluation, Operator } from './operator';
import { Failure, type Result } from './result';
import type { TokenRequest } from '../cognito/token-request';
import { ownMember, type Json } from '../document/json';

type Read = (request: TokenRequest) => Result;

/**
 * A source that tells something about the user. On a machine token it is absent whatever the event holds.
 *
 * @param reader gives what reads it, by the constants
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

/** How attributes are read that Cognito's own ID token carries as another type than string. */
interface TypedAttribute {
  readonly type: 'boolean' | 'number';
  /** Undefined where the string is none of this type. */
  readonly read: (text: string) => boolean | number | undefined;
}

const BOOLEAN: TypedAttribute = { type: 'boolean', read: toBoolean };
const NUMBER: TypedAttribute = { type: 'number', read: exactNumber };

/** By their names. What rules do not read is not in an asset. */
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

/** The providers in the `identities` attribute: what is linked to the user, as Cognito writes it. */
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

/** The user comes from exactly one provider, which is one of these. An identity of which the provider cannot be read is one all the same. */
function comesFrom(request: TokenRequest, providers: readonly string[]): boolean {
  const linked = linkedProviders(request);
  const external = request.attributes.get('cognito:user_status') === 'EXTERNAL_PROVIDER';
  return external && linked.length === 1 && providers.includes(linked[0] as string);
}

/** In a string that is JSON. */
const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?[0-9][0-9.eE+-]*/g;

/** Identifiers may be numbers of more digits than a double holds: their digits are the string. */
function numbersAsStrings(token: string): string {
  return token.startsWith('"') ? token : `"${token}"`;
}

/** A JSON list, `[a, b]` or one bare value, as identity providers send lists. */
function idpList(request: TokenRequest, name: string): Result {
  const text = request.attributes.get(name)?.trim();
  if (!text) {
    return undefined;
  }
  let members: readonly unknown[];
  try {
    members = Array.isArray(JSON.parse(text)) ? JSON.parse(text.replace(STRING_OR_NUMBER, numbersAsStrings)) : [text];
  } catch {
    members = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1).split(',') : [text];
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
      meaning: 'An attribute of the user, standard or custom (`custom:name`): string, but for `email_verified` and `phone_number_verified` (boolean) and `updated_at` (number).',
      absent: `absent when the user has no such attribute; ${NO_USER}`,
      failed: 'failed when one of the three that are no string cannot be read as its type',
      gives: 'string, or the type of the three',
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
      meaning: 'An attribute of a user who comes from exactly one of these identity providers.',
      absent: `absent for local and linked users, and for users of other providers; ${NO_USER}`,
      failed: 'failed as `userAttribute` is',
      example: "Value.federatedAttribute('custom:department', ['CorporateDirectory'])",
      peers: ['idpuser.department', 'findDirectoryUser', 'Attribute importer'],
    },
  }),
  userSource(([name, providers]) => request => !providers || comesFrom(request, providers as string[]) ? idpList(request, String(name)) : undefined, {
    name: 'idpList',
    parameters: [NAME, { name: 'providers', type: 'names', optional: true }],
    infer: () => ({ ...listType(always('string')), absent: true }),
    documentation: {
      meaning: 'An attribute that an identity provider filled with a list: a JSON list, `[a, b]` or one bare value; trimmed strings. With providers, of users who come from exactly one of them alone.',
      absent: `absent when the user has no such attribute or comes from elsewhere; ${NO_USER}`,
      example: "Value.idpList('custom:idp_groups', ['CorporateDirectory'])",
      peers: ['multivalued attribute'],
    },
  }),
  userSource(() => request => request.attributes.get('sub'), {
    name: 'sub',
    parameters: [],
    infer: ({ subjects }) => subjects.includes('MACHINE') ? maybe('string') : always('string'),
    documentation: { meaning: 'The `sub` of the user, which never changes and is never given again.', absent: NO_USER, example: 'Value.sub()', peers: ['Subject (sub)', 'user.id', 'objectid'] },
  }),
  userSource(() => request => request.attributes.get('email'), {
    name: 'email',
    parameters: [],
    infer: () => maybe('string'),
    documentation: { meaning: 'The e-mail address of the user, verified or not.', absent: `absent when the user has none; ${NO_USER}`, example: 'Value.email()', peers: ['user.email', 'user.primary_email_address', 'user.mail'] },
  }),
  userSource(() => request => verified(request, 'email'), {
    name: 'verifiedEmail',
    parameters: [],
    infer: () => maybe('string'),
    documentation: { meaning: 'The e-mail address of the user, if it is verified.', absent: `absent when there is none or it is not verified; ${NO_USER}`, example: 'Value.verifiedEmail()', peers: ['user.email_verified'] },
  }),
  userSource(() => request => verified(request, 'phone_number'), {
    name: 'verifiedPhoneNumber',
    parameters: [],
    infer: () => maybe('string'),
    documentation: { meaning: 'The phone number of the user, if it is verified.', absent: `absent when there is none or it is not verified; ${NO_USER}`, example: 'Value.verifiedPhoneNumber()' },
  }),
  userSource(() => request => request.userName, {
    name: 'username',
    parameters: [],
    infer: () => maybe('string'),
    documentation: { meaning: 'The name by which the user signs in. A deleted name can be taken again: as a key prefer `sub`.', absent: NO_USER, example: 'Value.username()', peers: ['User property', 'user.login', 'user.username', 'user.userprincipalname'] },
  }),
  userSource(() => request => request.groups, {
    name: 'groups',
    parameters: [],
    infer: ({ subjects }) => ({ ...listType(always('string')), absent: subjects.includes('MACHINE') }),
    documentation: { meaning: 'The groups of the user, a list of strings.', absent: `an empty list when the user is in none; ${NO_USER}`, example: 'Value.groups()', peers: ['Group membership', 'User realm role', 'user.getGroups', 'user.groups'] },
  }),
  userSource(() => request => request.iamRoles, {
    name: 'iamRoles',
    parameters: [],
    infer: ({ subjects }) => ({ ...listType(always('string')), absent: subjects.includes('MACHINE') }),
    documentation: { meaning: 'The ARNs of the IAM roles of the user\'s groups, a list of strings.', absent: `an empty list when there are none; ${NO_USER}`, example: 'Value.iamRoles()' },
  }),
  userSource(() => request => request.preferredRole, {
    name: 'preferredRole',
    parameters: [],
    infer: () => maybe('string'),
    documentation: { meaning: 'The ARN of the IAM role that Cognito prefers for the user.', absent: `absent when there is none; ${NO_USER}`, example: 'Value.preferredRole()' },
  }),
  userSource(() => request => identityProviders(request)[0], {
    name: 'identityProvider',
    parameters: [],
    infer: () => maybe('string'),
    documentation: {
      meaning: 'The name of the identity provider that the user is linked to, the first of several. A linked user may have signed in with a password all the same.',
      absent: `absent for local users; ${NO_USER}`,
      example: 'Value.identityProvider()',
      peers: ['user session note identity_provider', 'identityProvider'],
    },
  }),
] as const satisfies readonly Operator[];
