import { CfnResource, Duration } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import {
  Attachment, AttachmentMonitor, ClaimRule, Condition, DenyRule, FunctionSource, GroupRule, IdpGroups, IfAbsent, ItemAttributeType,
  NamingPolicy, OnError, OnExcess, OnLimit, Preset, RuleMode, ScopeRule, SortKeyCondition, Source, Subject, TableSource, TokenBudget,
  TokenEnricher, TokenGovernance, TokenType, TriggerRemoval, TriggerSource, UnknownGroups, Value, type TokenEnricherProps,
} from '../../src';
import type { TestApp } from '../support/app';

export type Members = Readonly<Record<string, unknown>>;

/** A place where the library accepts options. */
export interface OptionsPlace {
  /** Passes the options, and triggers their checks. */
  readonly give: (app: TestApp, options: any) => void;
  /** Path of the properties in messages; empty for props of the construct. */
  readonly path: string;
  /** Path of the options object in messages. */
  readonly whole: string;
  /** Required properties. */
  readonly base?: (app: TestApp) => Members;
  /** Valid options, which together contain every property. There are several, as some properties exclude each other. */
  readonly valid: (app: TestApp) => readonly Members[];
}

const RULE = { subjects: [Subject.USER], mode: RuleMode.SHADOW, description: 'what for' };
const CONDITIONAL = { ...RULE, when: Condition.inGroup('staff') };
const CLAIM = { ...CONDITIONAL, tokens: [TokenType.ID] };
const CLAIM_VALUE = { ...CLAIM, ifAbsent: IfAbsent.OMIT, usedForAuthorization: false, dropOrder: 1 };
const MAPPING = { attribute: 'custom:plan', providers: ['Okta'], names: { a: 'b' } };
const NAMING = {
  claimPrefix: 'a', claimPattern: '[a-z]+', claimExceptions: ['x'], scopePrefix: 'a/', scopePattern: '.+', scopeExceptions: ['b'],
};

const X = Value.literal('x');

const inProps = (props: (options: any, app: TestApp) => Partial<TokenEnricherProps>): OptionsPlace['give'] =>
  (app, options) => void app.enricher(props(options, app));

const claims = (rules: (options: any) => ClaimRule[], valid: Members, base: Members = {}): OptionsPlace =>
  ({ give: inProps(options => ({ claims: rules(options) })), path: 'claims[0]', whole: 'claims[0].options', valid: () => [valid], base: () => base });
const scopes = (rule: (options: any) => ScopeRule, valid: Members): OptionsPlace =>
  ({ give: inProps(options => ({ scopes: [rule(options)] })), path: 'scopes[0]', whole: 'scopes[0].options', valid: () => [valid] });
const groups = (rules: (options: any) => GroupRule[], whole: string, valid: Members, base: Members = {}): OptionsPlace =>
  ({ give: inProps(options => ({ groups: rules(options) })), path: 'groups[0]', whole: `groups[0].${whole}`, valid: () => [valid], base: () => base });
const value = (of: (options: any, app: TestApp) => Value, place: string, valid: readonly Members[], base: Members = {}): OptionsPlace => {
  const path = `claims[0].value.${place}`;
  return { give: inProps((options, app) => ({ claims: [ClaimRule.set('a', of(options, app))] })), path, whole: path, valid: () => valid, base: () => base };
};
const budget = (of: (options: any) => TokenBudget): OptionsPlace => ({
  give: inProps(options => ({ tokenBudget: of(options) })),
  path: 'tokenBudget',
  whole: 'tokenBudget.options',
  valid: () => [{ onExcess: OnExcess.DROP, markerClaim: 'dropped', tokens: [TokenType.ACCESS] }],
});
const attachment = (of: (options: any) => Attachment, valid: OptionsPlace['valid'], base: Members = {}): OptionsPlace =>
  ({ give: inProps(options => ({ attachment: of(options) })), path: 'attachment', whole: 'attachment.options', valid, base: () => base });
