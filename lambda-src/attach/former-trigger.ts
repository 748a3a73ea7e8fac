import type { Trigger } from './trigger';

/** The value for a pool without a trigger. */
const NONE = 'NONE';

/** Formats the former trigger of a pool, which one custom resource passes to the other: the ARN, a space and the version. */
export function formatFormerTrigger(trigger: Trigger | undefined): string {
  return trigger ? `${trigger.arn} ${trigger.version}` : NONE;
}

export function parseFormerTrigger(text: string | undefined): Trigger | undefined {
  const [arn, version] = (text ?? NONE).split(' ');
  return version ? { arn, version } : undefined;
}
