import type { Group, Pool } from '../app/model';

/** The groups and roles of a user in an event of Amazon Cognito. */
export interface Membership {
  /** In ascending order of precedence; groups of the same precedence in the order of the file. */
  readonly groups: readonly string[];
  readonly iamRoles: readonly string[];
  readonly preferredRole?: string;
}

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-user-groups.html#assigning-precedence-values-to-groups */
export function membershipOf(names: readonly string[], pool: Pool): Membership {
  const groups = names
    .map((name): Group => pool.groups.find(group => group.name === name) ?? { name })
    .sort((a, b) => precedenceOf(a) === precedenceOf(b) ? 0 : precedenceOf(a) - precedenceOf(b));
  const withRole = groups.filter(({ roleArn }) => roleArn !== undefined);
  // if several groups have the lowest precedence, there is a preferred role only if they have the same role
  const first = rolesOf(withRole.filter(group => precedenceOf(group) === precedenceOf(withRole[0])));
  return {
    groups: groups.map(({ name }) => name),
    iamRoles: rolesOf(withRole),
    ...(first.length === 1 && { preferredRole: first[0] }),
  };
}

/** A group without precedence comes after all that have one. */
function precedenceOf({ precedence = Infinity }: Group): number {
  return precedence;
}

function rolesOf(groups: readonly Group[]): readonly string[] {
  return [...new Set(groups.flatMap(({ roleArn }) => roleArn ?? []))];
}
