import type { Deployment } from './deployment';
import type { InvokedFunction } from './model';
import { attributeOf } from './physical-ids';
import { targetText, type Deployed } from './source-targets';

/** The functions that rules invoke, in the order of the rules. Those that the app does not create have their name as path. */
export function invokedFunctions(documents: readonly Deployed[], deployment: Deployment): readonly InvokedFunction[] {
  const found = new Map<string, Map<string, string>>();
  for (const { document, environment } of documents) {
    for (const source of Object.values(document.sources)) {
      const target = source.kind === 'function' ? targetText(source.function, environment) : undefined;
      if (target !== undefined) {
        const arn = withoutQualifier(target);
        const inputs = Object.entries(source.key).map(([property, { op }]) => [property, op] as const);
        found.set(arn, new Map([...found.get(arn) ?? [], ...inputs]));
      }
    }
  }
  const paths = new Map(deployment.resources('AWS::Lambda::Function')
    .map(placed => [String(attributeOf(placed, 'Arn', deployment)), placed.stack.pathOf(placed.logicalId)]));
  return [...found].map(([arn, input]) => {
    const name = arn.slice(arn.lastIndexOf(':') + 1);
    return { arn, name, path: paths.get(arn) ?? name, input };
  });
}

/** The ARN of the function to which a version or an alias belongs. */
export function withoutQualifier(arn: string): string {
  return arn.replace(/^(arn:[^:]*:lambda:[^:]*:[^:]*:function:[^:]+):[^:]+$/, '$1');
}
