import { isFederated, isTrusted, levelOf } from './levels';
import type { Contribution } from '../../analysis/provenance';
import { mayWrite, withoutAdminScope, withoutWriting, writerOf, writesWithout, type PoolWriters } from '../../core/cognito/attribute-writers';

const SUPPRESS_ADMIN_SCOPE = "ScopeRule.suppress('aws.cognito.signin.user.admin')";
const TRUSTING = "say why it can be trusted: .trusted('...')";
const IN_A_TABLE = 'keep it in a table with Value.sub() as its key, and read it with a TableSource';

/** What can be done about a value, of all that works with this pool. */
export function fixesFor(part: Contribution, writers: PoolWriters | undefined): readonly string[] {
  const { attribute, control, expression: { args = [] }, sources } = part;
  const bound = sources.length > 0 ? [`make Value.sub() a part of the key of the source '${sources[0]}', so that users choose among what is theirs alone`] : [];
  if (attribute !== undefined) {
    return [...verified(attribute, writers), ...attributeFixes(part, attribute, writers), ...bound, IN_A_TABLE, ...trusting(attribute)];
  }
  switch (control) {
    case 'table':
      return [`keep it in an attribute of the source '${String(args[0])}' that users cannot write, and leave it out of userWritable`, TRUSTING];
    case 'metadata':
      return [...bound, 'make it a part of a key beside Value.sub(), and use what the item says', TRUSTING];
    default:
      return [...bound, 'use what the caller cannot choose, such as Condition.client(...) or Condition.inGroup(...)'];
  }
}

const VERIFIED: ReadonlyMap<string, string> = new Map([['email', 'use Value.verifiedEmail()'], ['phone_number', 'use Value.verifiedPhoneNumber()']]);

/** Where Cognito itself says whether the address is verified. */
function verified(attribute: string, writers: PoolWriters | undefined): readonly string[] {
  const fix = VERIFIED.get(attribute);
  return fix && (!writers || writers.unseen || writerOf(`${attribute}_verified`, writers) === 'COGNITO') ? [fix] : [];
}

function trusting(attribute: string): readonly string[] {
  return [`say why users cannot write it: .trusted('...'), or trustedAttributes: { '${attribute}': '...' }`];
}

/** Changes of the pool and of the rules after which the attribute is the operator's. */
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
  const suppressing = `${SUPPRESS_ADMIN_SCOPE}${writers.clients.some(({ addsAdminScope }) => addsAdminScope) ? ', in place of the rule that adds it' : ''}`;
  const federatedText = `use Value.${op}('${attribute}', [${(providers ?? []).map(name => `'${name}'`).join(', ')}])`;
  const mayFederate = providers !== undefined && (part.expression.op === 'userAttribute' || part.expression.op === 'idpList') && !isFederated(part.expression);
  return [
    ...works(narrowed) ? [`take it out of what app clients may write${writers.declared ? ', and out of userWritableAttributes' : `: ${newLists(attribute, writers)}`}`] : [],
    ...works(closed) ? [`let users not change their attributes: ${suppressing}`] : [],
    ...mayFederate && works(writers, federated) ? [federatedText] : [],
    ...mayFederate && !works(writers, federated) && works(closed, federated) ? [`${federatedText}, and ${suppressing}`] : [],
  ];
}

/** The whole list for each client that has to change. */
function newLists(attribute: string, writers: PoolWriters): string {
  return writers.clients.filter(client => mayWrite(client, attribute))
    .map(client => `writeAttributes of ${client.name}: ${writesWithout(attribute, client, writers).join(', ')}`).join('; ');
}
