import type { Expression, RulesetDocument, Source, TriggerVersionName } from '../../core/document/document';
import { keyPartsOf } from '../../core/document/expressions';
import type { ProblemId, WarningId } from '../../problems/ids';
import type { Problem, Warning } from '../../problems/problems';

/** The input of the checks of the rules: the compiled document. Nothing of the finished app is known yet. */
export interface CheckedRules {
  readonly document: RulesetDocument;
  /** The trigger version in the props. */
  readonly pinnedVersion?: TriggerVersionName;
  /** The path of the first use of each source, by the name of the source. */
  readonly sourcePaths: ReadonlyMap<string, string>;
  /** The slots that are an IAM role of the app, each with its description. */
  readonly roles: ReadonlyMap<string, string>;
}

/** A check for one kind of mistake. */
export interface Check {
  /** The name of the mistake in messages. */
  readonly name: ProblemId;
  /** The mistake, in one sentence. */
  readonly finds: string;
  readonly problems: (rules: CheckedRules) => readonly Problem[];
}

/** A check for one kind of warning: rules that work, but are probably not intended. */
export interface WarningCheck {
  /** Stable. Users acknowledge warnings by this id. */
  readonly id: WarningId;
  readonly finds: string;
  readonly warnings: (rules: CheckedRules) => readonly Warning[];
}

interface KeyPart {
  readonly path: string;
  readonly part: Expression;
  readonly source: Source;
}

/** The expressions in the keys of all sources, with their paths. */
export function keyParts({ document, sourcePaths }: Pick<CheckedRules, 'document' | 'sourcePaths'>): readonly KeyPart[] {
  return Object.entries(document.sources).flatMap(([name, source]) =>
    keyPartsOf(source).map(([place, part]) => ({ path: `${sourcePaths.get(name)}.${place}`, part, source })));
}
