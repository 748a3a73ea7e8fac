import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Source, SOURCE_PROPS, type SourceProps } from './source';
import { CHECKED_LATER, mapOf, objectWith, required } from '../options/checks';
import { readOptions, type OptionChecks, type Options } from '../options/options';
import type { Problem } from '../problems/problems';
import type { Value } from '../values/value';

/**
 * A source of values: a Lambda function that rules invoke, for data that is not in DynamoDB, such as a relational database or a permission
 * service.
 *
 * @example
 * const rbac = FunctionSource.of('rbac', { handler: permissionsOfUser, input: { sub: Value.sub() } });
 * const rule = ClaimRule.set('permissions', rbac.attribute('permissions', { valueType: ItemAttributeType.STRING_LIST }));
 */
export class FunctionSource extends Source {
  /**
   * Invokes a Lambda function and waits for its answer, if a rule that applies to the token uses it. Invocations with the same input run
   * once. The answer is a JSON object, whose properties are the attributes of the source, or null if there is none. The source fails if the
   * function fails, is throttled, does not answer in time, or answers with anything else or with more than 4 MB.
   *
   * A user waits for the function: keep it small and warm, for example with provisioned concurrency. It may be invoked several times for one
   * sign-in, so it should only read.
   *
   * @param name the name of the source in templates, previews and logs: a letter, followed by letters, digits and `_`
   * @param props the function, its input and the behavior on failures
   * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
   */
  public static of(name: string, props: FunctionSourceProps): FunctionSource {
    return new FunctionSource(name, readOptions(props, FUNCTION_SOURCE_PROPS, 'props'));
  }

  /** @internal */
  public readonly _kind = 'function';

  /** @internal */
  public readonly _props: Source['_props'];

  /** @internal */
  public readonly _problems: readonly Problem[];

  private constructor(name: string, { options, problems }: Options<FunctionSourceProps>) {
    super(name);
    // without invalid options, which are reported before anything else uses these
    this._props = options;
    this._problems = problems;
  }
}

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

const FUNCTION_SOURCE_PROPS: OptionChecks<FunctionSourceProps> = {
  ...SOURCE_PROPS,
  handler: required(objectWith(['functionArn', 'functionName'], 'a Lambda function, version or alias', 'pass the construct of the function, or import it', 'Handler')),
  input: required(mapOf('values by property name, as in { sub: Value.sub() }', CHECKED_LATER)),
};
