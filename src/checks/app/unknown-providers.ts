import type { AppCheck } from './app-check';
import { providersOf } from './levels';
import { expressionsOf, placeOf, walk } from '../../core/document/expressions';
import type { Problem } from '../../problems/problems';
import { didYouMean } from '../../problems/suggest';

/** Identity providers that no user pool of the enricher has. A value that only their users have is always absent. */
export const UNKNOWN_PROVIDER: AppCheck = {
  name: 'UnknownProvider',
  finds: 'an identity provider that the user pool does not have',
  findings: ({ compilation: { document }, providerNames: known }) => known === undefined ? {} : {
    problems: document.rules.flatMap(rule => expressionsOf(rule).flatMap(([member, expression]) => {
      const unknown = new Set<string>();
      walk(expression, each => providersOf(each)?.filter(name => !known.includes(name)).forEach(name => unknown.add(name)));
      return [...unknown].map((name): Problem => ({
        check: 'UnknownProvider',
        path: placeOf(rule, member),
        given: `'${name}'${didYouMean(name, known)}`,
        allowed: known.length > 0 ? `an identity provider of the user pool: ${known.join(', ')}` : 'no identity provider: the user pool has none',
        fix: 'correct the name, or create the identity provider; if another app creates it, declare what it maps in poolFacts.mappedAttributes',
      }));
    })),
  },
};
