import type { AppCheck, PoolProperties } from './app-check';
import { attributeName, STANDARD_ATTRIBUTES } from '../../core/cognito/claims';
import { didYouMean } from '../../problems/suggest';
import { attributesRead } from '../rules/attributes';

/** Custom attributes that the schema of the pool does not have. */
export const UNKNOWN_CUSTOM_ATTRIBUTE: AppCheck = {
  name: 'UnknownAttribute',
  finds: 'a custom attribute that the user pool does not have',
  findings: ({ compilation, pool, facts }) => {
    const known = (pool ? attributesOf(pool) : facts?.customAttributes)?.map(attributeName).filter(name => !STANDARD_ATTRIBUTES.includes(name));
    // without the pool, or with a schema that only the deployment knows, nothing can be said
    return known === undefined ? {} : {
      problems: attributesRead(compilation).filter(({ name }) => name.startsWith('custom:') && !known.includes(name)).map(({ name, path }) => ({
        check: 'UnknownAttribute',
        path,
        given: `'${name}'${didYouMean(name, known)}`,
        allowed: known.length > 0 ? `the custom attributes of the user pool: ${known.join(', ')}` : 'standard attributes: the user pool has no custom ones',
        fix: 'correct the name, or add the attribute to customAttributes of the user pool',
      })),
    };
  },
};

function attributesOf({ Schema: schema = [] }: PoolProperties): readonly string[] | undefined {
  const names: unknown[] = Array.isArray(schema) ? schema.map(attribute => attribute?.Name) : [undefined];
  return names.every((name): name is string => typeof name === 'string') ? names : undefined;
}