const STALE = { onError: OnError.USE_STALE, maxStale: Duration.minutes(1), cacheTtl: Duration.minutes(1) };
const POLICIES = { timeout: Duration.seconds(1), maxAttempts: 1, userWritable: ['a'] };
const source = (of: (options: any) => Source, more: readonly Members[], keys: Members = { key: { id: Value.sub() } }): OptionsPlace => {
  const base = (app: TestApp) => ({ table: app.table, ...keys });
  const policies = (app: TestApp) => [{ ...POLICIES, encryptionKey: new kms.Key(app.stack, 'Key'), consistentRead: true }, STALE];
  return {
    give: inProps(options => ({ sources: [of(options)] })),
    path: 'sources[0]',
    whole: 'sources[0].props',
    base,
    valid: app => [...policies(app), ...more].map(each => ({ ...base(app), ...each })),
  };
};

const attribute = (of: (app: TestApp) => Source): OptionsPlace => value(
  (options, app) => of(app).attribute('a', options), 'attribute(options)', [{ valueType: ItemAttributeType.STRING_LIST, maxLength: 5, maxItems: 5 }],
);

function provider({ stack, userPool: { userPoolId } }: TestApp): string {
  return new cognito.CfnUserPoolIdentityProvider(stack, 'Provider', { userPoolId, providerName: 'AcmeAD', providerType: 'OIDC', providerDetails: {} }).providerName;
}

