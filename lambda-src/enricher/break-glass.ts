import type { RulesetDocument } from '../../src/core/document/document';

/** What an operator switched off by hand while a table is down, without a deployment of rules. */
export class BreakGlass {
  /** Sources that are not read: their values have failed, as under OMIT. */
  public readonly omitted: ReadonlySet<string> = new Set();
  /** Names that were given and are read all the same: access depends on them, or there is no such source. */
  public readonly ignored: readonly string[] = [];

  constructor(document: RulesetDocument | undefined, given = '') {
    if (given === '') {
      return;
    }
    const names = given.split(',').map(name => name.trim()).filter(name => name !== '');
    const sources = new Map(Object.entries(document?.sources ?? {}));
    const isOpen = (name: string): boolean => sources.has(name) && !sources.get(name)!.decides;
    this.omitted = new Set(names.filter(isOpen));
    this.ignored = names.filter(name => !isOpen(name));
  }
}
