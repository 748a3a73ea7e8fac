import { createHash } from 'node:crypto';
import type { Stack } from './cloud-assembly';

/** The value of `AWS::NoValue`: nothing, not even null. */
export const NO_VALUE = Symbol('AWS::NoValue');

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html */
export function pseudoParameter(name: string, { region, account, name: stackName }: Stack): unknown {
  switch (name) {
    case 'AWS::Region': return region;
    case 'AWS::AccountId': return account;
    case 'AWS::Partition': return partitionOf(region);
    case 'AWS::URLSuffix': return region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
    case 'AWS::StackName': return stackName;
    case 'AWS::StackId': return `arn:${partitionOf(region)}:cloudformation:${region}:${account}:stack/${stackName}/${digest(stackName, 32)}`;
    case 'AWS::NoValue': return NO_VALUE;
    case 'AWS::NotificationARNs': return [];
    default: return undefined;
  }
}

export function partitionOf(region: string): string {
  return region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** A hash of a string, as lowercase letters and digits. */
export function digest(text: string, length: number): string {
  const number = BigInt(`0x${createHash('sha512').update(text).digest('hex')}`);
  return number.toString(36).slice(0, length).padStart(length, '0');
}
