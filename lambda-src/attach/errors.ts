/** An error whose message the deployment shows. */
export class AttachError extends Error {}

/** The user pool does not exist any more. */
export class PoolGone extends AttachError {}

/** Other settings of the pool have changed together with the trigger. */
export class OtherSettingsChanged extends AttachError {}

/** The update was applied, and another process has overwritten it. The pool keeps the settings of that process. */
export class Overwritten extends AttachError {}

/** The reason why a call to Cognito failed. */
export interface Reason {
  /** Cognito's name of the error, or TIMEOUT, CONNECTION or MALFORMED. */
  readonly type: string;
  readonly message: string;
}

export interface Failure extends Reason {
  /** True if the operation may have been applied nevertheless. */
  readonly mayHaveHappened: boolean;
}

/** CloudFormation accepts responses of at most 4096 bytes. */
const LONGEST = 1000;

/** The fixes for permanent errors of Cognito. An update sends all settings of the pool, so it needs the permissions for all of them. */
const REMEDIES: ReadonlyArray<readonly [error: RegExp, remedy: string]> = [
  [/iam:PassRole/, 'The update sends all settings of the pool: set its SMS role as smsRole in Attachment.customResource'],
  [/kms:/, 'The update sends all settings of the pool: set its key (KMSKeyID) as customSenderKey in Attachment.customResource'],
  [/AccessDenied|NotAuthorized|UnrecognizedClient/, 'Allow cognito-idp:DescribeUserPool and cognito-idp:UpdateUserPool on the pool for this custom resource; check for policies that deny them'],
  [/FeatureUnavailableInTier/, 'Event versions V2_0 and V3_0 need the feature plan Essentials or Plus: change the plan of the pool, or use V1_0'],
  [/TierChangeNotAllowed/, 'Cognito does not accept the current feature plan of the pool: check it in the console'],
  [/UserImportInProgress/, 'Deploy again when the user import job has finished'],
  [/OperationNotEnabled/, 'This is a replica in a secondary Region: use Attachment.replica() there'],
  [/InvalidSmsRole|InvalidEmailRole/, 'This blocks every update of the pool: repair the role and deploy again'],
  [/UserPoolTagging/, 'The update sends all settings of the pool: allow cognito-idp:TagResource on the pool for this custom resource; check for policies that deny it'],
];

export function messageOf(operation: string, { type, message }: Reason): string {
  const said = `${operation} failed with ${type}${message === '' ? '' : `: ${message.slice(0, LONGEST)}`}`;
  const remedy = REMEDIES.find(([error]) => error.test(`${type} ${message}`))?.[1];
  return remedy === undefined ? said : `${said}. ${remedy}`;
}
