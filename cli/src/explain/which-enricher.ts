import type { LogLine } from './log-lines';
import type { LocatedEnricher } from '../inventory/inventory';

/** The enricher of a line, or the reason why none is found. */
export interface EnricherOfLine {
  readonly located?: LocatedEnricher;
  readonly problem?: string;
}

/** The enricher whose function wrote a line: the only one of the app, or the one that the name of the function tells. */
export function enricherOf({ FunctionName = '' }: LogLine, enrichers: readonly LocatedEnricher[]): EnricherOfLine {
  const possible = enrichers.length === 1 ? enrichers : enrichers.filter(each => canBeNamed(FunctionName, each));
  // the names of stacks can begin alike
  const exact = possible.filter(({ stackName }) => stackName === stackAndId(FunctionName)?.stack);
  const named = exact.length > 0 ? exact : possible;
  if (named.length !== 1) {
    const paths = (named.length > 0 ? named : enrichers).map(({ listed }) => listed.path);
    const problem = named.length > 0 ? `can be that of ${paths.join(' or ')}` : 'is not one of the app by its name';
    return { problem: `The function ${FunctionName || 'without a name'} ${problem}: name its enricher with --enricher, such as ${paths[0]}.` };
  }
  return { located: named[0] };
}

/**
 * True if the function can have this name: that of the template, or one that CloudFormation generates of the beginnings of the stack name and
 * the logical id, and random characters.
 */
export function canBeNamed(name: string, { functionName, stackName, logicalId, listed }: LocatedEnricher): boolean {
  if (name === functionName || name === listed.path.replaceAll('/', '-')) {
    return true;
  }
  const { stack, id } = stackAndId(name) ?? {};
  // the name of a nested stack ends with random characters, too
  return functionName === undefined && stack !== undefined && id !== undefined
    && (stackName.startsWith(stack) || stack.startsWith(stackName)) && logicalId.startsWith(id);
}

/** The beginnings of the stack name and the logical id in a generated name. */
function stackAndId(name: string): { readonly stack: string; readonly id: string } | undefined {
  const [, stack, id] = /^(.+)-([A-Za-z0-9]+)-[A-Za-z0-9]+$/.exec(name) ?? [];
  return stack === undefined ? undefined : { stack, id };
}
