/** What a deployment shows. */
export class AttachError extends Error {}

/** There is no such pool any more. */
export class PoolGone extends AttachError {}

/** Something else of the pool changed with the trigger. */
export class OtherSettingsChanged extends AttachError {}

/** The update was there, and somebody else wrote over it: what the pool is now is theirs. */
export class Overwritten extends AttachError {}

/** Why a call of Cognito failed. */
export interface Failure {
  /** Cognito's name of the error, or TIMEOUT, CONNECTION or MALFORMED. */
  readonly type: string;
  readonly message: string;
  /** Nobody knows whether it was done. */
  readonly mayHaveHappened: boolean;
}

/** CloudFormation takes 4096 bytes of an answer. */
const LONGEST = 1000;

/** What to do about errors of Cognito that do not go away. The update sends the whole pool, so that it needs what everything in it needs. */
const REMEDIES: ReadonlyArray<readonly [error: RegExp, remedy: string]> = [
  [/iam:PassRole/, 'The update sends the whole pool: give its SMS role as smsRole in Attachment.existing'],
  [/kms:/, 'The update sends the whole pool: give its key (KMSKeyID) as customSenderKey in Attachment.existing'],
  [/AccessDenied|NotAuthorized|UnrecognizedClient/, 'Allow cognito-idp:DescribeUserPool and cognito-idp:UpdateUserPool on the pool to this custom resource; look for policies that deny them'],
  [/FeatureUnavailableInTier/, 'Event versions V2_0 and V3_0 need the plan Essentials or Plus: move the pool to one, or use V1_0'],
  [/TierChangeNotAllowed/, 'The plan of the pool cannot be set to what it is: look at it in the console'],
  [/UserImportInProgress/, 'Deploy again when the import of users is over'],
  [/OperationNotEnabled/, 'This is a replica in a secondary Region: use Attachment.replica() there'],
  [/InvalidSmsRole|InvalidEmailRole/, 'That blocks every update of the pool: repair it and deploy again'],
  [/UserPoolTagging/, 'The update sends the whole pool: allow cognito-idp:TagResource on it to this custom resource; look for policies that deny them'],
];

export function messageOf(operation: string, { type, message }: Failure): string {
  const said = `${operation} says ${type}${message === '' ? '' : `: ${message.slice(0, LONGEST)}`}`;
  const remedy = REMEDIES.find(([error]) => error.test(`${type} ${message}`))?.[1];
  return remedy === undefined ? said : `${said}. ${remedy}`;
}
