import type { Check } from './check';
import { versionNeeds } from '../../analysis/version';
import { isAtLeast } from '../../core/cognito/trigger-version';

/** Rules that need more than the version that the props ask for. */
export const TRIGGER_VERSION: Check = {
  name: 'TriggerVersion',
  finds: 'a rule that the trigger version cannot carry',
  problems: ({ document, pinnedVersion, sourcePaths }) => pinnedVersion === undefined ? [] : versionNeeds(document, sourcePaths)
    .filter(({ version }) => !isAtLeast(pinnedVersion, version))
    .map(({ version, path, reason, fix }) => ({
      check: 'TriggerVersion',
      path,
      given: `a rule that needs ${version}, as ${reason}, with triggerVersion ${pinnedVersion}`,
      allowed: `what ${pinnedVersion} carries${pinnedVersion === 'V1_0' ? ': strings, in the ID token' : ''}`,
      fix: `${fix}; or leave triggerVersion out, which gives ${version}`,
    })),
};
