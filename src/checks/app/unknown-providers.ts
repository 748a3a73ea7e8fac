import type { AppCheck } from './app-check';
import { providersOf } from './levels';
import { expressionsOf, placeOf, walk } from '../../core/document/expressions';
import type { Problem } from '../../problems/problems';
import { didYouMean } from '../../problems/suggest';

/** Identity providers that no user pool of the enricher has. A value that only their users have is always absent. */
export const UNKNOWN_PROVIDER: AppCheck = {
  name: 'UnknownProvider',
  finds: 'an identity provider that the user pool does not have',
  findings: ({ compilation: { document }, names: { providers: known } }, { length: pools }) => known === undefined ? {} : {
    problems: document.rules.flatMap(rule => expressionsOf(rule).flatMap(([member, expression]) => {
      const unknown = new Set<string>();
      walk(expression, each => providersOf(each)?.filter(name => !known.includes(name)).forEach(name => unknown.add(name)));
      return [...unknown].map((name): Problem => ({
        check: 'UnknownProvider',
        path: placeOf(rule, member),
        given: `'${name}'${didYouMean(name, known)}`,
        allowed: known.length === 0 ? 'no identity provider: the user pool has none'
          : `an identity provider of ${pools === 1 ? 'the user pool' : 'one of the user pools'}: ${known.join(', ')}`,
        fix: 'correct the name, or create the identity provider; if another app creates it, declare what it maps in poolFacts.mappedAttributes',
      }));
    })),
  },
};
