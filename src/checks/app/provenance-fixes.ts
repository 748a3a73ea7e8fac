import { isFederated, isTrusted, levelOf } from './levels';
import type { Contribution } from '../../analysis/provenance';
import { mayWrite, withoutAdminScope, withoutWriting, writerOf, writesWithout, type PoolWriters } from '../../core/cognito/attribute-writers';

const SUPPRESS_ADMIN_SCOPE = "ScopeRule.suppress('aws.cognito.signin.user.admin')";
const TRUSTING = "state why it can be trusted: .assumeTrusted('...')";
const IN_A_TABLE = 'keep it in a table with Value.sub() as the key, and read it with a TableSource';

/** The fixes for an untrusted value. Only fixes that work with this user pool are listed. */
export function fixesFor(part: Contribution, writers: PoolWriters | undefined): readonly string[] {
  const { attribute, control, expression: { args = [] }, sources } = part;
  const bound = sources.length > 0 ? [`make Value.sub() part of the key of the source '${sources[0]}', so that users can only reach their own items`] : [];
  if (attribute !== undefined) {
    return [...verified(attribute, writers), ...attributeFixes(part, attribute, writers), ...bound, IN_A_TABLE, ...trusting(attribute)];
  }
  switch (control) {
    case 'table':
      return [`keep it in an attribute of the source '${String(args[0])}' that users cannot write, and remove it from userWritable`, TRUSTING];
    case 'metadata':
      return [...bound, 'make it part of a key together with Value.sub(), and use an attribute of the item', TRUSTING];
    default:
      return [...bound, 'use a value that the caller cannot choose, such as Condition.client(...) or Condition.inGroup(...)'];
  }
}

const VERIFIED: ReadonlyMap<string, string> = new Map([['email', 'use Value.verifiedEmail()'], ['phone_number', 'use Value.verifiedPhoneNumber()']]);

/** The verified value as a fix, if only Cognito can set the verification flag of the address. */
function verified(attribute: string, writers: PoolWriters | undefined): readonly string[] {
  const fix = VERIFIED.get(attribute);
  return fix && (!writers || writers.unseen || writerOf(`${attribute}_verified`, writers) === 'COGNITO') ? [fix] : [];
}

function trusting(attribute: string): readonly string[] {
  return [`state why users cannot write it: .assumeTrusted('...'), or trustedAttributes: { '${attribute}': '...' }`];
}

/** Changes to the pool or the rules after which only the operator controls the attribute. */
function attributeFixes(part: Contribution, attribute: string, writers: PoolWriters | undefined): readonly string[] {
  if (!writers || writers.unseen) {
    return [];
  }
  const works = (pool: PoolWriters | undefined, changed: Contribution = part): boolean => pool !== undefined && isTrusted(levelOf(changed, pool));
  const narrowed = withoutWriting(attribute, writers);
  const closed = withoutAdminScope(writers);
  const providers = writers.mapped.get(attribute);
  const op = part.expression.op === 'idpList' ? 'idpList' : 'federatedAttribute';
  const federated: Contribution = { ...part, expression: { op, args: [attribute, [...providers ?? []]] } };
  const suppressing = `${SUPPRESS_ADMIN_SCOPE}${writers.clients.some(({ addsAdminScope }) => addsAdminScope) ? ', instead of the rule that adds it' : ''}`;
  const federatedText = `use Value.${op}('${attribute}', [${(providers ?? []).map(name => `'${name}'`).join(', ')}])`;
  const mayFederate = providers !== undefined && (part.expression.op === 'userAttribute' || part.expression.op === 'idpList') && !isFederated(part.expression);
  return [
    ...works(narrowed) ? [`remove it from the writeAttributes of the app clients${writers.declared ? ', and from userWritableAttributes' : `: ${newLists(attribute, writers)}`}`] : [],
    ...works(closed) ? [`prevent users from changing their attributes: ${suppressing}`] : [],
    ...mayFederate && works(writers, federated) ? [federatedText] : [],
    ...mayFederate && !works(writers, federated) && works(closed, federated) ? [`${federatedText}, and ${suppressing}`] : [],
  ];
}

/** The complete new `writeAttributes` of each client that has to change. */
function newLists(attribute: string, writers: PoolWriters): string {
  return writers.clients.filter(client => mayWrite(client, attribute))
    .map(client => `writeAttributes of ${client.name}: ${writesWithout(attribute, client, writers).join(', ')}`).join('; ');
}
