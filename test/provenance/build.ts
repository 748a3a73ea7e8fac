import { App, CfnCondition, CfnParameter, CfnResource, Fn, Lazy, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { ADMIN_SCOPE, LATER, type AdminRuleDesign, type ClientDesign, type Design, type PoolWay, type ProviderDesign, type Verdict } from './design';
import { rulesOf } from './probe';
import { Condition, RuleMode, ScopeRule, Subject, TokenEnricher, Value, type RuleOptions } from '../../src';

/** The library's finding about a design; `refused` has the message of any other error. */
export interface Said {
  readonly verdict: Verdict | 'REFUSED';
  readonly message: string;
}

const CLIENT = 'AWS::Cognito::UserPoolClient';
const PROVIDER = 'AWS::Cognito::UserPoolIdentityProvider';
const STRING = dynamodb.AttributeType.STRING;

/** Synthesizes the app of a design into a folder. */
export function say(design: Design, outdir: string): Said {
  try {
    const app = new App({
      outdir, analyticsReporting: false, treeMetadata: false, stackTraces: false, context: { 'aws:cdk:disable-asset-staging': true },
    });
    new DesignedApp(app, design);
    const { messages } = app.synth().getStackByName('Stack');
    const warnings = messages.filter(({ level }) => level === 'warning').map(({ entry }) => String(entry.data));
    return { verdict: warnings.some(text => text.includes('UnseenWriters')) ? 'UNSEEN' : 'SILENT', message: warnings.join('\n') };
  } catch (error) {
    const { message, stack } = error as Error;
    return message.includes(': Provenance\n') ? { verdict: 'ERROR', message } : { verdict: 'REFUSED', message: message === '' ? String(stack) : message };
  }
}

class DesignedApp {
  private readonly stack: Stack;
  private readonly pool: cognito.CfnUserPool;
  private readonly clients: readonly (cognito.CfnUserPoolClient | undefined)[];
  private readonly created = new Map<string, string>();

  constructor(private readonly app: App, design: Design) {
    this.stack = new Stack(app, 'Stack');
    const userPool = new cognito.UserPool(this.stack, 'Pool', { featurePlan: cognito.FeaturePlan.ESSENTIALS });
    this.pool = userPool.node.defaultChild as cognito.CfnUserPool;
    this.configure(design);
    this.clients = design.clients.map((client, index) => this.addClient(client, index));
    design.providers.forEach((provider, index) => this.addProvider(provider, index));
    const table = new dynamodb.Table(this.stack, 'Table', { partitionKey: { name: 'id', type: STRING } });
    const sorted = new dynamodb.Table(this.stack, 'Sorted', { partitionKey: { name: 'id', type: STRING }, sortKey: { name: 'sort', type: STRING } });
    const { facts } = design;
    const mapped = Object.fromEntries(Object.entries(facts?.mapped ?? {}).map(([name, providers]) => [name, [...providers]]));
    new TokenEnricher(this.stack, 'TokenEnricher', {
      userPool,
      scopes: [...rulesOf(design, table, sorted), ...design.rules.map(each => this.adminRule(each))],
      ...facts && {
        poolFacts: {
          ...facts.writable && { userWritableAttributes: [...facts.writable] },
          ...facts.mapped && { mappedAttributes: mapped },
          ...facts.dynamic && { dynamicClients: { ...facts.dynamic.scopes && { allowedScopes: [...facts.dynamic.scopes] } } },
        },
      },
    });
  }

  private configure({ pool: { selfSignUp, usernameAttributes, schema, dcr } }: Design): void {
    this.pool.adminCreateUserConfig = selfSignUp === undefined ? undefined : { allowAdminCreateUserOnly: !selfSignUp };
    this.pool.usernameAttributes = usernameAttributes && [...usernameAttributes];
    this.pool.schema = schema.map(({ name, mutable, required }) =>
      ({ name: name.replace('custom:', ''), ...name.startsWith('custom:') && { attributeDataType: 'String' }, mutable, required }));
    if (dcr) {
      const later = (): object => ({ Ref: this.parameter('Later') });
      this.pool.addPropertyOverride('DcrConfiguration', {
        ...dcr.status && { EnableStatus: dcr.status === LATER ? later() : dcr.status },
        ...dcr.scopes && { AllowedScopes: dcr.scopes === LATER ? later() : dcr.scopes },
        OpenDcrEnabled: false,
      });
    }
  }

  private addClient(client: ClientDesign, index: number): cognito.CfnUserPoolClient | undefined {
    const { pool, secret, authFlows, oauthFlows, oauthScopes, providers, write } = client;
    const properties = {
      GenerateSecret: secret,
      ExplicitAuthFlows: authFlows,
      AllowedOAuthFlows: oauthFlows,
      AllowedOAuthScopes: oauthScopes,
      ...oauthFlows && oauthFlows.length > 0 && { AllowedOAuthFlowsUserPoolClient: true, CallbackURLs: ['https://example.com'] },
      SupportedIdentityProviders: providers,
      WriteAttributes: write,
    };
    return this.add(`Client${index}`, CLIENT, pool, properties, (stack, id, userPoolId) => {
      const created = new cognito.CfnUserPoolClient(stack, id, {
        userPoolId,
        generateSecret: secret,
        explicitAuthFlows: copy(authFlows),
        allowedOAuthFlows: copy(oauthFlows),
        allowedOAuthScopes: copy(oauthScopes),
        ...oauthFlows && oauthFlows.length > 0 && { allowedOAuthFlowsUserPoolClient: true, callbackUrLs: ['https://example.com'] },
        supportedIdentityProviders: copy(providers),
        writeAttributes: copy(write),
      });
      return created;
    });
  }

  private addProvider({ pool, name, mapped }: ProviderDesign, index: number): void {
    const attributeMapping = mapped && Object.fromEntries(mapped.map(each => [each, 'claim']));
    const providerType = ['Okta', 'Corporate'].includes(name) ? 'OIDC' : name;
    const properties = { ProviderName: name, ProviderType: providerType, ProviderDetails: {}, AttributeMapping: attributeMapping };
    this.add(`Provider${index}`, PROVIDER, pool, properties, (stack, id, userPoolId) =>
      new cognito.CfnUserPoolIdentityProvider(stack, id, { userPoolId, providerName: name, providerType, providerDetails: {}, attributeMapping }));
  }

  /** Creates a resource that names its pool in some way. */
  private add<T extends CfnResource>(
    id: string, type: string, way: PoolWay, properties: object, create: (stack: Stack, id: string, userPoolId: string) => T,
  ): T | undefined {
    const generic = (userPoolId: unknown): undefined => {
      new CfnResource(this.stack, id, { type, properties: { ...properties, ...userPoolId !== undefined && { UserPoolId: userPoolId } } });
    };
    const overridden = (first: string, userPoolId: unknown): T => {
      const created = create(this.stack, id, first);
      created.addPropertyOverride('UserPoolId', userPoolId);
      return created;
    };
    const logicalId = this.stack.getLogicalId(this.pool);
    switch (way) {
      case 'ref': return create(this.stack, id, this.pool.ref);
      case 'lazy': return create(this.stack, id, Lazy.string({ produce: () => this.pool.ref }));
      case 'override': return overridden('us-east-1_other', { Ref: logicalId });
      case 'condition': return create(this.stack, id, this.either(this.otherPool(), this.pool.ref));
      case 'farStack': return create(new Stack(this.app, `Far${id}`), id, this.pool.ref);
      case 'genericRef': return generic({ Ref: logicalId });
      case 'genericSub': return generic({ 'Fn::Sub': `\${${logicalId}}` });
      case 'parameter': return create(this.stack, id, Fn.ref(this.parameter('PoolId')));
      case 'importValue': return create(this.stack, id, Fn.importValue('PoolId'));
      case 'genericParameter': return generic({ Ref: this.parameter('PoolId') });
      case 'conditionOfParameter': return create(this.stack, id, this.either(this.otherPool(), Fn.ref(this.parameter('PoolId'))));
      case 'none': return generic(undefined);
      case 'otherPool': return create(this.stack, id, this.otherPool());
      case 'knownId': return create(this.stack, id, 'us-east-1_other');
      case 'movedAway': return overridden(this.pool.ref, this.otherPool());
      case 'genericOther': return generic(this.otherPool());
    }
  }

  private adminRule({ kind, mode, when, machines, standardScopes, keeps = [] }: AdminRuleDesign): ScopeRule {
    const client = typeof when === 'number' ? this.clients[when] : undefined;
    const options: RuleOptions = {
      ...mode && { mode: RuleMode[mode] },
      ...machines && { subjects: [Subject.MACHINE] },
      ...when !== undefined && { when: client ? Condition.client(client) : Condition.inGroup('staff') },
    };
    switch (kind) {
      case 'suppress': return ScopeRule.suppress(ADMIN_SCOPE, options);
      case 'suppressOther': return ScopeRule.suppress('api/other', options);
      case 'add': return ScopeRule.add(ADMIN_SCOPE, options);
      case 'keepOnly': return ScopeRule.keepOnly(Value.literal([...keeps]), { ...options, standardScopes });
    }
  }

  private otherPool(): string {
    return this.once('Other', id => new cognito.CfnUserPool(this.stack, id).ref);
  }

  private parameter(name: string): string {
    return this.once(name, id => new CfnParameter(this.stack, id).logicalId);
  }

  private either(one: string, other: string): string {
    return Fn.conditionIf(this.once('Condition', id => new CfnCondition(this.stack, id).logicalId), one, other).toString();
  }

  private once(id: string, create: (id: string) => string): string {
    const existing = this.created.get(id) ?? create(id);
    this.created.set(id, existing);
    return existing;
  }
}

const copy = (list: readonly string[] | undefined): string[] | undefined => list && [...list];
