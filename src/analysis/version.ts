import { facetOf } from './facets';
import { inferExpression } from './inference';
import { isAtLeast, type TriggerVersionName } from '../core/cognito/trigger-version';
import type { Expression, Rule } from '../core/document/document';
import { expressionsOf, placeOf, sourcesReadBy, walk, type WithoutProvenance } from '../core/document/expressions';
import { keyPartsOf } from '../core/document/source-keys';

/** Why rules need a version: the first rule that does. */
export interface VersionNeed {
  readonly version: TriggerVersionName;
  readonly path: string;
  readonly reason: string;
  /** How to do without. */
  readonly fix: string;
}

/** The lowest version that the enforced rules need as they are written, with every reason for it. */
export function versionNeeds({ rules, sources }: Versioned, sourcePaths: ReadonlyMap<string, string>): readonly VersionNeed[] {
  const enforced = rules.filter(({ mode }) => mode === 'ENFORCE');
  return [...enforced.flatMap(rule => [...needsOf(rule)]), ...needsOfKeys(enforced, sources, sourcePaths)];
}

interface Versioned {
  readonly rules: readonly WithoutProvenance<Rule>[];
  readonly sources: Parameters<typeof sourcesReadBy>[1];
}

export function lowestVersion(needs: readonly VersionNeed[]): TriggerVersionName {
  return needs.reduce<TriggerVersionName>((version, need) => isAtLeast(version, need.version) ? version : need.version, 'V1_0');
}

function* needsOf(rule: WithoutProvenance<Rule>): Iterable<VersionNeed> {
  if (rule.subjects.includes('MACHINE')) {
    yield { version: 'V3_0', path: placeOf(rule, 'subjects'), reason: 'it is for machine tokens', fix: 'take Subject.MACHINE out' };
  }
  if ((rule.kind === 'setClaim' || rule.kind === 'suppressClaim') && rule.tokens.includes('ACCESS')) {
    yield { version: 'V2_0', path: placeOf(rule, 'tokens'), reason: 'it works on the access token', fix: 'name TokenType.ID alone' };
  }
  if (rule.kind === 'addScope' || rule.kind === 'suppressScope' || rule.kind === 'keepScopes') {
    yield { version: 'V2_0', path: rule.id, reason: 'it changes scopes', fix: 'leave the rule out' };
  }
  for (const [member, expression] of expressionsOf(rule)) {
    if (readsScopes(expression)) {
      yield { version: 'V2_0', path: placeOf(rule, member), reason: 'it reads scopes', fix: 'decide by something else than scopes' };
    }
  }
  if (rule.kind === 'setClaim') {
    const types = inferExpression(rule.value, rule.subjects).types.filter(type => type !== 'string');
    if (types.length > 0) {
      yield {
        version: 'V2_0',
        path: placeOf(rule, 'value'),
        reason: `its value can be ${types.length === 4 ? 'something else than string' : types.join(' or ')}`,
        fix: fixOf(types, rule.value),
      };
    }
  }
}

/** Of the keys of the sources that rules read, themselves or through others. */
function needsOfKeys(rules: readonly WithoutProvenance<Rule>[], sources: Versioned['sources'], paths: ReadonlyMap<string, string>): readonly VersionNeed[] {
  const parts = [...sourcesReadBy(rules, sources)].sort().flatMap(name =>
    (Object.hasOwn(sources, name) ? keyPartsOf(sources[name]) : []).map(([place, part]) => ({ path: `${paths.get(name)}.${place}`, part })));
  return parts.filter(({ part }) => readsScopes(part))
    .map(({ path }) => ({ version: 'V2_0', path, reason: 'it reads scopes', fix: 'make the key of something else than scopes' }));
}

function fixOf(types: readonly string[], value: Expression): string {
  const makeText = [
    ...types.includes('number') || types.includes('boolean') ? ['asString()'] : [],
    ...types.includes('list') ? ["join(',')"] : [],
    ...types.includes('list') || types.includes('map') ? ['toJson()'] : [],
  ].join(' or ');
  const declare = value.op === 'attribute' ? 'declare the attribute as { valueType: ItemAttributeType.STRING } if it is, or ' : '';
  return `${declare}make a string of it with ${makeText}`;
}

function readsScopes(expression: Expression): boolean {
  let found = false;
  walk(expression, ({ op }) => {
    const facet = facetOf(op);
    found ||= 'control' in facet && facet.control.kind === 'scopes';
  });
  return found;
}
