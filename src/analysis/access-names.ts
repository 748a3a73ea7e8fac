import type { Expression } from '../core/document/document';
import { walk } from '../core/document/expressions';

/** A claim by which a product decides about access, as its documentation says. */
interface ConsumerClaim {
  /** The name of the claim. */
  readonly claim: RegExp;
  readonly consumer: string;
  readonly page: string;
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

/** The product that decides about access by a claim or by a member of it; undefined if there is none. */
function consumerOf(name: string): Pick<ConsumerClaim, 'consumer' | 'page'> | undefined {
  return CONSUMER_CLAIMS.find(({ claim }) => claim.test(name));
}

/** The product that decides about access by a claim, or by a member of an object in it. */
export function consumerOfClaim(claim: string, value: Expression): ReturnType<typeof consumerOf> {
  return [claim, ...memberNames(value)].map(consumerOf).find(found => found !== undefined);
}

/**
 * The names of members that a value creates, at any depth.
 *
 * @param counts chooses members by their value; by default, all
 */
export function memberNames(value: Expression, counts: (member: Expression) => boolean = () => true): readonly string[] {
  const names: string[] = [];
  walk(value, ({ op, args = [], of = [] }) => op === 'objectOf' && names.push(...(args[0] as string[]).filter((_, index) => counts(of[index]))));
  return names;
}

/** Words in names of claims, and of members in them, that back ends commonly use for authorization. */
const ACCESS_WORDS: ReadonlySet<string> = new Set([
  'access', 'account', 'acl', 'admin', 'administrator', 'authority', 'clearance', 'company', 'customer', 'department', 'entitle', 'entitled', 'entitlement',
  'grant', 'group', 'level', 'member', 'membership', 'org', 'organisation', 'organization', 'perm', 'permission', 'plan', 'policy', 'privilege', 'right',
  'role', 'scope', 'scp', 'staff', 'subscription', 'superuser', 'team', 'tenant', 'tier', 'workspace',
].flatMap(word => [word, word.endsWith('y') ? `${word.slice(0, -1)}ies` : `${word}s`]));

export function hasAccessWord(name: string): boolean {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase().split(/[^a-z]+/);
  // a compound may be written in two words: `isSuperUser`
  return words.some((word, index) => ACCESS_WORDS.has(word) || ACCESS_WORDS.has(word + (words[index + 1] ?? '')));
}