/** Every place of the public API that accepts options. */
export const OPTIONS_PLACES: Readonly<Record<string, OptionsPlace>> = {
  'TokenEnricher.Initializer.props': {
    give: (app, options) => void new TokenEnricher(app.stack, 'TokenEnricher', options),
    path: '',
    whole: 'props',
    base: app => ({ userPool: app.userPool }),
    valid: app => [{ ...enricherProps(app) }, {
      userPool: app.userPool, logGroup: new logs.LogGroup(app.stack, 'Logs'), compareWith: lambda.Function.fromFunctionName(app.stack, 'Previous', 'previous'),
    }],
  },
  'TokenEnricher.preview.props': {
    give: (app, options) => void app.enricher({ sources: [app.source('s')], claims: [ClaimRule.set('a', Value.literal(app.table.tableName))] }).preview(options),
    path: 'preview',
    whole: 'preview',
    valid: app => [{
      userAttributes: { email: 'a@example.com' },
      username: 'u',
      groups: ['g'],
      iamRoles: ['r'],
      preferredRole: 'r',
      scopes: ['openid'],
      client: app.client(),
      clientId: 'c',
      triggerSource: TriggerSource.HOSTED_AUTH,
      clientMetadata: { a: 'b' },
      items: { s: { a: [1, null] } },
      failingSources: ['s'],
      now: new Date(0),
      resource: 'https://api.example.com',
      acr: 'level2',
      amr: ['pwd'],
      deployTimeValues: { [app.table.tableName]: 'users' },
    }, { tables: { s: [{ id: 'a' }] } }, { identityProvider: provider(app) }],
  },
  'AttachmentMonitor.Initializer.props': {
    give: (app, options) => void new AttachmentMonitor(app.stack, 'Monitor', options),
    path: '',
    whole: 'props',
    base: app => ({ enricher: app.stack.node.tryFindChild('TokenEnricher') ?? app.enricher(), userPool: app.userPool }),
    valid: app => [{ enricher: app.enricher(), userPool: app.userPool, interval: Duration.minutes(5) }],
  },
  'TokenEnricher.alarms.options': {
    give: (app, options) => void app.enricher().alarms(options),
    path: '',
    whole: 'options',
    valid: () => [{ actions: [{ bind: () => ({ alarmActionArn: 'arn' }) }], deniedPercent: 50, failedReadsPercent: 10, minRequests: 1, duration: Duration.seconds(3) }],
  },
  'TokenEnricherProps.naming': { give: inProps(naming => ({ naming })), path: 'naming', whole: 'naming', valid: () => [NAMING] },
  'TokenGovernance.of.options': { give: (app, options) => void TokenGovernance.of(app.app, options), path: '', whole: 'options', valid: () => [{ naming: NAMING }] },
  'TokenGovernanceOptions.naming': {
    give: (app, naming) => void TokenGovernance.of(app.app, { naming }), path: 'naming', whole: 'naming', valid: () => [NAMING],
  },
  'NamingPolicy.add.naming': { give: (app, naming) => NamingPolicy.of(app.app).add(naming), path: 'naming', whole: 'naming', valid: () => [NAMING] },
  'TokenEnricherProps.poolFacts': {
    give: inProps(poolFacts => ({ poolFacts })),
    path: 'poolFacts',
    whole: 'poolFacts',
    valid: () => [{
      featurePlan: cognito.FeaturePlan.PLUS,
      customAttributes: ['plan'],
      mappedAttributes: { 'custom:plan': ['Okta'] },
      userWritableAttributes: ['locale'],
      dynamicClients: {},
    }],
  },
  'PoolFacts.dynamicClients': {
    give: inProps(dynamicClients => ({ poolFacts: { dynamicClients } })),
    path: 'poolFacts.dynamicClients',
    whole: 'poolFacts.dynamicClients',
    valid: () => [{ allowedScopes: ['api/read'] }],
  },
  'Attachment.customResource.options': attachment(Attachment.customResource, app => [{
    replaceTrigger: true,
    onRemoval: TriggerRemoval.RESTORE,
    reattachOnDeploy: true,
    customSenderKey: new kms.Key(app.stack, 'Key'),
    smsRole: iam.Role.fromRoleName(app.stack, 'Sms', 'sms'),
  }]),
  'Attachment.inTemplate.options': attachment(Attachment.inTemplate, () => [{ grantBeforeAttach: true }]),
  'Attachment.replica.options': attachment(Attachment.replica, app => [
    { createConfiguration: true },
    { configuration: new CfnResource(app.stack, 'Configuration', { type: 'AWS::Cognito::UserPoolRegionalConfigurationAttachment' }), createConfiguration: false },
  ], { createConfiguration: true }),
  'ClaimRule.set.options': claims(options => [ClaimRule.set('a', X, options)], CLAIM_VALUE),
  'ClaimRule.suppress.options': claims(options => [ClaimRule.suppress('nickname', options)], CLAIM),
  'ClaimRule.copyAttributes.options': claims(options => [ClaimRule.copyAttributes(['nickname'], options)], CLAIM_VALUE),
  'ClaimRule.keepOnly.options': claims(options => [ClaimRule.keepOnly(['nickname'], options)], CONDITIONAL),
  'ClaimRule.addAudience.options': claims(options => [ClaimRule.addAudience(options)], CONDITIONAL),
  'ScopeRule.add.options': scopes(options => ScopeRule.add('a', options), CONDITIONAL),
  'ScopeRule.addValue.options': scopes(options => ScopeRule.addValue(Value.literal('a'), options), CONDITIONAL),
  'ScopeRule.addAll.options': scopes(options => ScopeRule.addAll(Value.literal(['a']), options), CONDITIONAL),
  'ScopeRule.suppress.options': scopes(options => ScopeRule.suppress('a', options), CONDITIONAL),
  'ScopeRule.keepOnly.options': scopes(options => ScopeRule.keepOnly(Value.literal(['a']), options), { ...CONDITIONAL, standardScopes: true }),
  'GroupRule.set.options': groups(
    options => [GroupRule.set(options)], 'options',
    { ...CONDITIONAL, groups: Value.groups(), iamRoles: Value.iamRoles(), preferredRole: Value.preferredRole() }, { groups: Value.groups() },
  ),
  'DenyRule.when.options': {
    give: inProps(options => ({ deny: [DenyRule.when(Condition.inGroup('a'), 'No', options)] })), path: 'deny[0]', whole: 'deny[0].options', valid: () => [RULE],
  },
  'Preset.amplify.options': claims(Preset.amplify, { ...CLAIM_VALUE, groupClaim: 'groups', groups: Value.groups(), identityClaim: 'id', identity: Value.sub() }),
  'Preset.hasura.options': claims(Preset.hasura, {
    ...CLAIM_VALUE, defaultRole: 'user', roles: Value.groups(), allowAdmin: true, userId: Value.sub(), variables: { a: X }, claimsNamespace: 'n', stringified: true,
  }, { defaultRole: 'user' }),
  'Preset.supabase.options': claims(Preset.supabase, CLAIM),
  'IdpGroups.of.options': value(
    options => IdpGroups.of(options).value(), 'IdpGroups.of(options)', [{ ...RULE, ...MAPPING, unknownGroups: UnknownGroups.KEEP, keepPoolGroups: true }], MAPPING,
  ),
  'TableSource.item.props': source(options => TableSource.item('s', options), []),
  'TableSource.itemForEach.props': source(options => TableSource.itemForEach('s', options), [{ limit: 5, onLimit: OnLimit.CUT }], { keys: { id: Value.groups() } }),
  'TableSource.query.props': source(options => TableSource.query('s', options), [
    { keyAttributes: ['id', 'sk'], sort: SortKeyCondition.beginsWith('sk', X), ascending: false, limit: 5, onLimit: OnLimit.CUT },
    { indexName: 'index', keyAttributes: ['id'] },
  ]),
  'FunctionSource.of.props': {
    ...source(options => FunctionSource.of('s', options), []),
    base: app => ({ handler: lambda.Function.fromFunctionName(app.stack, 'Rbac', 'rbac'), input: { sub: Value.sub() } }),
    valid: app => [POLICIES, STALE].map((each, index) => ({ handler: lambda.Function.fromFunctionName(app.stack, `Rbac${index}`, 'rbac'), input: { sub: Value.sub() }, ...each })),
  },
  'Source.attribute.options': attribute(app => app.source()),
  'TableSource.attribute.options': attribute(app => app.source()),
  'FunctionSource.attribute.options': attribute(app => FunctionSource.of('s', { handler: lambda.Function.fromFunctionName(app.stack, 'Rbac', 'rbac'), input: { sub: Value.sub() } })),
  'TokenBudget.httpApi.options': budget(TokenBudget.httpApi),
  'TokenBudget.restApi.options': budget(TokenBudget.restApi),
  'TokenBudget.privateRestApi.options': budget(TokenBudget.privateRestApi),
  'TokenBudget.applicationLoadBalancer.options': budget(TokenBudget.applicationLoadBalancer),
  'TokenBudget.cookie.options': budget(TokenBudget.cookie),
  'TokenBudget.ofLength.options': budget(options => TokenBudget.ofLength(5000, options)),
  'Value.objectOf.options': value(options => Value.objectOf({ a: X }, options), 'objectOf(options)', [{ complete: true }]),
  'Value.orElse.options': value(options => X.orElse(Value.literal('y'), options), 'orElse(options)', [{ whenUnavailable: true }]),
  'Value.toJson.options': value(options => Value.objectOf({ a: X }).toJson(options), 'toJson(options)', [{ emptyIfAbsent: ['a', 'b.c'] }]),
  'Value.sort.options': value(options => Value.groups().sort(options), 'sort(options)', [{ descending: true }]),
  'Value.sortBy.options': value(options => Value.groups().sortBy(Value.element(), options), 'sortBy(options)', [{ descending: true }]),
};

