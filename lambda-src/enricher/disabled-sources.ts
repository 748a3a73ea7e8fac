import type { RulesetDocument } from '../../src/core/document/document';

/** Sources that are disabled with `TE_DISABLED_SOURCES` while a table is down, without deploying rules. */
export interface DisabledSources {
  /** Sources that are not read. Their values have failed, as with `onError: OMIT`. */
  readonly omitted: ReadonlySet<string>;
  /** Names that are ignored: the source affects access and is still read, or there is no such source. */
  readonly ignored: readonly string[];
}

/** @param given names of sources, separated by commas */
export function disabledSources({ sources }: Pick<RulesetDocument, 'sources'>, given = ''): DisabledSources {
  const names = given.split(',').map(name => name.trim()).filter(name => name !== '');
  const mayBeOmitted = (name: string): boolean => Object.hasOwn(sources, name) && !sources[name].decides;
  return { omitted: new Set(names.filter(mayBeOmitted)), ignored: names.filter(name => !mayBeOmitted(name)) };
}
