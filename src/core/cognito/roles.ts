/**
 * Matches the ARN of an IAM role in any partition.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
 */
const ROLE_ARN = /^arn:aws[a-z-]*:iam::[0-9]{12}:role\/[\x21-\x7E]{1,576}$/;

export function isRoleArn(text: string): boolean {
  return ROLE_ARN.test(text);
}
