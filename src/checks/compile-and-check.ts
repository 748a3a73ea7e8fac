import type { IConstruct } from 'constructs';
import { checkRules } from './rules';
import { compile, type AuthoredRules, type Compilation } from '../compiler/compile';
import type { Problem } from '../problems/problems';

/** Compiles rules to the document and runs the checks that need the rules only, not the finished app. */
export function compileAndCheck(authored: AuthoredRules, scope: IConstruct): Compilation {
  const compilation = compile(authored, scope);
  const { document, sourcePaths, slots, pinnedVersion } = compilation;
  const checked = checkRules({ document, sourcePaths, pinnedVersion, roles: slots.ofResources('AWS::IAM::Role') });
  return {
    ...compilation,
    problems: [...compilation.problems, ...checked.problems.filter(problem => !followsFrom(problem, compilation.problems))],
    warnings: [...compilation.warnings, ...checked.warnings],
  };
}

/** A part with a problem compiles to nothing, so the condition or value around it seems to be without effect. */
function followsFrom({ check, path }: Problem, compiled: readonly Problem[]): boolean {
  return check === 'NeverActs' && compiled.some(problem => problem.path.startsWith(path));
}
