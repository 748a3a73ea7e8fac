import type { AppCheck } from './app-check';
import { STANDARD_ATTRIBUTES } from '../../../cognito/claims';
import { didYouMean } from '../../suggest';
import { attributesRead } from '../attributes';

/** Custom attributes that the schema of the pool does not have. */
export const UNKNOWN_CUSTOM_ATTRIBUTE: AppCheck = {
  name: 'UnknownAttribute',
  finds: 'a custom attribute that the user pool does not have',
  findings: ({ compilation, pool }) => {
    const schema = pool?.Schema ?? [];
    // without the pool, or with a schema that only the deployment knows, nothing can be said
    if (!pool || !Array.isArray(schema) || !schema.every(attribute => typeof attribute?.Name === 'string')) {
      return {};
    }
    const known = schema.map(({ Name: name }: { Name: string }) => name).filter(name => !STANDARD_ATTRIBUTES.includes(name))
      .map(name => name.startsWith('custom:') || name.startsWith('dev:') ? name : `custom:${name}`);
    return {
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
