import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { SOURCE_PROPS, type SourceProps } from './source-props';
import { CHECKED_LATER, mapOf, objectWith, required } from '../options/checks';
import type { OptionChecks } from '../options/options';
import type { Value } from '../values/value';

/** The function of a source, its input, and the behavior on failures. */
export interface FunctionSourceProps extends SourceProps {
  /**
   * The Lambda function that answers: a function, a version or an alias in the Region of the trigger. The trigger gets permission to
   * invoke exactly this one. A function of another account must allow it in its resource policy.
   */
  readonly handler: IFunction;

  /**
   * The event of the function: values by property name, of any type. The function gets these and nothing else. If one is absent, the
   * function is not invoked and there is no answer; put values that may be absent into a `Value.objectOf(...)`, which leaves them out.
   *
   * Errors and warnings call it the key of the source: as with a key, users can only reach their own data if it contains `Value.sub()`. That
   * holds only if the function answers for this user, whatever the rest of the input is.
   */
  readonly input: { [property: string]: Value };
}

export const FUNCTION_SOURCE_PROPS: OptionChecks<FunctionSourceProps> = {
  ...SOURCE_PROPS,
  handler: required(objectWith(['functionArn', 'functionName'], 'a Lambda function, version or alias', 'pass the construct of the function, or import it', 'Handler')),
  input: required(mapOf('values by property name, as in { sub: Value.sub() }', CHECKED_LATER)),
};
