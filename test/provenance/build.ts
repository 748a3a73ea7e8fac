import { App, Aspects, CfnCondition, CfnParameter, CfnResource, Fn, Lazy, Stack, Token } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { ADMIN_SCOPE, LATER, type AdminRuleDesign, type ClientDesign, type Design, type Names, type PoolWay, type ProviderDesign, type Verdict } from './design';
import { rulesOf } from './probe';
import { Attachment, Condition, RuleMode, ScopeRule, Subject, TokenEnricher, Value, type RuleOptions } from '../../src';
import { notesOf } from '../support/notes';

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
    const warnings = notesOf(app.synth()).filter(({ level }) => level === 'warning').map(({ text }) => text);
    return { verdict: warnings.some(text => text.includes('UnseenWriters')) ? 'UNSEEN' : 'SILENT', message: warnings.join('\n') };
  } catch (error) {
    const { message, stack } = error as Error;
    const has = (check: string): boolean => message.includes(`: ${check}\n`);
    return has('Provenance') ? { verdict: 'ERROR', message } : has('PoolFacts') ? { verdict: 'CONTRADICTION', message } : { verdict: 'REFUSED', message: message === '' ? String(stack) : message };
  }
}

class DesignedApp {
  private readonly stack: Stack;
  private readonly poolId: string;
  private readonly clients: readonly (cognito.CfnUserPoolClient | undefined)[];
  private readonly created = new Map<string, string>();

  constructor(private readonly app: App, design: Design) {
    this.stack = new Stack(app, 'Stack');
    const userPool = design.pool.imported ? cognito.UserPool.fromUserPoolId(this.stack, 'Pool', 'us-east-1_imported') : this.addPool(design);
    this.poolId = userPool.userPoolId;
    this.clients = design.clients.map((client, index) => this.addClient(client, index));
    design.providers.forEach((provider, index) => this.addProvider(provider, index));
    const table = new dynamodb.Table(this.stack, 'Table', { partitionKey: { name: 'id', type: STRING } });
    const sorted = new dynamodb.Table(this.stack, 'Sorted', { partitionKey: { name: 'id', type: STRING }, sortKey: { name: 'sort', type: STRING } });
    const rules = rulesOf(design, table, sorted);
    const { facts } = design;
    const mapped = Object.fromEntries(Object.entries(facts?.mapped ?? {}).map(([name, providers]) => [name, [...providers]]));
    new TokenEnricher(this.stack, 'TokenEnricher', {
      userPool,
      ...design.pool.imported && { attachment: Attachment.none() },
      ...rules,
      scopes: [...rules.scopes ?? [], ...design.rules.map(each => this.adminRule(each))],
      ...facts && {
        poolFacts: {
          ...facts.writable && { userWritableAttributes: [...facts.writable] },
          ...facts.mapped && { mappedAttributes: mapped },
          ...facts.dynamic && { dynamicClients: { ...facts.dynamic.scopes && { allowedScopes: [...facts.dynamic.scopes] } } },
        },
      },
    });
  }

  private addPool({ pool: { selfSignUp, usernameAttributes, schema, dcr } }: Design): cognito.UserPool {
    const userPool = new cognito.UserPool(this.stack, 'Pool', { featurePlan: cognito.FeaturePlan.ESSENTIALS });
    const pool = userPool.node.defaultChild as cognito.CfnUserPool;
    pool.adminCreateUserConfig = selfSignUp === undefined ? undefined : { allowAdminCreateUserOnly: selfSignUp !== true };
    if (selfSignUp === LATER) {
      pool.addPropertyOverride('AdminCreateUserConfig.AllowAdminCreateUserOnly', { Ref: this.parameter('AdminsOnly') });
    }
    pool.usernameAttributes = usernameAttributes && [...usernameAttributes];
    pool.schema = schema.map(({ name, mutable, required }) =>
      ({ name: name.replace('custom:', ''), ...name.startsWith('custom:') && { attributeDataType: 'String' }, mutable, required }));
    if (dcr) {
      const later = (): object => ({ Ref: this.parameter('Later') });
      pool.addPropertyOverride('DcrConfiguration', {
        ...dcr.status && { EnableStatus: dcr.status === LATER ? later() : dcr.status },
        ...dcr.scopes && { AllowedScopes: dcr.scopes === LATER ? later() : dcr.scopes },
        OpenDcrEnabled: false,
      });
    }
    return userPool;
  }

