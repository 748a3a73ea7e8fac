import { ADMIN_SCOPE, LATER, POOL_WAYS, type AdminRuleDesign, type ClientDesign, type Design, type Names, type PoolWay } from './design';

/** An app client, or several, through which users write attributes. */
interface Writer {
  /** Undefined if the client is not in the app. */
  readonly position?: number;
  /** The attributes in its list; everything if it has none. */
  readonly writes: (attribute: string) => boolean;
  /** True if a list names the attribute. */
  readonly lists: (attribute: string) => boolean;
  /** Users get tokens by the API. */
  readonly signsIn: boolean;
  /** Users get tokens by managed login. */
  readonly hasLogin: boolean;
  /** That login asks for passwords. */
  readonly hasPasswords: boolean;
  /** Users have tokens without a sign-in: by token exchange, or since before the client lost its other flows. */
  readonly keepsUsers: boolean;
  /** Users of the identity provider get its tokens. */
  readonly admits: (provider: string) => boolean;
  /** The scope of administration can be requested at managed login. */
  readonly requestsAdmin: boolean;
}

const NOBODY_SIGNS_IN = ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_CLIENT_TOKEN_AUTH', 'ALLOW_TOKEN_EXCHANGE_DELEGATION', 'ALLOW_TOKEN_EXCHANGE_IMPERSONATION'];

const all = (): boolean => true;
const nothing = (): boolean => false;

/** A client that may do everything, because nobody knows it. */
const UNKNOWN: Writer = {
  writes: all, lists: all, signsIn: true, hasLogin: true, hasPasswords: true, keepsUsers: true, admits: all, requestsAdmin: true,
};

export const belongs = (way: PoolWay): boolean => (POOL_WAYS.belongs as readonly PoolWay[]).includes(way);
export const mayBelong = (way: PoolWay): boolean => (POOL_WAYS.mayBelong as readonly PoolWay[]).includes(way);

/** The ways in which users write attributes of a pool. */
export class Doors {
  private readonly writers: readonly Writer[];
  private readonly mapped: readonly { readonly attribute: string; readonly provider: string }[];
  private readonly mapsAny: boolean;
  private readonly declared: readonly string[];
  private readonly signUp: boolean;
  /** The app, or the declared facts, show who writes. */
  public readonly areShown: boolean;

  /**
   * @param possible also count what may belong to the pool, and clients that the app does not show
   */
  constructor(private readonly design: Design, private readonly possible: boolean) {
    const { pool, clients, providers, facts = {} } = design;
    const counts = (way: PoolWay): boolean => belongs(way) || possible && mayBelong(way);
    const seen = clients.flatMap((client, position) => counts(client.pool) ? [writerOf(client, position)] : []);
    const showsClients = !pool.imported && clients.some(client => belongs(client.pool));
    this.areShown = showsClients || facts.writable !== undefined;
    this.mapsAny = possible && !showsClients && facts.mapped === undefined;
    this.writers = [...seen, ...dynamicWriters(design), ...possible && !this.areShown ? [UNKNOWN] : []];
    this.mapped = [
      ...providers.flatMap(each => counts(each.pool) ? (each.mapped ?? []).map(attribute => ({ attribute, provider: each.name })) : []),
      ...Object.entries(facts.mapped ?? {}).flatMap(([attribute, names]) => names.map(provider => ({ attribute, provider }))),
    ];
    this.declared = facts.writable ?? [];
    // the default of Cognito
    this.signUp = pool.imported ? possible : pool.selfSignUp !== false;
  }

  /** The doors including those that are merely possible. */
  public get allPossible(): Doors {
    return this.possible ? this : new Doors(this.design, true);
  }

  public get peopleChooseNames(): boolean {
    const { imported, usernameAttributes = [] } = this.design.pool;
    return this.signUp && (imported === true || usernameAttributes.length === 0);
  }

  /** True if users write the attribute, by any door. */
  public isWritten(attribute: string): boolean {
    return this.declared.includes(attribute)
      || this.canUpdate(attribute)
      || this.writers.some(each => each.writes(attribute) && (this.signUp || each.signsIn || each.hasLogin && each.hasPasswords));
  }

  /** True if users, or those who come from an identity provider, can change the attribute once they have signed in. */
  public canUpdate(attribute: string, comingFrom?: string): boolean {
    return this.isMutable(attribute) && (
      this.writers.some(each => each.writes(attribute) && this.canHoldAdmin(each) && (comingFrom === undefined || each.admits(comingFrom)))
      || this.declared.includes(attribute) && this.canHoldAdmin(UNKNOWN)
    );
  }

