import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import type { CycleGuard } from '../attachment/cycle-guard';
import { contentOf } from '../cdk/tokens';
import type { RulesetDocument } from '../core/document/document';
import { sourcesReadBy } from '../core/document/expressions';
import type { Source } from '../sources/source';

/** The permission to invoke the functions of the sources that rules read: exactly these functions, versions or aliases. */
export function functionStatements(
  scope: IConstruct, { rules, sources: documents }: RulesetDocument, sources: ReadonlyMap<string, Source>, guard: CycleGuard,
): readonly PolicyStatement[] {
  const functions = [...sourcesReadBy(rules, documents)].filter(name => documents[name].kind === 'function').map(name => sources.get(name)!._props.handler!);
  const arns = new Set(functions.map(({ functionArn }) => guard.read(functionArn, contentOf(functionArn, scope).references, 'sources')));
  return arns.size === 0 ? [] : [new PolicyStatement({ sid: 'Functions', actions: ['lambda:InvokeFunction'], resources: [...arns].sort() })];
}
