import { wordsFor } from './outcomes';
import type { CallError } from '../../../lambda-src/aws/retry';
import type { DenialReason } from '../../../lambda-src/enricher/enrich';
import type { FailureReason } from '../../../src/core/operators/result';

/** The reasons for an outcome in words. */
export const REASONS: Readonly<Record<Exclude<FailureReason, 'PENDING'> | 'BUDGET' | 'UNKNOWN_TRIGGER_SOURCE', string>> = {
  READ: 'a source could not be read',
  LIMIT: 'a source has more items than its limit',
  KEYS: 'a source has more keys than its limit, so nothing was read',
  OMITTED: 'a source is disabled with TE_DISABLED_SOURCES',
  TYPE: 'a value does not have the type that the rule needs',
  CONVERSION: 'a value is present but cannot be converted',
  SIZE: 'a value is longer than allowed',
  WORK: 'the rules take more steps than the limit',
  CLIENTS: 'the ids of the app clients could not be loaded',
  EVENT: 'events of this version do not have a value that the rule uses',
  UNKNOWN: 'it depends on a condition that cannot be determined',
  BUDGET: 'the token would be longer than its budget',
  UNKNOWN_TRIGGER_SOURCE: 'the trigger source is not known to this version, and the rule does not name it',
};

/** The reasons of denials in words. */
export const DENIALS: Readonly<Record<DenialReason, string>> = {
  DENIED: 'The condition of a DenyRule is true.',
  DENY_UNKNOWN: 'The condition of a DenyRule cannot be determined.',
  READ: 'A read with onError: DENY failed, and an enforced rule depends on it.',
  CLIENTS: 'The ids of the app clients could not be loaded from the SSM parameters, and an enforced rule depends on them.',
  UNCERTAIN: 'The condition or the value of a rule that decides access cannot be determined.',
  REQUIRED: 'A claim with ifAbsent: DENY has no value.',
  WORK: 'The rules take more steps than the limit.',
  CHANGES: 'The tokens would have more claims and scopes than Amazon Cognito accepts.',
  TOKEN_LENGTH: 'The token would be longer than its budget.',
  VERSION: 'This version of the event cannot carry the result of a rule that must be applied.',
  DOCUMENT: 'The function cannot read its rules: deploy it again.',
  DEPLOYING: 'A deployment was in progress: the code and the environment variables of the function did not match yet.',
  NO_SUBJECT: 'The event is for a user, and has no sub.',
  INTERNAL: 'A bug in the function: please report it with the name and the stack of the error.',
  PREVIOUS: 'The previous function, whose answer decides while the rules are compared with it, failed.',
};

/** The outcomes of reads in words. */
export const READS: Readonly<Record<'FOUND' | 'NOTHING' | CallError, string>> = {
  FOUND: 'found',
  NOTHING: 'no item',
  TIMEOUT: 'no answer in time',
  CONNECTION: 'the connection failed',
  THROTTLED: 'throttled',
  SERVER: 'an error of the service',
  FUNCTION: 'the function failed',
  QUOTA: 'not tried again, because too many calls had failed before',
  CREDENTIALS: 'the credentials of the function were rejected',
  ACCESS_DENIED: 'the role of the function does not have the permission',
  REJECTED: 'the request was rejected: often a table that does not exist, or a key of another type',
  MALFORMED: 'an answer that is not valid',
  TOO_LARGE: 'an answer that is too large',
};

/** A reason of a log line or trace, such as `READ profile`, in words. */
export function reasonText(reason: string): string {
  const [, code = reason, source] = /^(\S+)(?: (.*))?$/.exec(reason) ?? [];
  const text = wordsFor(REASONS, code) ?? reason;
  return source === undefined ? text : text.startsWith('a source ') ? text.replace('a source', source) : `${text} (${source})`;
}
