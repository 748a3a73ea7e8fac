/** The reason code of a denial, as in the log of the function. */
export enum DenialReason {
  /** A DenyRule denied the token. */
  DENIED = 'DENIED',
  /** The condition of a DenyRule is unknown. */
  DENY_UNKNOWN = 'DENY_UNKNOWN',
  /** A table or function could not be read. */
  READ = 'READ',
  /** The IDs of app clients could not be loaded. Does not occur in previews. */
  CLIENTS = 'CLIENTS',
  /** An access decision could not be determined. */
  UNCERTAIN = 'UNCERTAIN',
  /** A required claim has no value. */
  REQUIRED = 'REQUIRED',
  /** The rules need too many evaluation steps. */
  WORK = 'WORK',
  /**
   * There are more claims and scopes than Cognito accepts.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html
   */
  CHANGES = 'CHANGES',
  /** The token is longer than its `tokenBudget`. */
  TOKEN_LENGTH = 'TOKEN_LENGTH',
  /** The trigger event version does not support a rule. */
  VERSION = 'VERSION',
  /** The user has no `sub`. */
  NO_SUBJECT = 'NO_SUBJECT',
}

/** The outcome code of a rule, as in the log of the function. */
export enum RuleOutcome {
  /** The rule was applied. If the token was denied, this is the outcome that the rule would have had. */
  APPLIED = 'APPLIED',
  /** The condition of the rule is false. */
  CONDITION_FALSE = 'CONDITION_FALSE',
  /** The condition of the rule is unknown. */
  CONDITION_UNKNOWN = 'CONDITION_UNKNOWN',
  /** The value of the rule is absent. */
  ABSENT = 'ABSENT',
  /** The value of the rule has failed. */
  FAILED = 'FAILED',
  /** Another rule took precedence. */
  REPLACED = 'REPLACED',
  /** A token cannot contain the value, or a part of it. */
  DROPPED = 'DROPPED',
  /** The trigger event version does not support the value. */
  NOT_CARRIED = 'NOT_CARRIED',
  /** The rule denied the token. */
  DENIED = 'DENIED',
  /** The rule is for another subject, and was not evaluated. */
  OTHER_SUBJECT = 'OTHER_SUBJECT',
  /** The rule is disabled, and was not evaluated. */
  DISABLED = 'DISABLED',
  /** The rule was not evaluated, because the token was denied before. */
  NOT_EVALUATED = 'NOT_EVALUATED',
}

/** The result of a read. */
export enum ReadOutcome {
  /** At least one item, or an answer, was found. */
  FOUND = 'FOUND',
  /** There is no such item, or the function answered with null. */
  NOTHING = 'NOTHING',
  /** The read failed. */
  FAILED = 'FAILED',
}

/** The party that set or suppressed a claim. */
export enum ClaimOrigin {
  /** Amazon Cognito set it. */
  COGNITO = 'COGNITO',
  /** A rule set it. */
  RULE = 'RULE',
  /** A rule suppressed it. */
  SUPPRESSED = 'SUPPRESSED',
}
