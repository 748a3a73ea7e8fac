/** The names of errors, as messages have them. `docs/checks.md` explains each. */
export type ProblemId =
  | 'AliasName' | 'Argument' | 'AttachedVersion' | 'ChangedValue' | 'Client' | 'Concurrency' | 'Condition'
  | 'ConsistentCache' | 'Constant' | 'Contradiction' | 'Cycle' | 'DenyMessage' | 'DeployTimeList' | 'DeployTimeValue'
  | 'DropOrder' | 'DuplicateSource' | 'ElementOutside' | 'EmptyGroupRule' | 'EncryptionKey'
  | 'Environment' | 'FeaturePlan' | 'ForeignClient' | 'FunctionRegion' | 'Handler' | 'Key' | 'KeyType' | 'Limit' | 'LogRetention' | 'MaxStale'
  | 'Naming' | 'NeverActs' | 'OpaqueLambdaConfig' | 'Operands' | 'Option' | 'Pattern' | 'PolicySize' | 'PoolFacts'
  | 'PreviewItem' | 'PreviewRequest' | 'PreviewSource' | 'PreviewTable' | 'PreviewTime' | 'PreviewValue' | 'Provenance' | 'Range' | 'RemovedTrigger'
  | 'ReplicaConfiguration' | 'ReservedClaim' | 'Role' | 'Rule' | 'Runtime' | 'ScalarClaim' | 'Scope'
  | 'SecondTrigger' | 'Secret' | 'Source' | 'SourceCycle' | 'SourceKind' | 'SourceName' | 'SubjectTokens' | 'Subnets'
  | 'Table' | 'TableKey' | 'TableRegion' | 'Template' | 'TokenLength' | 'TriggerVersion' | 'Type'
  | 'UnknownAttribute' | 'UnknownOption' | 'UnknownProvider' | 'UserPool' | 'UserPoolLocation' | 'Value'
  | 'ValueType' | 'Vpc' | 'WholeItems';

/** The ids of warnings. They are stable, as users acknowledge warnings by them. */
export type WarningId =
  | 'AbsenceGrants' | 'CallerCanAvoid' | 'EnvironmentSize' | 'ExcludedClientGrants' | 'ForgeableSeparator'
  | 'InactiveMask' | 'LapsesWhenUnavailable' | 'LargePolicy' | 'LinkedUser' | 'LongTimeout' | 'MissingPermission' | 'NoEndpoint' | 'NothingToSuppress'
  | 'OmitHasNoEffect' | 'OtherPoolWriter' | 'ParameterOfVersion' | 'PreferredRole' | 'PublicClientGrants'
  | 'RoleUnchanged' | 'RolesRemain' | 'SingleBraces' | 'StandardClaim' | 'UnboundedClaim' | 'UncheckedName'
  | 'UnknownEncryptionKey' | 'UnknownKeys' | 'UnknownName' | 'UnknownPlan' | 'UnreadableAttribute' | 'UnseenWriters'
  | 'UserControlledClaim' | 'UsernameAsKey';

/** The ids of warnings about user pools, of `TokenGovernance`. */
export type PoolWarningId =
  | 'DynamicRegistration' | 'HandWrittenTrigger' | 'IssuerFormat' | 'LiteTrigger' | 'OtherTrigger' | 'UnchangedAccessToken' | 'UserWritableRole';

/** The ids of informational messages. */
export type InformationId = 'Attachment' | 'ChosenVersion';
