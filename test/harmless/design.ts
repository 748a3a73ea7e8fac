/** A value or a condition: the name of an operator, and its arguments. */
export type Expression = readonly [operator: string, ...args: Argument[]];
export type Argument = Expression | Constant;
export type Constant = string | number | boolean | { readonly [name: string]: Argument | readonly string[] };

export type RuleKind =
  | 'setClaim' | 'copyAttributes' | 'suppressClaim' | 'keepOnlyClaims' | 'addAudience'
  | 'addScope' | 'addScopes' | 'suppressScope' | 'keepOnlyScopes'
  | 'setGroups' | 'deny' | 'hasura' | 'supabase' | 'amplify' | 'idpGroups';

export interface RuleDesign {
  readonly kind: RuleKind;
  /** The claim, the scope, or the message of a denial. */
  readonly name?: string;
  readonly names?: readonly string[];
  readonly value?: Expression;
  readonly roles?: Expression;
  readonly preferredRole?: Expression;
  readonly when?: Expression;
  /** Options that are constants. */
  readonly options?: { readonly [name: string]: string | number | boolean | readonly string[] | undefined };
}

/** Rules that a recipe of the documentation recommends together. */
export interface Part {
  readonly recipe: string;
  readonly rules: readonly RuleDesign[];
  /** Other parts are harmless because of it. */
  readonly needed?: true;
}

export interface PoolDesign {
  readonly by: 'UserPool' | 'CfnUserPool' | 'imported';
  readonly plan: 'LITE' | 'ESSENTIALS' | 'PLUS';
  readonly selfSignUp: boolean;
  readonly signsInBy: 'username' | 'email';
  /** It has a stack of its own, with its app clients and providers. */
  readonly isElsewhere?: true;
  /** The app creates its groups and the scopes of its API. */
  readonly hasGroups?: true;
  /** Users must have an address, so every app client must be able to write it. */
  readonly requiresEmail?: true;
  /** App clients may read only the attributes that tokens show. */
  readonly narrowsReads?: true;
}

export interface ClientDesign {
  readonly secret: boolean;
  readonly signIn: 'SDK' | 'LOGIN' | 'MACHINE';
}

export interface ProviderDesign {
  readonly name: string;
  readonly type: 'SAML' | 'OIDC' | 'Google';
}

export interface SourcePolicy {
  readonly consistentRead?: true;
  readonly cacheSeconds?: number;
  readonly staleMinutes?: number;
  readonly timeoutMillis?: number;
}

export const VARIANT_NAMES = ['alias', 'traced', 'retention', 'logGroup', 'vpc', 'isolated', 'compareWith', 'monitor', 'secondPool'] as const;
export type VariantName = typeof VARIANT_NAMES[number];

export interface Design {
  readonly pool: PoolDesign;
  readonly clients: readonly ClientDesign[];
  readonly providers: readonly ProviderDesign[];
  readonly parts: readonly Part[];
  readonly policy: SourcePolicy;
  readonly version?: 'V2_0' | 'V3_0';
  readonly attachment?: 'inTemplate' | 'grantBeforeAttach' | 'customResource';
  readonly naming?: 'enricher' | 'app';
  readonly budget?: 'httpApi' | 'cookie';
  readonly tables: 'same' | 'encrypted' | 'elsewhere' | 'imported';
  readonly variant?: VariantName;
}

export const ADMIN_SCOPE = 'aws.cognito.signin.user.admin';

/** Users write these attributes in every pool. */
export const WRITABLE = ['name', 'given_name', 'locale', 'custom:pet'] as const;
/** No app client may write it. */
export const DEPARTMENT = 'custom:dept';
/** Identity providers set it, so their app clients must be able to write it. */
export const IDP_GROUPS = 'custom:idp_groups';

export const GROUPS = ['admins', 'staff', 'app-editors', 'suspended'] as const;
export const SCOPES = ['api/read', 'api/write', 'api/delete'] as const;
/** The prefix of the naming policy. */
export const CLAIM_PREFIX = 'acme_';
