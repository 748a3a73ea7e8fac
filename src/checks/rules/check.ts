import type { Expression, RulesetDocument, TriggerVersionName } from '../../core/document/document';
import { keyPartsOf } from '../../core/document/source-keys';
import type { Problem, Warning } from '../../problems/problems';

/** What checks of the rules look at: everything is compiled, nothing of the finished app is known. */
export interface CheckedRules {
  readonly document: RulesetDocument;
  /** The version that the props ask for. */
  readonly pinnedVersion?: TriggerVersionName;
  /** Where a source was met first, by its name. */
  readonly sourcePaths: ReadonlyMap<string, string>;
}

/** One check: one kind of mistake. */
export interface Check {
  /** Name of the mistake in messages. */
  readonly name: string;
  /** What it finds, in one sentence. */
  readonly finds: string;
  readonly problems: (rules: CheckedRules) => readonly Problem[];
}

/** One warning: something that works and is likely not meant. */
export interface WarningCheck {
  /** Stable; users acknowledge warnings by it. */
  readonly id: string;
  readonly finds: string;
  readonly warnings: (rules: CheckedRules) => readonly Warning[];
}

/** The parts of the keys of all sources, with their places. */
export function keyParts({ document, sourcePaths }: CheckedRules): ReadonlyArray<{ readonly path: string; readonly part: Expression }> {
  return Object.entries(document.sources).flatMap(([name, source]) =>
    keyPartsOf(source).map(([place, part]) => ({ path: `${sourcePaths.get(name)}.${place}`, part })));
}