  /** True if a client names the attribute in its list. */
  public isListed(attribute: string): boolean {
    return this.declared.includes(attribute) || this.writers.some(each => each.lists(attribute));
  }

  /** True if an identity provider sets the attribute, or if one may, because neither the app nor the facts show the mappings. */
  public isMapped(attribute: string, by?: string): boolean {
    return this.mapsAny || this.mapped.some(each => each.attribute === attribute && (by === undefined || by === each.provider));
  }

  private isMutable(attribute: string): boolean {
    return this.design.pool.imported === true || this.design.pool.schema.find(({ name }) => name === attribute)?.mutable !== false;
  }

  private canHoldAdmin(writer: Writer): boolean {
    const enforced = this.design.rules.filter(isEnforced);
    const isSuppressed = enforced.some(({ kind, when }) => kind === 'suppress' && (when === undefined || when === writer.position));
    const isAdded = enforced.some(({ kind, when }) => kind === 'add' && (when === undefined || when === 'group' || when === writer.position));
    const isKept = !enforced.some(({ kind, when, standardScopes, keeps = [] }) =>
      kind === 'keepOnly' && standardScopes === true && !keeps.includes(ADMIN_SCOPE) && (when === undefined || when === writer.position));
    const isRequested = writer.signsIn || writer.hasLogin && writer.requestsAdmin;
    const hasTokens = writer.signsIn || writer.hasLogin || writer.keepsUsers;
    return !isSuppressed && (isRequested && isKept || isAdded && hasTokens);
  }
}

/** True if the rule has an effect on tokens of users. */
function isEnforced({ mode, machines }: AdminRuleDesign): boolean {
  return (mode === undefined || mode === 'ENFORCE') && machines !== true;
}

function writerOf({ authFlows, oauthFlows = [], oauthScopes, providers = [], write, writeBy }: ClientDesign, position: number): Writer {
  const list = writeBy === 'deletion' ? undefined : write;
  const flows = optionsOf(authFlows).map(each => each ?? ['ALLOW_USER_SRP_AUTH']);
  const writes = (attribute: string): boolean => optionsOf(list).some(each => each === undefined || each.includes(attribute));
  return {
    position,
    writes,
    lists: attribute => list === LATER || optionsOf(list).some(each => each?.includes(attribute)),
    signsIn: flows.some(each => each.some(flow => !NOBODY_SIGNS_IN.includes(flow))),
    keepsUsers: flows.some(each => each.some(flow => flow !== 'ALLOW_CLIENT_TOKEN_AUTH')),
    hasLogin: oauthFlows.some(flow => flow === 'code' || flow === 'implicit'),
    hasPasswords: providers.length === 0 || providers.includes('COGNITO'),
    // flows that only the deployment knows can exchange tokens
    admits: name => providers.length === 0 || providers.includes(name) || authFlows === LATER
      || flows.some(each => each.some(flow => flow.includes('TOKEN_EXCHANGE'))),
    requestsAdmin: oauthScopes === LATER || optionsOf(oauthScopes).some(each => each?.includes(ADMIN_SCOPE)),
  };
}

/** The lists that a property can have; undefined for the default, and for what only the deployment knows. */
function optionsOf(names: Names | undefined): readonly (readonly string[] | undefined)[] {
  // whether an empty list means nothing or the default is not documented
  const lists = names === undefined || names === LATER ? [undefined] : 'either' in names ? names.either : [names];
  return lists.map(each => each?.length === 0 ? undefined : each);
}

/** Clients that register themselves, by the configuration of the pool or by declaration. */
function dynamicWriters({ pool: { imported, dcr }, facts = {} }: Design): readonly Writer[] {
  const registrations = [
    // the app shows that it allows no scopes besides those of OpenID Connect
    ...!imported && dcr !== undefined && dcr.status !== 'Disabled' ? [dcr.scopes ?? []] : [],
    ...facts.dynamic === undefined ? [] : [facts.dynamic.scopes ?? LATER],
  ];
  return registrations.map(scopes => ({
    writes: all,
    lists: nothing,
    signsIn: false,
    hasLogin: true,
    hasPasswords: true,
    keepsUsers: false,
    admits: all,
    requestsAdmin: scopes === LATER || scopes.includes(ADMIN_SCOPE),
  }));
}
