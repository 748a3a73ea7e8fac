import { withoutQualifier } from '../app/functions';
import { isFor } from '../users/function-answers';
import type { AnswerEntry } from '../users/model';

/** A response of Lambda. */
export interface LambdaResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** The header of an invocation whose function failed. */
export const FUNCTION_ERROR = 'x-amz-function-error';

/**
 * Stands in for the functions that rules invoke: they do not run, and have the answers of the users file.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export class LocalFunctions {
  /** The entries of the users file, by ARN without version or alias. */
  public answers: ReadonlyMap<string, readonly AnswerEntry[]> = new Map();

  /** The entry of the users file for an event; undefined if rules do not invoke the function. Without a matching entry, the answer is null. */
  public entryFor(arn: string, event: Readonly<Record<string, unknown>>): AnswerEntry | undefined {
    const entries = this.answers.get(withoutQualifier(arn));
    return entries && (entries.find(entry => isFor(entry, event)) ?? {});
  }

  /**
   * Answers a request of the Invoke operation.
   *
   * @param path of the request
   * @param body the event
   */
  public send(path: string, body: string): LambdaResponse {
    const arn = decodeURIComponent(/^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(path)?.[1] ?? '');
    const entry = this.entryFor(arn, JSON.parse(body) as Readonly<Record<string, unknown>>);
    if (!entry) {
      return {
        status: 404,
        headers: { 'x-amzn-errortype': 'ResourceNotFoundException' },
        text: JSON.stringify({ Type: 'User', Message: `Function not found: ${withoutQualifier(arn)}` }),
      };
    }
    const { answer = null, error } = entry;
    return error === undefined
      ? { status: 200, headers: {}, text: JSON.stringify(answer) }
      : { status: 200, headers: { [FUNCTION_ERROR]: 'Unhandled' }, text: JSON.stringify({ errorType: 'Error', errorMessage: error }) };
  }
}
