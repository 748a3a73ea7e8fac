import type { AppCheck, PoolProperties } from './app-check';
import { attributeName, isCustomAttribute, schemaAttributeName, type SchemaAttribute } from '../../core/cognito/claims';
import { didYouMean } from '../../problems/suggest';
import { attributesRead } from '../rules/attributes';

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
