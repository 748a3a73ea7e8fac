import { Stack } from 'aws-cdk-lib';
import type { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { isIntrinsic } from '../cdk/token-content';
import type { Problem } from '../problems/problems';

/**
 * The maximum characters of all inline policies of a role together.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const INLINE_POLICIES = 10_240;

/** The characters that a reference takes at least: the ARN of a resource in the shortest Region, or the value of a pseudo parameter. */
const ARN = 'arn:aws:dynamodb:us-east-1:123456789012:table/'.length;
const PSEUDO: { readonly [name: string]: number } = { 'AWS::Partition': 3, 'AWS::Region': 9, 'AWS::AccountId': 12, 'AWS::URLSuffix': 13 };

/**
 * Reports permissions that do not fit into the role of the function.
 *
 * @param isTwice with an alias, the former policy stays until the end of a deployment
 */
export function policySizeProblems(scope: IConstruct, permissions: PolicyDocument, isTwice: boolean): readonly Problem[] {
  const size = sizeOf(Stack.of(scope).resolve(permissions.toJSON()));
  const limit = isTwice ? INLINE_POLICIES / 2 : INLINE_POLICIES;
  return size <= limit ? [] : [{
    check: 'PolicySize',
    path: 'sources',
    given: `permissions of at least ${size.toLocaleString('en')} characters`,
    allowed: `${limit.toLocaleString('en')} characters${isTwice ? ': with aliasName, the role has the former permissions too until a deployment ends' : ', the limit of IAM for the inline policies of a role'}`,
    fix: `read fewer tables, or keep what the rules need in fewer of them${isTwice ? '; or leave out aliasName' : ''}`,
  }];
}

function sizeOf(resolved: unknown): number {
  if (isIntrinsic(resolved)) {
    return sizeOfIntrinsic(resolved);
  }
  if (Array.isArray(resolved)) {
    return resolved.reduce((sum: number, each) => sum + sizeOf(each), 1 + Math.max(1, resolved.length));
  }
  if (typeof resolved === 'object' && resolved !== null) {
    const members = Object.entries(resolved);
    return members.reduce((sum, [name, value]) => sum + JSON.stringify(name).length + 1 + sizeOf(value), 1 + Math.max(1, members.length));
  }
  return JSON.stringify(resolved ?? null).length;
}

function sizeOfIntrinsic(intrinsic: object): number {
  const [[name, content]] = Object.entries(intrinsic) as Array<[string, unknown]>;
  if (name === 'Fn::Join' && Array.isArray(content) && Array.isArray(content[1])) {
    const [separator, parts] = content as [string, unknown[]];
    // each part counts without its quotes
    return parts.reduce((sum: number, part) => sum + sizeOf(part) - 2, separator.length * (parts.length - 1) + 2);
  }
  return 2 + (name === 'Ref' ? PSEUDO[String(content)] ?? 1 : ARN);
}
