import { facetOf } from './facets';
import { inferExpression } from './inference';
import { isAtLeast, type TriggerVersionName } from '../core/cognito/trigger';
import type { Expression, Rule } from '../core/document/document';
import { expressionsOf, keyPartsOf, placeOf, sourcesReadBy, walk, type WithoutProvenance } from '../core/document/expressions';

/** A reason why the rules need a trigger version, with the rule that needs it. */
export interface VersionNeed {
  readonly version: TriggerVersionName;
  readonly path: string;
  readonly reason: string;
  /** How to avoid the need. */
  readonly fix: string;
  /** The value may be a string: only its type is not declared. */
  readonly isUndeclared?: true;
}

/** All reasons why the enforced rules need a trigger version. */
export function versionNeeds({ rules, sources }: Versioned, sourcePaths: ReadonlyMap<string, string>): readonly VersionNeed[] {
  const enforced = rules.filter(({ mode }) => mode === 'ENFORCE');
  return [...enforced.flatMap(rule => [...needsOf(rule)]), ...needsOfKeys(enforced, sources, sourcePaths)];
}

interface Versioned {
  readonly rules: readonly WithoutProvenance<Rule>[];
  readonly sources: { readonly [name: string]: Parameters<typeof keyPartsOf>[0] };
}

export function lowestVersion(needs: readonly VersionNeed[]): TriggerVersionName {
  return needs.reduce<TriggerVersionName>((version, need) => isAtLeast(version, need.version) ? version : need.version, 'V1_0');
}

function* needsOf(rule: WithoutProvenance<Rule>): Iterable<VersionNeed> {
  if (rule.subjects.includes('MACHINE')) {
    yield { version: 'V3_0', path: placeOf(rule, 'subjects'), reason: 'it applies to machine tokens', fix: 'remove Subject.MACHINE' };
  }
  if ((rule.kind === 'setClaim' || rule.kind === 'suppressClaim') && rule.tokens.includes('ACCESS')) {
    yield { version: 'V2_0', path: placeOf(rule, 'tokens'), reason: 'it changes the access token', fix: 'use only TokenType.ID' };
  }
  if (rule.kind === 'addScope' || rule.kind === 'suppressScope' || rule.kind === 'keepScopes') {
    yield { version: 'V2_0', path: rule.id, reason: 'it changes scopes', fix: 'remove the rule' };
  }
  for (const [member, expression] of expressionsOf(rule)) {
    if (readsScopes(expression)) {
      yield { version: 'V2_0', path: placeOf(rule, member), reason: 'it reads scopes', fix: 'use something other than scopes' };
    }
  }
  if (rule.kind === 'setClaim') {
    const inferred = inferExpression(rule.value, rule.subjects).types;
    const types = inferred.filter(type => type !== 'string');
    if (types.length > 0) {
      yield {
        version: 'V2_0',
        path: placeOf(rule, 'value'),
        reason: `its value can be ${types.length === 4 ? 'of any type' : types.map(type => `a ${type}`).join(' or ')}`,
        fix: fixOf(types, rule.value),
        ...inferred.includes('string') && { isUndeclared: true },
      };
    }
  }
}

/** The needs of the keys of all sources that rules read, directly or through other sources. */
function needsOfKeys(rules: readonly WithoutProvenance<Rule>[], sources: Versioned['sources'], paths: ReadonlyMap<string, string>): readonly VersionNeed[] {
  const parts = [...sourcesReadBy(rules, sources)].sort().flatMap(name =>
    (Object.hasOwn(sources, name) ? keyPartsOf(sources[name]) : []).map(([place, part]) => ({ path: `${paths.get(name)}.${place}`, part })));
  return parts.filter(({ part }) => readsScopes(part))
    .map(({ path }) => ({ version: 'V2_0', path, reason: 'it reads scopes', fix: 'build the key from something other than scopes' }));
}

function fixOf(types: readonly string[], value: Expression): string {
  const makeText = [
    ...types.includes('number') || types.includes('boolean') ? ['asString()'] : [],
    ...types.includes('list') ? ["join(',')"] : [],
    ...types.includes('list') || types.includes('map') ? ['toJson()'] : [],
  ].join(' or ');
  // a placeholder of a template cannot declare the type
  const declare = value.op === 'attribute' ? 'if it is a string, read it with attribute(..., { valueType: ItemAttributeType.STRING }) and not in a template; or ' : '';
  return `${declare}convert it to a string with ${makeText}`;
}

function readsScopes(expression: Expression): boolean {
  let found = false;
  walk(expression, ({ op }) => {
    const facet = facetOf(op);
    found ||= 'control' in facet && facet.control.kind === 'scopes';
  });
  return found;
}

/** The first need of a version that no rule needs for certain: only types that are not declared lead to it. */
export function undeclaredNeed(needs: readonly VersionNeed[]): VersionNeed | undefined {
  const above = needs.filter(({ version }) => version !== 'V1_0');
  return above.every(({ isUndeclared }) => isUndeclared) ? above[0] : undefined;
}
