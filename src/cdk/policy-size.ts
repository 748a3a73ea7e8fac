import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { isIntrinsic } from './token-content';

/**
 * The maximum characters of all inline policies of a role together.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const INLINE_POLICIES = 10_240;

/** The characters that a reference takes at least: the ARN of a resource in the shortest Region, or the value of a pseudo parameter. */
const ARN = 'arn:aws:dynamodb:us-east-1:123456789012:table/'.length;
const PSEUDO: { readonly [name: string]: number } = { 'AWS::Partition': 3, 'AWS::Region': 9, 'AWS::AccountId': 12, 'AWS::URLSuffix': 13 };

/** The characters that a policy document takes at least, after its references are resolved. */
export function policySize(scope: IConstruct, document: unknown): number {
  return sizeOf(Stack.of(scope).resolve(document));
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
