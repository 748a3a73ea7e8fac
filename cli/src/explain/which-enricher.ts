import type { LogLine } from './log-lines';
import { UsageError } from '../errors';
import type { LocatedEnricher } from '../inventory/inventory';

/** The enricher whose function wrote a line: the only one of the app, or the one that the name of the function tells. */
export function enricherOf({ FunctionName = '' }: LogLine, enrichers: readonly LocatedEnricher[]): LocatedEnricher {
  const named = enrichers.length === 1 ? enrichers : enrichers.filter(each => canBeNamed(FunctionName, each));
  if (named.length !== 1) {
    const paths = (named.length > 0 ? named : enrichers).map(({ listed }) => listed.path);
    const problem = named.length > 0 ? `can be that of ${paths.join(' or ')}` : 'is not one of the app by its name';
    throw new UsageError([`The function ${FunctionName || 'without a name'} ${problem}: name its enricher with --enricher, such as ${paths[0]}.`]);
  }
  return named[0];
}

/**
 * True if the function can have this name: that of the template, or one that CloudFormation generates of the beginnings of the stack name and
 * the logical id, and random characters.
 */
export function canBeNamed(name: string, { functionName, stackName, logicalId, listed }: LocatedEnricher): boolean {
  if (name === functionName || name === listed.path.replaceAll('/', '-')) {
    return true;
  }
  const [, stack, logical] = /^(.+)-([A-Za-z0-9]+)-[A-Za-z0-9]+$/.exec(name) ?? [];
  // the name of a nested stack ends with random characters, too
  return functionName === undefined && stack !== undefined
    && (stackName.startsWith(stack) || stack.startsWith(stackName)) && logicalId.startsWith(logical);
}
