import type { IConstruct } from 'constructs';
import { checkRules } from './rules';
import { compile, type AuthoredRules, type Compilation } from '../compiler/compile';

/** Compiles rules to the document and runs the checks that need the rules only, not the finished app. */
export function compileAndCheck(authored: AuthoredRules, scope: IConstruct): Compilation {
  const compilation = compile(authored, scope);
  const { document, sourcePaths } = compilation;
  const checked = checkRules({ document, sourcePaths, pinnedVersion: authored.triggerVersion });
  return {
    ...compilation,
    problems: [...compilation.problems, ...checked.problems],
    warnings: [...compilation.warnings, ...checked.warnings],
  };
}
