import type { Trigger } from './trigger';

/** Where a pool had no trigger. */
const NONE = 'NONE';

/** The trigger that a pool had before, as one resource finds it and the other gets it: ARN, blank and version. */
export function formatFormerTrigger(trigger: Trigger | undefined): string {
  return trigger ? `${trigger.arn} ${trigger.version}` : NONE;
}

export function parseFormerTrigger(text: string | undefined): Trigger | undefined {
  if (text === undefined || text === NONE) {
    return undefined;
  }
  const [arn, version] = text.split(' ');
  return version ? { arn, version } : undefined;
}
