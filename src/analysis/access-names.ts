import { facetOf } from './facets';
import type { Expression } from '../core/document/document';
import type { Json } from '../core/document/json';

/** A claim by which a product decides about access, as its documentation says. */
interface ConsumerClaim {
  /** The name of the claim. */
  readonly claim: RegExp;
  readonly consumer: string;
  readonly page: string;
  /** The product also reads it from an object, in a claim of any name. */
  readonly inObjects?: true;
}

/** Claims with these names are used for authorization, whichever way a rule sets them. */
const CONSUMER_CLAIMS: readonly ConsumerClaim[] = [
  {
    claim: /^https:\/\/aws\.amazon\.com\/(?:tags(?:\/.*)?|source_identity)$/,
    consumer: 'IAM',
    page: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html',
  },
  {
    claim: /^(?:https:\/\/hasura\.io\/jwt\/claims|claims\.jwt\.hasura\.io|x-hasura-.+)$/i,
    consumer: 'Hasura',
    page: 'https://hasura.io/docs/latest/auth/authentication/jwt/',
    inObjects: true,
  },
  {
    claim: /^role$/,
    consumer: 'Supabase',
    page: 'https://supabase.com/docs/guides/auth/third-party/aws-cognito',
  },
  {
    claim: /^user_(?:groups|id)$/,
    consumer: 'Amplify',
    page: 'https://docs.amplify.aws/react/build-a-backend/data/customize-authz/configure-custom-identity-and-group-claim/',
  },
];

/** The product that decides about access by a claim, or by a member of an object in it; undefined if there is none. */
export function consumerOfClaim(claim: string, value: Expression): Pick<ConsumerClaim, 'consumer' | 'page'> | undefined {
  return CONSUMER_CLAIMS.find(each => each.claim.test(claim))
    ?? CONSUMER_CLAIMS.find(each => each.inObjects && chosenNames(value, () => true, true).some(name => each.claim.test(name)));
}

/**
 * The names of members of objects that users choose: they write the value of the member, or what decides whether the object is in the claim.
 *
 * @param isWritten true if users write a part of the expression
 * @param isChosen what decides about the value is already written by users
 */
export function chosenNames(value: Expression, isWritten: (part: Expression) => boolean, isChosen = false): readonly string[] {
  const { op, args = [], of = [] } = value;
  const within = (part: Expression, chosen = isChosen): readonly string[] => chosenNames(part, isWritten, chosen);
  const facet = facetOf(op);
  switch (facet.kind) {
    case 'source':
      return op === 'literal' && isChosen ? namesIn(args[0]) : [];
    case 'choice':
      return of.slice(1).flatMap(branch => within(branch, isChosen || isWritten(of[0])));
    case 'firstPresent':
      return of.flatMap((part, index) => within(part, isChosen || of.slice(0, index).some(isWritten)));
    case 'each':
      return within(of[1], isChosen || isWritten(of[0]));
    case 'members':
      return within(of[0], isChosen || of.slice(1).some(isWritten));
    case 'comparison':
    case 'combination':
    case 'subject':
    case 'fact':
      return [];
    default: {
      const own = op === 'objectOf' ? (args[0] as string[]).filter((_, index) => isChosen || isWritten(of[index]))
        : facet.kind === 'picked' && (isChosen || isWritten(of[0])) ? args[0] as string[] : [];
      return [...own, ...of.flatMap(part => within(part))];
    }
  }
}

/** The names in a constant, at any depth. */
function namesIn(constant: Json): readonly string[] {
  return typeof constant !== 'object' || constant === null ? []
    : Object.entries(constant).flatMap(([name, member]) => [...Array.isArray(constant) ? [] : [name], ...namesIn(member)]);
}

/** Words in names of claims, and of members in them, that back ends commonly use for authorization. */
const ACCESS_WORDS: readonly string[] = [
  'access', 'account', 'acl', 'admin', 'administrator', 'authority', 'authorization', 'authorized', 'clearance', 'company', 'customer', 'department', 'entitle',
  'entitled', 'entitlement', 'grant', 'granted', 'group', 'level', 'member', 'membership', 'org', 'organisation', 'organization', 'perm', 'permission', 'plan',
  'policy', 'privilege', 'privileged', 'right', 'role', 'scope', 'scp', 'staff', 'subscription', 'superuser', 'team', 'tenant', 'tier', 'workspace',
].flatMap(word => [word, word.endsWith('y') ? `${word.slice(0, -1)}ies` : `${word}s`]);

/** One of these words, also in compounds such as `isadmin`, `usergroup` and `tenantid`. */
const ACCESS_WORD = new RegExp(`^(?:app|can|cognito|has|is|my|user)?(?:${ACCESS_WORDS.join('|')})(?:id|ids|key|list|name|names|type)?$`);

export function hasAccessWord(name: string): boolean {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase().split(/[^a-z]+/);
  // a compound may be written in two words: `isSuperUser`
  return words.some((word, index) => ACCESS_WORD.test(word) || ACCESS_WORD.test(word + (words[index + 1] ?? '')));
}
