import { keyParts, type Check } from './check';
import { keyTypes } from '../../analysis/key-types';
import type { Source } from '../../core/document/document';
import { sourcesIn } from '../../core/document/expressions';
import { ownMember } from '../../core/document/json';
import { KEY_PROPS, keyExpressions } from '../../core/document/source-keys';
import type { Problem } from '../../problems/problems';

/** Sources whose keys depend on each other in a cycle. */
export const SOURCE_CYCLE: Check = {
  name: 'SourceCycle',
  finds: 'sources whose keys depend on each other',
  problems: ({ document, sourcePaths }) => {
    const cycle = findCycle(document.sources);
    return cycle ? [{
      check: 'SourceCycle',
      path: `${sourcePaths.get(cycle[0])}.${KEY_PROPS[document.sources[cycle[0]].kind]}`,
      given: cycle.join(' needs '),
      allowed: 'keys from the request, from constants, and from sources that are read before',
      fix: 'give one of the sources a key that does not depend on the others',
    }] : [];
  },
};

function findCycle(sources: { readonly [name: string]: Source }): readonly string[] | undefined {
  const seen = new Set<string>();
  const visit = (name: string, trail: readonly string[]): readonly string[] | undefined => {
    if (trail.includes(name)) {
      return [...trail.slice(trail.indexOf(name)), name];
    }
    const source = seen.has(name) ? undefined : ownMember(sources, name);
    seen.add(name);
    for (const next of source ? sourcesIn(keyExpressions(source)) : []) {
      const cycle = visit(next, [...trail, name]);
      if (cycle) {
        return cycle;
      }
    }
    return undefined;
  };
  return Object.keys(sources).map(name => visit(name, [])).find(cycle => cycle !== undefined);
}

/** Keys that are never a string or a number. */
export const KEY_TYPE: Check = {
  name: 'KeyType',
  finds: 'a key value that is neither a string nor a number',
  problems: rules => keyParts(rules).flatMap(({ path, part, source }): Problem[] => {
    const types = keyTypes(source, part);
    return source.kind === 'function' || types.length === 0 || types.some(type => type === 'string' || type === 'number') ? [] : [{
      check: 'KeyType',
      path,
      given: `a ${types.join(' or ')}`,
      allowed: 'a string or a number',
      fix: 'select one value from it, or convert it to a string',
    }];
  }),
};
