import type { AppCheck, PoolProperties } from './app-check';
import { attributesOf } from './attributes';
import { attributeName, isCustomAttribute } from '../../core/cognito/claims';
import type { PoolFacts } from '../../pool-facts';
import type { Problem } from '../../problems/problems';

/** Facts that contradict the definition of the pool. With pools of other apps, the facts may be about these. */
export const POOL_FACTS_CONTRADICTION: AppCheck = {
  name: 'PoolFacts',
  finds: 'poolFacts that contradict the user pool in the app',
  findings: ({ pool, facts, showsAllPools }) => pool && facts && showsAllPools
    ? { problems: [...planProblems(pool, facts), ...attributeProblems(pool, facts), ...registrationProblems(pool, facts)] } : {},
};

const FIX = 'remove it from poolFacts: the app shows it';

function planProblems({ UserPoolTier: tier = 'ESSENTIALS' }: PoolProperties, { featurePlan }: PoolFacts): readonly Problem[] {
  return featurePlan === undefined || typeof tier !== 'string' || tier === featurePlan ? [] : [{
    check: 'PoolFacts', path: 'poolFacts.featurePlan', given: `'${featurePlan}'`, allowed: `'${tier}', the feature plan of the user pool in the app`, fix: FIX,
  }];
}

function attributeProblems(pool: PoolProperties, { customAttributes }: PoolFacts): readonly Problem[] {
  const known = attributesOf(pool)?.filter(isCustomAttribute);
  const declared = customAttributes?.map(attributeName);
  const wrong = known && declared ? [...declared.filter(name => !known.includes(name)), ...known.filter(name => !declared.includes(name))] : [];
  return wrong.length === 0 ? [] : [{
    check: 'PoolFacts',
    path: 'poolFacts.customAttributes',
    given: declared!.join(', ') || 'none',
    allowed: `the custom attributes of the user pool in the app: ${known!.join(', ') || 'none'}`,
    fix: FIX,
  }];
}

function registrationProblems({ DcrConfiguration: registration }: PoolProperties, { dynamicClients }: PoolFacts): readonly Problem[] {
  return dynamicClients === undefined || registration?.EnableStatus !== 'Disabled' ? [] : [{
    check: 'PoolFacts',
    path: 'poolFacts.dynamicClients',
    given: 'dynamic client registration is on',
    allowed: 'off, as in the DcrConfiguration of the user pool in the app',
    fix: FIX,
  }];
}
