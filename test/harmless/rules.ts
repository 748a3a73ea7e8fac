import type { RuleDesign } from './design';
import { GROUPS, IDP_GROUPS } from './design';
import type { Builder } from './expressions';
import { ClaimRule, DenyRule, GroupRule, IdpGroups, Preset, ScopeRule, type RuleOptions, type SetClaimOptions, type TokenEnricherProps } from '../../src';

type Rules = Pick<TokenEnricherProps, 'claims' | 'scopes' | 'groups' | 'deny'>;

/** The props of all rules of a design. */
export function rulesOf(designs: readonly RuleDesign[], builder: Builder): Rules {
  const all = designs.map(each => ruleOf(each, builder));
  return {
    claims: all.flatMap(({ claims = [] }) => claims),
    scopes: all.flatMap(({ scopes = [] }) => scopes),
    groups: all.flatMap(({ groups = [] }) => groups),
    deny: all.flatMap(({ deny = [] }) => deny),
  };
}

function ruleOf({ kind, name = '', names = [], value, roles, preferredRole, when, options: constants }: RuleDesign, builder: Builder): Rules {
  const options = { ...constants, ...when && { when: builder.condition(when) } } as RuleOptions & SetClaimOptions;
  switch (kind) {
    case 'setClaim': return { claims: [ClaimRule.set(name, builder.value(value!), options)] };
    case 'copyAttributes': return { claims: [ClaimRule.copyAttributes([...names], options)] };
    case 'suppressClaim': return { claims: [ClaimRule.suppress(name, options)] };
    case 'keepOnlyClaims': return { claims: [ClaimRule.keepOnly([...names], options)] };
    case 'addAudience': return { claims: [ClaimRule.addAudience(options)] };
    case 'addScope': return { scopes: [ScopeRule.add(name, options)] };
    case 'addScopes': return { scopes: [ScopeRule.addAll(builder.value(value!), options)] };
    case 'suppressScope': return { scopes: [ScopeRule.suppress(name, options)] };
    case 'keepOnlyScopes': return { scopes: [ScopeRule.keepOnly(builder.value(value!), options)] };
    case 'setGroups': return {
      groups: [GroupRule.set({
        ...options,
        ...value && { groups: builder.value(value) },
        ...roles && { iamRoles: builder.value(roles) },
        ...preferredRole && { preferredRole: builder.value(preferredRole) },
      })],
    };
    case 'deny': return { deny: [DenyRule.when(builder.condition(when!), name, constants as RuleOptions)] };
    case 'hasura': return { claims: Preset.hasura({ defaultRole: name, ...value && { roles: builder.value(value) } }) };
    case 'supabase': return { claims: Preset.supabase() };
    case 'amplify': return { claims: Preset.amplify({ groupClaim: 'acme_user_groups', groups: value && builder.value(value) }) };
    case 'idpGroups': {
      const groups = IdpGroups.of({ attribute: IDP_GROUPS, providers: [...names], names: { 'AD-Admins': GROUPS[0], 'Domain Users': GROUPS[1] } });
      return { groups: groups.rules(), claims: [ClaimRule.set('acme_corporate_groups', groups.value(), { usedForAuthorization: true })] };
    }
  }
}
