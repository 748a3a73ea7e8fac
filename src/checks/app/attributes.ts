import type { AppCheck, PoolProperties } from './app-check';
import { attributeName, isCustomAttribute, schemaAttributeName, type SchemaAttribute } from '../../core/cognito/claims';
import type { PoolFacts } from '../../pool-facts';
import { didYouMean, type Problem } from '../../problems/problems';
import { attributesRead } from '../rules/claims';

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

/** Custom attributes that are not in the schema of the pool. */
export const UNKNOWN_CUSTOM_ATTRIBUTE: AppCheck = {
  name: 'UnknownAttribute',
  finds: 'a custom attribute that the user pool does not have',
  findings: ({ compilation, pool, facts }) => {
    const known = (pool ? attributesOf(pool) : facts?.customAttributes?.map(attributeName))?.filter(isCustomAttribute);
    // nothing can be checked without the pool, or if its schema is a deploy-time value
    return known === undefined ? {} : {
      problems: attributesRead(compilation).filter(({ name }) => name.startsWith('custom:') && !known.includes(name)).map(({ name, path }) => ({
        check: 'UnknownAttribute',
        path,
        given: `'${name}'${didYouMean(name, known)}`,
        allowed: known.length > 0 ? `a custom attribute of the user pool: ${known.join(', ')}` : 'a standard attribute: the user pool has no custom attributes',
        fix: 'correct the name, or add the attribute to the customAttributes of the user pool',
      })),
    };
  },
};

/** The attributes in the schema of a pool, under the names that rules use; undefined if it is a deploy-time value. */
export function attributesOf({ Schema: schema = [] }: PoolProperties): readonly string[] | undefined {
  const names = Array.isArray(schema) ? schema.map((attribute: SchemaAttribute | null) => schemaAttributeName(attribute ?? {})) : [undefined];
  return names.every((name): name is string => typeof name === 'string') ? names : undefined;
}
