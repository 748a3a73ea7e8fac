import type { CfnResource } from 'aws-cdk-lib';
import type { IUserPoolRef } from 'aws-cdk-lib/aws-cognito';
import { referentsOfProperty, referentsOfText, type Referents } from '../../cdk/referents';
import { resourcesIn } from '../../cdk/resources';

const USER_POOL = 'AWS::Cognito::UserPool';

/** The resources of an app that belong to a user pool, such as its app clients. */
export interface PoolMembers {
  readonly certain: readonly CfnResource[];
  /** Resources that may belong to it: the app does not show which pool they belong to. */
  readonly possible: readonly CfnResource[];
}

export const NO_MEMBERS: PoolMembers = { certain: [], possible: [] };

/** The user pool of a resource, by its `UserPoolId` in the template. */
export function poolOf(resource: CfnResource): Referents {
  return referentsOfProperty(resource, 'UserPoolId', USER_POOL);
}

/** Whether a resource belongs to a user pool, by its `UserPoolId` in the template; undefined if it may. */
export function membershipOf(pool: IUserPoolRef): (resource: CfnResource) => boolean | undefined {
  const { userPoolId, userPoolArn } = pool.userPoolRef;
  const byId = referentsOfText(userPoolId, pool, USER_POOL);
  const resources = [...byId.resources, ...referentsOfText(userPoolArn, pool, USER_POOL).resources];
  return resource => {
    const its = poolOf(resource);
    const isSame = its.text === byId.text || its.constants.some(id => byId.constants.includes(id));
    return isSame || its.resources.some(each => resources.includes(each)) ? true
      : its.isOpen || (byId.isOpen && its.resources.length === 0) ? undefined
        : false;
  };
}

/** Finds the resources of a type that belong to a user pool, in all stacks of the app. */
export function poolMembers(pool: IUserPoolRef, type: string): PoolMembers {
  const belongs = membershipOf(pool);
  const all = resourcesIn(pool.node.root, type).map(resource => ({ resource, belongs: belongs(resource) }));
  return {
    certain: all.filter(each => each.belongs === true).map(({ resource }) => resource),
    possible: all.filter(each => each.belongs === undefined).map(({ resource }) => resource),
  };
}
