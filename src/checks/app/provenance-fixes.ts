import { facetOf } from '../../analysis/facets';
import { isTrusted, levelOf, providersOf, type Contribution } from '../../analysis/provenance';
import {
  narrowedClients, withoutAdminScope, withoutWriting, writePathsOfFederated, writerOf, type PoolWriters,
} from '../../core/cognito/attribute-writers';
import { ADMIN_SCOPE } from '../../core/cognito/scopes';
import type { SubjectName } from '../../core/document/document';

const TRUSTING = "state why it can be trusted: .assumeTrusted('...')";
const OF_CALLER = 'use a value that the caller cannot choose, such as Condition.client(...) or Condition.inGroup(...)';

/** The id that makes a key bound. Machine tokens have no user, so that a rule for them never acts with the id of one. */
function idOf(subjects: readonly SubjectName[]): string {
  return subjects.includes('USER') ? 'Value.sub()' : 'Value.clientId()';
}

/** The app that fixes have to work in. */
export interface FixedApp {
  /** The user pool with the problem. */
  readonly writers: PoolWriters;
  /** All user pools that the rules are for: a fix of a rule has to work in each. */
  readonly pools: readonly PoolWriters[];
  /** False if the trigger event version, or the feature plan of a pool, does not allow rules that change scopes. */
  readonly changesScopes: boolean;
  /** All attributes in untrusted values of the rules: one change of an app client has to fix them all. */
  readonly attributes: readonly string[];
}

/** The fixes for an untrusted value. Only fixes that work with the user pools of the rules are listed. */
export function fixesFor(part: Contribution, app: FixedApp, subjects: readonly SubjectName[] = ['USER']): readonly string[] {
  const id = idOf(subjects);
  const { attribute, control, expression: { args = [] }, sources } = part;
  const bound = sources.length > 0 ? [`make ${id} part of the key of the source '${sources[0]}', so that ${id === 'Value.sub()' ? 'users' : 'clients'} can only reach their own items`] : [];
  if (attribute !== undefined) {
    return [
      // without a mapped flag, the address of a user of an identity provider is never verified
      ...providersOf(part.expression) ? [] : verified(attribute, app), ...poolFixes(part, attribute, app), ...federatedFixes(part, app), ...bound,
      `keep it in a table with ${id} as the key, and read it with a TableSource`, ...trusting(attribute),
    ];
  }
  switch (control) {
    case 'table':
      return [`keep it in an attribute of the source '${String(args[0])}' that users cannot write, and remove it from userWritable`, TRUSTING];
    case 'username':
      return ['use Value.sub(), which Cognito assigns', ...bound, 'turn self-service sign-up off, or let people sign in with an address only', TRUSTING];
    case 'metadata':
      return [...bound, `make it part of a key together with ${id}, and use an attribute of the item`, TRUSTING];
    case 'level':
      return [...bound, `${OF_CALLER}; or state why it can be trusted: Value.${part.expression.op}().assumeTrusted('...'), and compare that`];
    default:
      return [...bound, OF_CALLER];
  }
}

/** The fixes for Cognito's own claim, which no value of a rule can replace. */
export function fixesForOriginal(part: Contribution, app: FixedApp): readonly string[] {
  const attribute = part.attribute!;
  return [...poolFixes(part, attribute, app), `state why users cannot write it: trustedAttributes: { '${attribute}': '...' }`];
}

const VERIFIED: ReadonlyMap<string, string> = new Map([['email', 'use Value.verifiedEmail()'], ['phone_number', 'use Value.verifiedPhoneNumber()']]);

/** The verified value as a fix, if only Cognito can set the verification flag of the address. */
function verified(attribute: string, { pools }: FixedApp): readonly string[] {
  const fix = VERIFIED.get(attribute);
  return fix && pools.every(pool => writerOf(`${attribute}_verified`, pool) === 'COGNITO') ? [fix] : [];
}

function trusting(attribute: string): readonly string[] {
  return [`state why users cannot write it: .assumeTrusted('...'), or trustedAttributes: { '${attribute}': '...' }`];
}

/** Changes to the pool or its tokens after which only the operator controls the attribute. */
function poolFixes(part: Contribution, attribute: string, app: FixedApp): readonly string[] {
  const { writers, changesScopes } = app;
  return [
    ...works(part, withoutWriting(attribute, writers)) ? [newLists(part, attribute, app)] : [],
    ...changesScopes && works(part, withoutAdminScope(writers)) ? [`prevent users from changing their attributes: ${suppressing(app)}`] : [],
  ];
}

/** The value for users of the identity providers that map the attribute, if only the operator controls it then. */
function federatedFixes(part: Contribution, app: FixedApp): readonly string[] {
  const { writers, pools, changesScopes } = app;
  const { op, args = [] } = part.expression;
  const facet = facetOf(op);
  const attribute = facet.kind === 'source' ? facet.shows?.(args) : undefined;
  if (attribute === undefined || !writers.mapped.has(attribute) || providersOf(part.expression)) {
    return [];
  }
  const providers = [...new Set(pools.flatMap(({ mapped }) => mapped.get(attribute) ?? []))];
  const name = op === 'idpList' ? op : 'federatedAttribute';
  const federated: Contribution = { ...part, attribute, expression: { op: name, args: [attribute, providers] } };
  const text = `use Value.${name}('${attribute}', [${providers.map(each => `'${each}'`).join(', ')}])`;
  return pools.every(pool => works(federated, pool)) ? [text]
    : changesScopes && pools.every(pool => works(federated, withoutAdminScope(pool))) ? [`${text}, and ${suppressing(app)}`] : [];
}

function works(part: Contribution, writers: PoolWriters | undefined): boolean {
  const level = writers && levelOf(part, writers);
  return level !== undefined && isTrusted(level);
}

function suppressing({ pools }: FixedApp): string {
  const isAdded = pools.some(({ clients }) => clients.some(({ addsAdminScope }) => addsAdminScope));
  return `ScopeRule.suppress('${ADMIN_SCOPE}')${isAdded ? ', instead of the rule that adds it' : ''}`;
}

/** The changes of the app clients through which users write an attribute: one list for each client, without any attribute that it may not write. */
function newLists({ expression }: Contribution, attribute: string, { writers, attributes }: FixedApp): string {
  const providers = providersOf(expression);
  const paths = providers && writePathsOfFederated(attribute, providers, writers).map(({ client }) => client);
  const narrowable = attributes.filter(each => withoutWriting(each, writers));
  const through = narrowedClients([attribute], writers).map(({ client }) => client).filter(client => !paths || paths.includes(client));
  const lists = narrowedClients(narrowable, writers).filter(({ client }) => through.includes(client) && client.origin === undefined)
    .map(({ client, writes }) => `writeAttributes of ${client.name}: ${writes.join(', ')}`);
  return `remove it ${[
    ...lists.length > 0 ? [`from the writeAttributes of the app clients: ${lists.join('; ')}`] : [],
    ...through.some(({ origin }) => origin === 'POOL_FACTS') ? ['from the writeAttributes of the app clients of other apps, and then from userWritableAttributes'] : [],
  ].join('; and ')}`;
}