function enricherProps(app: TestApp): TokenEnricherProps {
  const vpc = new ec2.Vpc(app.stack, 'Vpc');
  return {
    userPool: app.userPool,
    claims: [ClaimRule.set('a', X)],
    scopes: [ScopeRule.add('a/b')],
    groups: [GroupRule.set({ groups: Value.groups(), iamRoles: Value.iamRoles() })],
    deny: [DenyRule.when(Condition.inGroup('b'), 'No')],
    sources: [app.source()],
    triggerVersion: cognito.LambdaVersion.V2_0,
    attachment: Attachment.auto(),
    trustedAttributes: { locale: 'set by us' },
    tokenBudget: TokenBudget.httpApi(),
    naming: {},
    poolFacts: {},
    memorySize: 256,
    timeout: Duration.seconds(3),
    runtime: lambda.Runtime.NODEJS_22_X,
    architecture: lambda.Architecture.X86_64,
    environmentEncryption: new kms.Key(app.stack, 'EnvironmentKey'),
    logRetention: logs.RetentionDays.ONE_DAY,
    tracing: lambda.Tracing.ACTIVE,
    vpc,
    vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
    securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(app.stack, 'Group', 'sg-1')],
    reservedConcurrentExecutions: 5,
    provisionedConcurrentExecutions: 1,
    aliasName: 'live',
    role: iam.Role.fromRoleName(app.stack, 'Role', 'role'),
  };
}
