import { CannotAsk, type Target } from './target';

export interface Question<T = any> {
  readonly id: string;
  readonly question: string;
  readonly how: string;
  /** The safe reading that the library follows today. */
  readonly assumed: string;
  readonly ask: (target: Target) => Promise<T>;
  /** An error is an outcome too. */
  readonly isAsAssumed: (outcome: { readonly value?: T; readonly error?: Failure }) => boolean;
}

export interface NotAsked {
  readonly id: string;
  readonly question: string;
  readonly reason: string;
}

export interface Failure {
  readonly name: string;
  readonly message: string;
}

export interface Answer {
  readonly question: Question;
  readonly value?: unknown;
  readonly error?: Failure;
  /** Undefined if the question could not be asked. */
  readonly isAsAssumed?: boolean;
}

/** Errors about the caller, the network or an operation that does not exist: they answer no question. */
const NO_ANSWER = [
  'UnknownOperationException', 'AccessDeniedException', 'ExpiredTokenException', 'UnrecognizedClientException', 'InvalidSignatureException',
  'CredentialsProviderError', 'TooManyRequestsException', 'TimeoutError', 'AbortError', 'TypeError',
];

/** Asks one question after another: the trigger and the pools are shared. */
export async function askAll(questions: readonly Question[], target: Target): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (const question of questions) {
    answers.push(await answerOf(question, target));
  }
  return answers;
}

async function answerOf(question: Question, target: Target): Promise<Answer> {
  try {
    const value: unknown = await question.ask(target);
    return { question, value, isAsAssumed: question.isAsAssumed({ value }) };
  } catch (thrown) {
    const { name, message } = (thrown instanceof CannotAsk ? thrown.reason : thrown) as Error;
    const error = { name, message };
    return thrown instanceof CannotAsk || NO_ANSWER.includes(name)
      ? { question, error }
      : { question, error, isAsAssumed: question.isAsAssumed({ error }) };
  }
}
