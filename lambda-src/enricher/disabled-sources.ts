import type { RulesetDocument } from '../../src/core/document/document';

/** Sources that an operator switched off by hand while a table is down, without a deployment of rules. */
export interface DisabledSources {
  /** Sources that are not read: their values have failed, as under OMIT. */
  readonly omitted: ReadonlySet<string>;
  /** Names that were given and are read all the same: access depends on them, or there is no such source. */
  readonly ignored: readonly string[];
}

/** @param given names of sources, separated by commas */
export function disabledSources({ sources }: Pick<RulesetDocument, 'sources'>, given = ''): DisabledSources {
  const names = given.split(',').map(name => name.trim()).filter(name => name !== '');
  const mayBeOmitted = (name: string): boolean => Object.hasOwn(sources, name) && !sources[name].decides;
  return { omitted: new Set(names.filter(mayBeOmitted)), ignored: names.filter(name => !mayBeOmitted(name)) };
}
