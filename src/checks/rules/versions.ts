import type { Check } from './check';
import { versionNeeds } from '../../analysis/version';
import { isAtLeast } from '../../core/cognito/trigger-version';

/** Rules that need a higher trigger version than the one in the props. */
export const TRIGGER_VERSION: Check = {
  name: 'TriggerVersion',
  finds: 'a rule that the trigger version does not support',
  problems: ({ document, pinnedVersion, sourcePaths }) => pinnedVersion === undefined ? [] : versionNeeds(document, sourcePaths)
    .filter(({ version }) => !isAtLeast(pinnedVersion, version))
    .map(({ version, path, reason, fix }) => ({
      check: 'TriggerVersion',
      path,
      given: `a rule that needs ${version}, as ${reason}, with triggerVersion ${pinnedVersion}`,
      allowed: `rules that ${pinnedVersion} supports${pinnedVersion === 'V1_0' ? ': strings in the ID token' : ''}`,
      fix: `${fix}; or remove triggerVersion, which selects ${version}`,
    })),
};
