import { LambdaVersion } from 'aws-cdk-lib/aws-cognito';
import { RuntimeFamily } from 'aws-cdk-lib/aws-lambda';
import { show, type Problem } from '../ruleset/problems';
import type { TokenEnricherProps } from '../token-enricher-props';

/** The oldest Node.js that the code of the function is built for. */
const NODE = 22;

/** Props of the construct itself, which no type system has checked where they come from JavaScript. */
export function checkProps({ runtime, triggerVersion }: TokenEnricherProps): readonly Problem[] {
  const versions: readonly string[] = Object.values(LambdaVersion);
  const major = runtime?.family === RuntimeFamily.NODEJS ? Number(/^nodejs([0-9]+)\.x$/.exec(runtime.name)?.[1] ?? NODE) : 0;
  return [
    ...triggerVersion === undefined || versions.includes(triggerVersion) ? [] : [{
      check: 'Option',
      path: 'triggerVersion',
      given: show(triggerVersion),
      allowed: `one of ${versions.join(', ')}`,
      fix: 'choose one of them, or leave it out for the lowest that the rules need',
    }],
    ...runtime === undefined || major >= NODE ? [] : [{
      check: 'Runtime',
      path: 'runtime',
      given: runtime.name,
      allowed: `a runtime of Node.js, ${NODE} at least`,
      fix: 'leave it out, or use Runtime.NODEJS_24_X',
    }],
  ];
}
