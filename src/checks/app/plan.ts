import type { AppCheck, CheckedApp } from './app-check';
import { versionNeeds } from '../../analysis/version';
import { PLAN_WITHOUT_ACCESS_TOKEN } from '../../core/cognito/trigger';

/**
 * Rules that need another feature plan than the pool has.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-sign-in-feature-plans.html
 */
export const FEATURE_PLAN: AppCheck = {
  name: 'FeaturePlan',
  finds: 'rules that need V2_0 or V3_0 on a user pool with the feature plan Lite',
  findings: app => {
    const { document, sourcePaths } = app.compilation;
    const { triggerVersion } = document;
    if (triggerVersion === 'V1_0') {
      return {};
    }
    const need = versionNeeds(document, sourcePaths).find(({ version }) => version === triggerVersion);
    const because = need ? ` (${need.path}: ${need.reason})` : '';
    const plan = planOf(app);
    if (plan === undefined || typeof plan === 'object') {
      return { warnings: [{ id: 'UnknownPlan', path: 'userPool', message: `the feature plan of the user pool is not known here; ${triggerVersion}${because} needs Essentials or Plus`, fix: 'set poolFacts.featurePlan' }] };
    }
    return plan !== PLAN_WITHOUT_ACCESS_TOKEN ? {} : {
      problems: [{
        check: 'FeaturePlan',
        path: need?.path ?? 'triggerVersion',
        given: `${triggerVersion}${need ? `, as ${need.reason}` : ''}, on a user pool with the feature plan Lite`,
        allowed: 'V1_0 on Lite, with strings in the ID token only; V2_0 and V3_0 on Essentials and Plus',
        fix: `set featurePlan: FeaturePlan.ESSENTIALS on the user pool${need ? `, or ${need.fix}` : ', or set triggerVersion to V1_0'}`,
      }],
    };
  },
};

/** The feature plan of the user pool, which can be a deploy-time value; undefined if it is not known. */
function planOf({ pool, facts }: CheckedApp): unknown {
  // Essentials is the default of Cognito
  return pool ? pool.UserPoolTier ?? 'ESSENTIALS' : facts?.featurePlan;
}

/** True if a further rule can change scopes: the plan of the user pool and the trigger event version allow it, or may allow it. */
export function canChangeScopes(app: CheckedApp): boolean {
  return planOf(app) !== PLAN_WITHOUT_ACCESS_TOKEN && app.compilation.pinnedVersion !== 'V1_0';
}
