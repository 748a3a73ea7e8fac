export { Attachment } from './attachment/attachment';
export { AttachmentMonitor, type AttachmentMonitorProps } from './attachment/attachment-monitor';
export { TriggerRemoval, type CustomResourceOptions, type InTemplateOptions, type ReplicaOptions } from './attachment/attachment-kind';
export type { ClaimLength, MaxTokenSize } from './token-size/token-length';
export { TokenContract } from './contract/token-contract';
export { OnExcess, TokenBudget, type TokenBudgetOptions } from './token-size/token-budget';
export { TokenGovernance, type TokenGovernanceOptions } from './governance/token-governance';
export type { AlarmsOptions, EnricherAlarms } from './operations/alarms';
export { NamingPolicy, type NamingRules } from './naming/naming-policy';
export type { DynamicClients, PoolFacts } from './pool-facts';
export type { PreviewProps } from './preview/preview-props';
export { TokenAssertions } from './preview/token-assertions';
export { ClaimOrigin, DenialReason, ReadOutcome, RuleOutcome } from './preview/codes';
export type { ClaimPreview, PreviewDenial, ReadPreview, RulePreview } from './preview/preview-parts';
export { TokenPreview } from './preview/token-preview';
export type { AmplifyOptions } from './presets/amplify';
export type { HasuraOptions } from './presets/hasura';
export { IdpGroups, type IdpGroupsOptions, UnknownGroups } from './presets/idp-groups';
export { Preset } from './presets/preset';
export type { SupabaseOptions } from './presets/supabase';
export {
  ClaimRule, type ClaimRuleOptions, type CopyAttributesOptions, IfAbsent, type KeepOnlyClaimsOptions, type AddAudienceOptions, type SetClaimOptions,
  type SuppressClaimOptions, TokenType,
} from './rules/claim-rule';
export { DenyRule, type DenyRuleOptions } from './rules/deny-rule';
export { GroupRule, type SetGroupsOptions } from './rules/group-rule';
export { type CommonRuleOptions, RuleMode, type RuleOptions, Subject } from './rules/rule-options';
export { type AddAllScopesOptions, type AddScopeOptions, type KeepOnlyScopesOptions, ScopeRule, type SuppressScopeOptions } from './rules/scope-rule';
export { SortKeyCondition } from './sources/sort-key-condition';
export { FunctionSource, type FunctionSourceProps } from './sources/function-source';
export { type AttributeOptions, OnError, OnLimit, Source, type SourceProps } from './sources/source';
export { type ItemForEachSourceProps, type ItemSourceProps, type QuerySourceProps, TableSource, type TableSourceProps } from './sources/table-source';
export { TokenEnricher } from './token-enricher';
export type { TokenEnricherProps } from './token-enricher-props';
export { Condition } from './values/condition';
export { TriggerSource } from './values/trigger-source';
export { Value } from './values/value';
export { type ObjectOptions, type OrElseOptions, type SortOptions, type ToJsonOptions, DigestEncoding, ItemAttributeType } from './values/value-options';