  private addClient(client: ClientDesign, index: number): cognito.CfnUserPoolClient | undefined {
    const { pool, secret, authFlows, oauthFlows, oauthScopes, providers, write, writeBy } = client;
    const hasOAuth = oauthFlows !== undefined && oauthFlows.length > 0;
    const list = writeBy === 'deletion' ? undefined : this.names(write);
    const properties = {
      GenerateSecret: secret,
      ExplicitAuthFlows: this.names(authFlows),
      AllowedOAuthFlows: oauthFlows,
      AllowedOAuthScopes: this.names(oauthScopes),
      ...hasOAuth && { AllowedOAuthFlowsUserPoolClient: true, CallbackURLs: ['https://example.com'] },
      SupportedIdentityProviders: providers,
      WriteAttributes: list,
    };
    return this.add(`Client${index}`, CLIENT, pool, properties, (stack, id, userPoolId) => {
      const created = new cognito.CfnUserPoolClient(stack, id, {
        userPoolId,
        generateSecret: secret,
        allowedOAuthFlows: copy(oauthFlows),
        supportedIdentityProviders: copy(providers),
        explicitAuthFlows: tokenOf(this.names(authFlows)),
        allowedOAuthScopes: tokenOf(this.names(oauthScopes)),
        ...hasOAuth && { allowedOAuthFlowsUserPoolClient: true, callbackUrLs: ['https://example.com'] },
        writeAttributes: writeBy === undefined ? tokenOf(list) : ['custom:role', 'locale'],
      });
      switch (writeBy) {
        case 'aspect': Aspects.of(created).add({ visit: node => { (node as cognito.CfnUserPoolClient).writeAttributes = tokenOf(list); } }); break;
        case 'override': case 'deletion': created.addPropertyOverride('WriteAttributes', list); break;
        default:
      }
      return created;
    });
  }

  /** The content of a list in the template. */
  private names(names: Names | undefined): unknown {
    if (names === LATER) {
      return { Ref: this.parameter('Names', 'CommaDelimitedList') };
    }
    return names !== undefined && 'either' in names ? { 'Fn::If': [this.condition(), ...names.either] } : names;
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
    switch (way) {
      case 'ref': return create(this.stack, id, this.poolId);
      case 'lazy': return create(this.stack, id, Lazy.string({ produce: () => this.poolId }));
      case 'override': return overridden('us-east-1_other', this.poolId);
      case 'condition': return create(this.stack, id, this.either(this.otherPool(), this.poolId));
      case 'farStack': return create(new Stack(this.app, `Far${id}`), id, this.poolId);
      case 'genericRef': return generic(this.poolId);
      case 'genericSub': return generic({ 'Fn::Sub': ['${Id}', { Id: this.poolId }] });
      case 'parameter': return create(this.stack, id, Fn.ref(this.parameter('PoolId')));
      case 'importValue': return create(this.stack, id, Fn.importValue('PoolId'));
      case 'genericParameter': return generic({ Ref: this.parameter('PoolId') });
      case 'conditionOfParameter': return create(this.stack, id, this.either(this.otherPool(), Fn.ref(this.parameter('PoolId'))));
      case 'none': return generic(undefined);
      case 'otherPool': return create(this.stack, id, this.otherPool());
      case 'knownId': return create(this.stack, id, 'us-east-1_other');
      case 'movedAway': return overridden(this.poolId, this.otherPool());
      case 'genericSubKnown': return generic({ 'Fn::Sub': ['${Region}_other', { Region: 'us-east-1' }] });
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
      case 'keepOnlyGroups': return ScopeRule.keepOnly(Value.groups(), { ...options, standardScopes });
      case 'keepOnly': return ScopeRule.keepOnly(Value.literal([...keeps]), { ...options, standardScopes });
    }
  }

  private otherPool(): string {
    return this.once('Other', id => new cognito.CfnUserPool(this.stack, id).ref);
  }

  private parameter(name: string, type = 'String'): string {
    return this.once(name, id => new CfnParameter(this.stack, id, { type }).logicalId);
  }

  private either(one: string, other: string): string {
    return Fn.conditionIf(this.condition(), one, other).toString();
  }

  private condition(): string {
    return this.once('Condition', id => new CfnCondition(this.stack, id).logicalId);
  }

  private once(id: string, create: (id: string) => string): string {
    const existing = this.created.get(id) ?? create(id);
    this.created.set(id, existing);
    return existing;
  }
}

/** A list that stands for the content of a property. */
const tokenOf = (content: unknown): string[] | undefined =>
  Array.isArray(content) || content === undefined ? content as undefined : Token.asList(content);
const copy = (list: readonly string[] | undefined): string[] | undefined => list && [...list];
